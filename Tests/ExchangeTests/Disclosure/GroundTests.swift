import StorageContract
import Testing

@testable import Exchange

/// What an approval rests on is held against the catalogue and the person's consents, when it's given.
@Suite("Grounds of an approval") struct GroundTests {
    static func duty(_ balancing: String?) -> DisclosureGround { listed("plikt", "1 §", balancing) }

    static func listed(_ id: String, _ section: String, _ balancing: String? = nil, act: String = "Testlagen") -> DisclosureGround {
        .listed(ListedGround(id: id, act: act, section: section, balancing: balancing))
    }

    @Test func aGroundOfTheCatalogueCarriesAndIsTold() async throws {
        let scene = try await Scene()
        let request = try await scene.request()
        _ = try await scene.answer(request.id) { $0.ground = GroundTests.listed("avvagning", "2 §", "Intresset väger över.") }
        #expect(try await scene.world.open(try await scene.retrieve().value, as: "vagen/coach") == "Ägarens.")
        let facts = try await scene.world.storage.read { try $0.request(request.id) }
        #expect(facts?.state == .approved)
    }

    static let unusable: [(String, DisclosureGround, UnusableGround)] = [
        ("unknown", listed("hittepa", "1 §"), .unknown), ("another section", listed("plikt", "2 §"), .unknown),
        ("another act", listed("plikt", "1 §", act: "Annanlagen"), .unknown),
        ("without its balancing", listed("avvagning", "2 §"), .needsBalancing),
        ("others' owners", listed("andras", "3 §"), .owner), ("other receivers", listed("till-af", "4 §"), .receiver),
        ("not of this category", listed("ej-plan", "5 §"), .category), ("another purpose", listed("ersattning", "6 §"), .purpose),
        ("a consent as a law", listed("samtycke", "10:1", act: "OSL"), .unknown),
    ]

    /// Errors are equal by their codes: this one looks at the reason too.
    private func expectUnusable(_ reason: UnusableGround, _ name: String, _ body: () async throws -> some Sendable) async {
        let refusal = await #expect(throws: ExchangeError.self, "\(name)") { try await body() }
        #expect(refusal?.code == .groundNotUsable && refusal?.reason == reason, "\(name)")
    }

    @Test(arguments: unusable.indices) func aGroundThatCannotCarryIsRefused(_ index: Int) async throws {
        let (name, ground, reason) = GroundTests.unusable[index]
        let scene = try await Scene()
        let request = try await scene.request()
        await expectUnusable(reason, name) { try await scene.answer(request.id) { $0.ground = ground } }
        #expect(try await scene.world.storage.read { try $0.request(request.id)?.state } == .open)
        #expect(try await scene.world.lastEntry().code == "ground-not-usable")
    }

    static let uncovering: [(String, UnusableGround, @Sendable (inout ConsentTerms) -> Void)] = [
        ("another giver", .consentNotCovering, { $0.from = [OrganisationID("af")].compactMap { $0 } }),
        ("another receiver", .consentNotCovering, { $0.to = [OrganisationID("af")].compactMap { $0 } }),
        ("another category", .consentNotCovering, { $0.categories = [.ekonomi] }),
        ("another purpose", .consentNotCovering, { $0.purposes = [.ersattning] }),
        (
            "not yet", .consentNotInForce,
            { ($0.validFrom, $0.validUntil) = ($0.validFrom + .seconds(86_400), $0.validUntil + .seconds(86_400)) }
        ),
    ]

    @Test(arguments: uncovering.indices) func aConsentThatDoesNotCoverIsRefused(_ index: Int) async throws {
        let (name, reason, change) = GroundTests.uncovering[index]
        let scene = try await Scene()
        let consent = try await scene.world.recordConsent(in: scene.opened, change).value.id
        let request = try await scene.request()
        await expectUnusable(reason, name) { try await scene.answer(request.id) { $0.ground = .consent(consent) } }
    }

    @Test func aConsentThatIsGoneIsRefused() async throws {
        let scene = try await Scene()
        let consent = try await scene.world.recordConsent(in: scene.opened).value.id
        _ = try await scene.world.withdraw(consent)
        let request = try await scene.request()
        for id in [consent, ConsentID(random: scene.world.random.source)] {
            await expectUnusable(.consentNotInForce, "\(id)") { try await scene.answer(request.id) { $0.ground = .consent(id) } }
        }
    }

    @Test func aConsentOfAnotherCaseIsRefused() async throws {
        let scene = try await Scene()
        let (world, anna) = (scene.world, try scene.world.id("af/anna"))
        let other = try await world.exchange.openCase(for: scene.opened.participant, by: anna).value
        let consent = try await world.recordConsent(in: other).value.id
        let request = try await scene.request()
        await expectUnusable(.consentNotInForce, "another case's") { try await scene.answer(request.id) { $0.ground = .consent(consent) } }
    }

    /// Some secrecy no consent lifts: the catalogue says of which categories.
    @Test func theCatalogueMayWithholdACategoryFromConsent() async throws {
        let scene = try await Scene()
        let (world, coach) = (scene.world, try scene.world.id("vagen/coach"))
        let consent = try await world.recordConsent(in: scene.opened) { $0.categories = [.ovrigt] }.value.id
        let document = try await world.complete(try await world.beginUpload("Övrigt.", to: scene.opened, category: .ovrigt)).value
        let request = try await world.exchange.createRequest(for: document.id, purpose: .planering, reason: "Behövs.", by: coach).value
        await expectUnusable(.category, "a consent") { try await world.answer(request.id, by: "fk/ulla") { $0.ground = .consent(consent) } }
        try await world.answer(request.id, by: "fk/ulla") { $0.ground = GroundTests.duty("Vägt.") }
    }

    @Test func aDenialSaysHowToAppeal() async throws {
        let scene = try await Scene()
        let request = try await scene.request()
        let wrong = Appeal(isPossible: false, days: nil, swedish: "Nej.", english: "No.")
        for appeal in [nil, wrong] {
            await #expect(throws: ExchangeError.any(.invalidRecord)) {
                try await scene.answer(request.id) {
                    $0.parts[0].deny()
                    $0.appeal = appeal
                }
            }
        }
        let coach = try scene.world.id("vagen/coach")
        let denied = try await scene.deny(request.id).value
        #expect(denied.appeal == AnswerTerms.appeal)
        let shown = try await scene.world.exchange.request(request.id, by: coach).value
        #expect(shown.appeal == AnswerTerms.appeal && shown.answer?.isEmpty == false && shown.documents.map(\.answer) == [.denied])
    }

    @Test func aDenialRestsOnNothing() async throws {
        let scene = try await Scene()
        let request = try await scene.request()
        let spoilings: [(inout AnswerTerms.Part) -> Void] = [
            { $0.ground = GroundTests.duty("x") }, { $0.validUntil = WorldAuthority.start + .seconds(60) }, { $0.recipient = "age1x" },
        ]
        for spoil in spoilings {
            await #expect(throws: ExchangeError.any(.invalidRecord)) {
                try await scene.answer(request.id) {
                    $0.parts[0].deny()
                    $0.appeal = AnswerTerms.appeal
                    spoil(&$0.parts[0])
                }
            }
        }
    }
}
