import StorageContract
import Testing

@testable import Exchange

@Suite("Payloads under way when their ground goes") struct DownloadTests {
    private static let page = 1 << 10
    private static let text = String(repeating: "En rad av planen. ", count: 1000)

    /// A payload of which a page has been read.
    private func begun(
        _ scene: ConsentScene, by exchange: Exchange? = nil, name: String = "vagen/coach"
    ) async throws -> any Blob {
        let exchange = exchange ?? scene.world.exchange
        let caller = try scene.world.id(name)
        let retrieval = try await exchange.retrieve(scene.document.id, for: .planering, by: caller).value
        let blob = try await exchange.payload(of: retrieval.id, by: caller).blob
        #expect(try await blob.read(at: 0, count: Self.page).count == Self.page)
        return blob
    }

    private func next(_ blob: any Blob) async throws { _ = try await blob.read(at: UInt64(Self.page), count: Self.page) }

    static let ends: [(String, @Sendable (ConsentScene) async throws -> Void, ExchangeError.Code)] = [
        ("the whole is withdrawn", { _ = try await $0.world.withdraw($0.consent) }, .denied),
        ("a part is withdrawn", { _ = try await $0.world.withdraw($0.consent, WithdrawnNames(to: ["vagen"])) }, .denied),
        ("everything is withdrawn", { _ = try await $0.world.withdrawAll(of: $0.opened.participant) }, .denied),
        (
            "a no takes the yes's place",
            { scene in
                _ = try await scene.world.recordConsent(in: scene.opened) {
                    $0.decision = .refused
                    $0.supersedes = scene.consent
                }
            }, .denied
        ),
        (
            "the case is closed",
            { _ = try await $0.world.exchange.closeCase($0.opened.id, by: try $0.world.id("af/anna")) }, .denied
        ),
        ("the officer is disabled", { try await $0.world.disable("vagen/coach") }, .disabledOfficer),
    ]

    @Test(arguments: ends.indices) func isCutAtTheNextPage(_ index: Int) async throws {
        let (name, end, code) = Self.ends[index]
        let scene = try await ConsentScene(Self.text)
        let blob = try await begun(scene)
        try await next(blob)
        try await end(scene)
        await #expect(throws: ExchangeError.any(code), Comment(rawValue: name)) { try await next(blob) }
        let entry = try await scene.world.lastEntry()
        #expect(entry.action == .retrieveDocument && entry.outcome != .permitted && entry.officer.description == "vagen/coach")
    }

    /// What doesn't take its ground leaves it alone, and another consent carries it on.
    @Test func comesToItsEndOtherwise() async throws {
        let scene = try await ConsentScene(Self.text)
        let blob = try await begun(scene)
        try await scene.world.withdraw(scene.consent, WithdrawnNames(categories: [.kartlaggning]))
        try await next(blob)
        _ = try await scene.world.recordConsent(in: scene.opened)
        _ = try await scene.world.withdraw(scene.consent)
        try await next(blob)
        #expect(try await scene.world.entries().count { $0.outcome == .denied } == 0)
    }

    @Test func isFinishedWhereThatIsConfigured() async throws {
        let scene = try await ConsentScene(Self.text)
        let blob = try await begun(scene, by: try scene.world.another(downloads: .finish))
        _ = try await scene.world.withdraw(scene.consent)
        scene.world.clock.advance(by: .seconds(3600))
        try await next(blob)
        #expect(try await scene.isRefused())
    }

    /// What another process does, and time that runs out, is noticed within two seconds.
    @Test func lookAgainAfterAWhileAndWhenTheClockIsSetBack() async throws {
        for step in [Duration.seconds(2), .seconds(-1)] {
            let scene = try await ConsentScene(Self.text)
            let blob = try await begun(scene, by: try scene.world.another())
            _ = try await scene.world.withdraw(scene.consent)
            scene.world.clock.advance(by: .milliseconds(1999))
            try await next(blob)
            scene.world.clock.advance(by: .milliseconds(-1999) + step)
            await #expect(throws: ExchangeError.any(.denied)) { try await next(blob) }
        }
    }

    @Test func isCutWhenTheConsentRunsOut() async throws {
        let scene = try await ConsentScene(Self.text)
        let blob = try await begun(scene)
        scene.world.clock.advance(by: .seconds(90 * 86_400))
        await #expect(throws: ExchangeError.any(.denied)) { try await next(blob) }
        #expect(try await scene.world.lastEntry().policies == ["consent-expired"])
    }
}
