import StorageContract
import Testing

@testable import Exchange

@Suite("What has been let out on a consent") struct DeliveryTests {
    private func deliveries(
        _ scene: ConsentScene, from index: UInt64 = 0, limit: Int? = nil, by name: String = "af/anna"
    ) async throws -> DeliveryPage {
        try await scene.world.exchange.deliveries(on: scene.consent, from: index, limit: limit, by: try scene.world.id(name)).value
    }

    @Test func everyReadingOnItIsTold() async throws {
        let scene = try await ConsentScene()
        let first = try await scene.read()
        scene.world.clock.advance(by: .seconds(60))
        let second = try await scene.read(by: "af/anna", for: .rehabilitering)
        // One's own organisation's reading rests on no consent; what is refused lets nothing out.
        _ = try await scene.read(by: "fk/bo")
        #expect(try await scene.isRefused(for: .ersattning))
        let page = try await deliveries(scene)
        #expect(page.deliveries.map(\.index) == [first.receipt.index, second.receipt.index] && page.next == nil)
        #expect(page.deliveries.map(\.organisation.text) == ["vagen", "af"])
        #expect(page.deliveries.map(\.purpose) == [.planering, .rehabilitering])
        #expect(page.deliveries.allSatisfy { $0.document == scene.document.id && $0.owner.text == "fk" && $0.category == .planering })
        #expect(page.deliveries.last?.at == scene.world.clock.now)
    }

    @Test func itIsToldAfterTheWithdrawalToo() async throws {
        let scene = try await ConsentScene()
        try await scene.read()
        _ = try await scene.world.withdraw(scene.consent)
        #expect(try await deliveries(scene).deliveries.count == 1)
    }

    @Test func anotherConsentsReadingsAreNot() async throws {
        let scene = try await ConsentScene()
        _ = try await scene.world.withdraw(scene.consent)
        _ = try await scene.world.recordConsent(in: scene.opened)
        try await scene.read()
        #expect(try await deliveries(scene).deliveries == [])
    }

    /// Whoever may read the consent but not know of the document isn't told of it here.
    @Test func onlyDocumentsThatTheCallerMayKnowOf() async throws {
        let scene = try await ConsentScene()
        try await scene.read()
        #expect(try await deliveries(scene, by: "af/eva").deliveries == [])
        #expect(try await deliveries(scene, by: "fk/ulla").deliveries.count == 1)
        await #expect(throws: ExchangeError.any(.notFound)) { try await deliveries(scene, by: "fk/nils") }
        let none = ConsentID(random: scene.world.random.source)
        let stranger = try scene.world.id("kvv/kim")
        let forbidden = await #expect(throws: ExchangeError.self) { try await deliveries(scene, by: "kvv/kim") }
        let missing = await #expect(throws: ExchangeError.self) { try await scene.world.exchange.deliveries(on: none, by: stranger) }
        expectSame(forbidden, missing)
    }

    @Test func pagesLeadOnThroughWhatIsNotOnIt() async throws {
        let scene = try await ConsentScene()
        for name in ["fk/bo", "vagen/coach", "fk/bo", "fk/bo", "af/anna"] { try await scene.read(by: name) }
        var (found, index): ([Delivery], UInt64?) = ([], 0)
        while let from = index {
            let page = try await deliveries(scene, from: from, limit: 2)
            found += page.deliveries
            index = page.next
        }
        #expect(found.map(\.organisation.text) == ["vagen", "af"])
    }

    @Test func whatIsErasedIsNotTold() async throws {
        let scene = try await ConsentScene()
        try await scene.read()
        scene.world.storage.tamper { $0.documents.removeAll() }
        #expect(try await deliveries(scene).deliveries == [])
    }
}
