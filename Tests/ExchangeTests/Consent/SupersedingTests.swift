import StorageContract
import Testing

@testable import Exchange

@Suite("Consents that replace one another") struct SupersedingTests {
    @Test func theChainIsShownFromAnyOfThem() async throws {
        let scene = try await ConsentScene()
        #expect(try await scene.world.view(scene.consent).chain == nil)
        var ids = [scene.consent]
        for _ in 0..<2 {
            scene.world.clock.advance(by: .seconds(60))
            let earlier = ids.last
            ids.append(try await scene.world.recordConsent(in: scene.opened) { $0.supersedes = earlier }.value.id)
        }
        for id in ids {
            let chain = try #require(try await scene.world.view(id).chain)
            #expect(chain.map(\.id) == ids && chain.map(\.state) == [.superseded, .superseded, .given])
        }
        let listed = try await scene.world.exchange.consents(of: scene.opened.participant, by: try scene.world.id("af/anna")).value
        #expect(listed.count == 3 && listed.allSatisfy { $0.chain == nil })
    }

    /// Whoever may read one of them isn't told of the others.
    @Test func theChainHasWhatTheCallerMayRead() async throws {
        let scene = try await ConsentScene()
        let later = try await scene.world.recordConsent(in: scene.opened) { terms in
            terms.supersedes = scene.consent
            terms.to = terms.to.filter { $0.text == "vagen" }
        }.value.id
        #expect(try await scene.world.view(scene.consent, by: "af/eva").chain == nil)
        #expect(try await scene.world.view(later, by: "fk/ulla").chain?.count == 2)
    }

    @Test func aNoEndsTheYesBefore() async throws {
        let scene = try await ConsentScene()
        try await scene.read()
        let no = try await scene.world.recordConsent(in: scene.opened) {
            $0.decision = .refused
            $0.supersedes = scene.consent
        }.value
        #expect(no.state == .refused)
        #expect(try await scene.isRefused())
        #expect(try await scene.world.view(scene.consent).state == .superseded)
    }

    /// What is refused leaves the old one as it was: the two change together or not at all.
    @Test func aRecordThatIsRefusedReplacesNothing() async throws {
        let scene = try await ConsentScene()
        await #expect(throws: ExchangeError.any(.invalidConsent)) {
            try await scene.world.recordConsent(in: scene.opened) {
                $0.supersedes = scene.consent
                $0.categories = []
            }
        }
        #expect(try await scene.world.view(scene.consent).state == .given)
        try await scene.read()
    }

    /// The others are told that it has been replaced; any other error is none of losing.
    @Test func ofSeveralAtTheSameTimeOneReplacesIt() async throws {
        let scene = try await ConsentScene()
        let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do {
                        _ = try await scene.world.recordConsent(in: scene.opened) { $0.supersedes = scene.consent }
                        return true
                    } catch let error as ExchangeError where error.code == .invalidConsent {
                        return false
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count == 8 && outcomes.count { $0 } == 1)
        #expect(try await scene.world.view(scene.consent).chain?.count == 2)
    }
}
