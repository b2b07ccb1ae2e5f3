import Exchange
@testable import ExchangeServer
import Testing

@Suite struct ReadinessTests {
    private struct Broken: Error {}

    private func readiness(
        read: @escaping @Sendable () async throws -> Void = {}, write: @escaping @Sendable () async throws -> Void = {},
        hasRoom: @escaping @Sendable () -> Bool = { true },
        patience: @escaping @Sendable () async -> Void = { try? await Task.sleep(for: .seconds(3600)) }
    ) -> Readiness {
        Readiness(look: Readiness.Look(read: read, write: write, hasRoom: hasRoom), patience: patience)
    }

    @Test func startsServesAndStops() async {
        let readiness = readiness()
        #expect(await readiness.reason() == .starting)
        readiness.noteServing()
        #expect(await readiness.reason() == nil)
        readiness.noteStopping()
        #expect(await readiness.reason() == .stopping)
        readiness.noteServing()
        #expect(await readiness.reason() == .stopping, "there's no way back")
    }

    @Test func saysWhatStorageLacks() async {
        for (readiness, reason) in [
            (readiness(read: { throw Broken() }), Readiness.Reason.storageUnreadable),
            (readiness(write: { throw Broken() }), .storageUnwritable),
            (readiness(hasRoom: { false }), .diskFull),
        ] {
            readiness.noteServing()
            #expect(await readiness.reason() == reason)
        }
    }

    /// A disk that hangs is told of in time, and asked once however often somebody wants to know.
    @Test func aLookThatHangsIsToldOfAndNotRepeated() async {
        let looks = Tally()
        let (held, letGo) = AsyncStream<Void>.makeStream()
        let readiness = readiness(
            read: {
                looks.add()
                for await _ in held {}
            }, patience: {})
        readiness.noteServing()
        for _ in 0..<5 { #expect(await readiness.reason() == .storageSlow) }
        #expect(looks.count <= 1)
        letGo.finish()
    }

    @Test func storageThatComesBackIsReady() async {
        let repairs = Tally()
        let readiness = readiness(write: { if repairs.count == 0 { throw Broken() } })
        readiness.noteServing()
        #expect(await readiness.reason() == .storageUnwritable)
        repairs.add()
        #expect(await readiness.reason() == nil)
    }
}
