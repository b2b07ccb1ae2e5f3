import StorageContract
import Testing

@testable import Exchange

@Suite("Consents that run out soon") struct ExpiringTests {
    private let day = 86_400

    private func expiring(
        _ world: World, within days: Int = 30, after last: ConsentID? = nil, limit: Int? = nil, by name: String = "af/anna"
    ) async throws -> ConsentPage {
        try await world.exchange.consents(expiringWithin: days, after: last, limit: limit, by: try world.id(name)).value
    }

    private func consent(_ scene: ConsentScene, days: Int, _ change: (inout ConsentTerms) -> Void = { _ in }) async throws -> ConsentID {
        try await scene.world.recordConsent(in: scene.opened) {
            $0.validUntil = $0.validFrom + .seconds(days * day)
            change(&$0)
        }.value.id
    }

    @Test func theFirstToEndComesFirstAndNothingThatIsOverComes() async throws {
        let scene = try await ConsentScene()
        let (late, soon) = (try await consent(scene, days: 29), try await consent(scene, days: 5))
        _ = try await consent(scene, days: 31)
        let withdrawn = try await consent(scene, days: 3)
        _ = try await scene.world.withdraw(withdrawn)
        let replaced = try await consent(scene, days: 3)
        _ = try await consent(scene, days: 60) { $0.supersedes = replaced }
        _ = try await consent(scene, days: 3) { $0.decision = .refused }
        _ = try await consent(scene, days: 1)
        scene.world.clock.advance(by: .seconds(day))
        let page = try await expiring(scene.world, within: 29)
        #expect(page.consents.map(\.id) == [soon, late] && page.next == nil)
        #expect(try await expiring(scene.world, within: 3).consents == [])
        #expect(try await expiring(scene.world, within: 4).consents.map(\.id) == [soon])
    }

    @Test func whatIsLeftOfItIsShown() async throws {
        let scene = try await ConsentScene()
        let id = try await consent(scene, days: 5)
        try await scene.world.withdraw(id, WithdrawnNames(to: ["vagen"]))
        #expect(try await expiring(scene.world).consents.map { $0.effective.to.map(\.text) } == [["af"]])
    }

    @Test func eachSeesWhatTheyMayRead() async throws {
        let scene = try await ConsentScene()
        let id = try await consent(scene, days: 5)
        for name in ["af/anna", "fk/bo", "fk/ulla", "vagen/coach"] {
            #expect(try await expiring(scene.world, by: name).consents.map(\.id) == [id], Comment(rawValue: name))
        }
        for name in ["fk/nils", "af/granskare", "fk/adam", "sof/rut", "kvv/kim"] {
            #expect(try await expiring(scene.world, by: name).consents == [], Comment(rawValue: name))
        }
        _ = try await scene.world.exchange.closeCase(scene.opened.id, by: try scene.world.id("af/anna"))
        #expect(try await expiring(scene.world).consents == [])
    }

    @Test(arguments: [1, 2, 3]) func pagesLeadOnAndEnd(_ limit: Int) async throws {
        let scene = try await ConsentScene()
        var made: [ConsentID] = []
        for days in [4, 2, 2, 9, 1] { made.append(try await consent(scene, days: days)) }
        var (found, last): ([ConsentID], ConsentID?) = ([], nil)
        repeat {
            let page = try await expiring(scene.world, after: last, limit: limit)
            found += page.consents.map(\.id)
            #expect(page.next == nil || page.consents.count == limit)
            last = page.next
        } while last != nil
        #expect(found == [made[4], made[1], made[2], made[0], made[3]])
    }

    @Test func aTokenThatOneMayNotReadIsNone() async throws {
        let scene = try await ConsentScene()
        let id = try await consent(scene, days: 5)
        for (token, name) in [(id, "fk/nils"), (ConsentID(random: scene.world.random.source), "af/anna")] {
            await #expect(throws: ExchangeError.any(.notFound)) { try await expiring(scene.world, after: token, by: name) }
        }
    }

    @Test(arguments: [0, -1, 3651, Int.max]) func daysHaveBounds(_ days: Int) async throws {
        let scene = try await ConsentScene()
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await expiring(scene.world, within: days) }
        #expect(try await scene.world.lastEntry().code == "invalid-input")
    }

    @Test func eachPersonShownGetsAnEntry() async throws {
        let scene = try await ConsentScene()
        _ = try await consent(scene, days: 5)
        _ = try await expiring(scene.world)
        let entries = try await scene.world.entries().suffix(2)
        #expect(entries.map(\.action) == [.readConsent, .readConsent])
        #expect(entries.map(\.participant) == [scene.opened.participant, nil] && entries.last?.resource == "consents/expiring")
    }

    /// Of consents from before it was noted, the record says when they end.
    @Test func olderConsentsAreFound() async throws {
        let scene = try await ConsentScene()
        let (soon, _) = (try await consent(scene, days: 5), try await consent(scene, days: 50))
        scene.world.storage.tamper { rows in
            rows.consents = rows.consents.map {
                StoredConsent(
                    id: $0.id, participant: $0.participant, caseID: $0.caseID, record: $0.record, recordedAt: $0.recordedAt, endsAt: nil)
            }
        }
        #expect(try await expiring(scene.world).consents.map(\.id) == [soon])
    }
}
