import StorageContract
import Testing

@testable import Exchange

@Suite("Reading documents") struct RetrievalTests {
    @Test func aConsentLetsAnOfficerOpenTheDocument() async throws {
        let (world, opened, document) = try await shared()
        let consent = try await world.recordConsent(in: opened).value.id
        let retrieval = try await world.exchange.retrieve(document.id, for: .planering, by: try world.id("vagen/coach"))
        #expect(retrieval.value.consent == consent && retrieval.value.document == document)
        #expect(try await world.open(retrieval.value, as: "vagen/coach") == "Planen för Tolvan.")
        let entry = try world.check(retrieval.receipt).entry
        #expect(entry.policies == ["read-by-consent"] && entry.consent == consent && entry.purpose == .planering)
        #expect(entry.owner?.text == "fk" && entry.participant == opened.participant)
    }

    @Test func theHeaderIsForTheOneWhoAsked() async throws {
        let (world, opened, document) = try await shared()
        _ = try await world.recordConsent(in: opened)
        let retrieval = try await world.exchange.retrieve(document.id, for: .planering, by: try world.id("vagen/coach")).value
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.exchange.payload(of: retrieval.id, by: try world.id("af/anna"))
        }
        let attempt = try await world.lastEntry()
        #expect(attempt.outcome == .failed && attempt.resource == retrieval.id.text && attempt.officer.description == "af/anna")
        await #expect(throws: (any Error).self) { try await world.open(retrieval, as: "af/anna") }
    }

    @Test func onesOwnOrganisationsDocumentNeedsNoConsent() async throws {
        let (world, _, document) = try await shared()
        let retrieval = try await world.exchange.retrieve(document.id, for: .uppfoljning, by: try world.id("fk/bo")).value
        #expect(try await world.open(retrieval, as: "fk/bo") == "Planen för Tolvan.")
    }

    static let lacks: [(String, [String], @Sendable (inout ConsentTerms) -> Void)] = [
        ("another purpose", [], { $0.purposes = [.ersattning] }),
        ("another category", [], { $0.categories = [.ekonomi] }),
        ("another receiver", [], { $0.to = $0.to.filter { $0.text == "af" } }),
        ("another giver", [], { $0.from = $0.to.filter { $0.text == "af" } }),
        ("not begun", ["consent-not-begun"], { $0.validFrom = $0.validFrom + .seconds(3600) }),
        ("refused", ["consent-refused"], { $0.decision = .refused }),
    ]

    @Test(arguments: lacks.indices) func aConsentThatDoesNotCoverItCarriesNothing(_ index: Int) async throws {
        let (name, policies, change) = RetrievalTests.lacks[index]
        let (world, opened, document) = try await shared()
        _ = try await world.recordConsent(in: opened, change)
        try await expectDenied(document.id, world, policies, Comment(rawValue: name))
    }

    @Test func aConsentEnds() async throws {
        let (world, opened, document) = try await shared()
        _ = try await world.recordConsent(in: opened) { $0.validUntil = $0.validFrom + .seconds(60) }
        world.clock.advance(by: .seconds(60))
        try await expectDenied(document.id, world, ["consent-expired"])
    }

    @Test func anotherCasesConsentCarriesNothing() async throws {
        let (world, opened, document) = try await shared()
        let second = try await world.exchange.openCase(for: opened.participant, by: try world.id("af/anna")).value
        _ = try await world.recordConsent(in: second)
        try await expectDenied(document.id, world, [])
    }

    @Test func afterWithdrawalNothingIsReadAndNothingReplayed() async throws {
        let (world, opened, document) = try await shared()
        let consent = try await world.recordConsent(in: opened).value.id
        let caller = try world.id("vagen/coach")
        let retrieval = try await world.exchange.retrieve(document.id, for: .planering, by: caller).value
        _ = try await world.exchange.payload(of: retrieval.id, by: caller)
        _ = try await world.withdraw(consent)
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.payload(of: retrieval.id, by: caller) }
        let entry = try await world.lastEntry()
        #expect(entry.action == .retrieveDocument && entry.outcome == .denied && entry.policies == ["consent-withdrawn"])
        try await expectDenied(document.id, world, ["consent-withdrawn"])
    }

    @Test func aPermittedRetrievalIsFetchedForAShortWhile() async throws {
        let (world, opened, document) = try await shared()
        _ = try await world.recordConsent(in: opened)
        let caller = try world.id("vagen/coach")
        let retrieval = try await world.exchange.retrieve(document.id, for: .planering, by: caller).value
        world.clock.advance(by: .seconds(599))
        _ = try await world.exchange.payload(of: retrieval.id, by: caller)
        world.clock.advance(by: .seconds(1))
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.payload(of: retrieval.id, by: caller) }
    }

    @Test func aDisabledOfficerFetchesNothing() async throws {
        let (world, opened, document) = try await shared()
        _ = try await world.recordConsent(in: opened)
        let caller = try world.id("vagen/coach")
        let retrieval = try await world.exchange.retrieve(document.id, for: .planering, by: caller).value
        try await world.disable("vagen/coach")
        await #expect(throws: ExchangeError.any(.disabledOfficer)) { try await world.exchange.payload(of: retrieval.id, by: caller) }
        #expect(try await world.lastEntry().code == "disabled-officer")
    }

    @Test func aClosedCasesDocumentsStayClosed() async throws {
        let (world, opened, document) = try await shared()
        _ = try await world.recordConsent(in: opened)
        _ = try await world.exchange.closeCase(opened.id, by: try world.id("af/anna"))
        try await expectDenied(document.id, world, ["case-closed-for-reading"])
    }

    @Test func outsidersCannotTellADocumentFromNone() async throws {
        let (world, opened, document) = try await shared()
        _ = try await world.recordConsent(in: opened)
        let unknown = DocumentID(random: world.random.source)
        for name in ["fk/nils", "af/granskare", "sof/rut"] {
            let caller = try world.id(name)
            let forbidden = await #expect(throws: ExchangeError.self) {
                try await world.exchange.retrieve(document.id, for: .planering, by: caller)
            }
            #expect(try await world.lastEntry().outcome == .denied)
            let missing = await #expect(throws: ExchangeError.self) {
                try await world.exchange.retrieve(unknown, for: .planering, by: caller)
            }
            expectSame(forbidden, missing)
        }
    }

    @Test func aKeyThatWasTamperedWithIsNotReleased() async throws {
        let (world, opened, document) = try await shared()
        _ = try await world.recordConsent(in: opened)
        world.storage.tamper { rows in
            rows.documents = rows.documents.map { stored in
                StoredDocument(
                    id: stored.id, participant: stored.participant, caseID: stored.caseID, owner: stored.owner, category: stored.category,
                    release: stored.release, uploadedBy: stored.uploadedBy, uploadedAt: stored.uploadedAt,
                    payloadDigest: stored.payloadDigest, payloadSize: stored.payloadSize, name: stored.name, manifest: stored.manifest,
                    key: stored.name)
            }
        }
        await #expect(throws: ExchangeError.any(.damaged)) {
            try await world.exchange.retrieve(document.id, for: .planering, by: try world.id("vagen/coach"))
        }
    }

    @Test func anExplanationSaysWhatIsMissingAndReadsNothing() async throws {
        let (world, opened, document) = try await shared()
        let caller = try world.id("vagen/coach")
        let before = try await world.exchange.explain(document.id, for: .planering, by: caller).value
        #expect(!before.permitted && before.policies.contains { $0.id == "read-by-consent" && !$0.decided })
        _ = try await world.recordConsent(in: opened)
        let after = try await world.exchange.explain(document.id, for: .planering, by: caller).value
        #expect(after.permitted && after.policies.map(\.id) == ["read-by-consent"])
        #expect(try await world.entries().suffix(1).map(\.action) == [.explainDecision])
    }

    /// A case of `af/anna` with `fk/bo` and `vagen/coach`, and a document of `fk`'s in it.
    private func shared() async throws -> (World, Case, DocumentView) {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo", "vagen/coach"])
        return (world, opened, try await world.upload("Planen för Tolvan.", to: opened))
    }

    private func expectDenied(
        _ id: DocumentID, _ world: World, _ policies: [String], _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let error = await #expect(throws: ExchangeError.any(.denied), comment, sourceLocation: sourceLocation) {
            try await world.exchange.retrieve(id, for: .planering, by: try world.id("vagen/coach"))
        }
        #expect(error?.policies == policies, comment, sourceLocation: sourceLocation)
        let entry = try await world.lastEntry()
        #expect(
            entry.outcome == .denied && entry.policies == policies && entry.resource == id.text, comment, sourceLocation: sourceLocation)
    }
}
