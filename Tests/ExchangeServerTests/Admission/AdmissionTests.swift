import Exchange
import ExchangeAPI
import Synchronization
import Testing

@testable import ExchangeServer

/// Calls that wait: each is let in, gives up or goes, and nobody is forgotten. Patience ends when the test says so.
@Suite(.timeLimit(.minutes(2))) struct AdmissionTests {
    /// Ends the patience of all who wait so far.
    private final class Patience: Sendable {
        private let waiting = Mutex<[AsyncStream<Void>.Continuation]>([])

        func pause() async throws {
            let (stream, continuation) = AsyncStream<Void>.makeStream()
            waiting.withLock { $0.append(continuation) }
            for await _ in stream {}
            try Task.checkCancellation()
        }

        func end() { waiting.withLock { $0.forEach { $0.finish() } } }
        var count: Int { waiting.withLock { $0.count } }
    }

    private let one = AdmissionQueueTests.organisations[0]
    private let other = AdmissionQueueTests.organisations[1]
    private let patience = Patience()

    private func admission(places: Int = 2, waiting: Int = 64) -> Admission {
        Admission(AdmissionBounds(places: places, waiting: waiting), patience: .seconds(5)) { [patience] _ in try await patience.pause() }
    }

    /// No longer than the test has time: then it fails by that.
    private func until(_ holds: () -> Bool) async {
        while !holds(), !Task.isCancelled { await Task.yield() }
    }

    @Test func aPlaceIsGivenBackWhenItGoes() async throws {
        let admission = admission()
        var place: Admission.Place? = try await admission.place(for: one)
        #expect(admission.counts == (1, 0) && place != nil)
        place = nil
        #expect(admission.counts == (0, 0))
    }

    @Test func whoWaitsIsLetInWhenAnotherGoes() async throws {
        let admission = admission(places: 1)
        let order = Mutex<[String]>([])
        var place: Admission.Place? = try await admission.place(for: one)
        #expect(place != nil)
        let second = Task {
            let place = try await admission.place(for: other)
            order.withLock { $0.append("other") }
            withExtendedLifetime(place) {}
        }
        await until { admission.counts.waiting == 1 }
        order.withLock { $0.append("one goes") }
        place = nil
        try await second.value
        #expect(order.withLock { $0 } == ["one goes", "other"] && admission.counts == (0, 0))
    }

    @Test func patienceEnds() async throws {
        let admission = admission(places: 1)
        let place = try await admission.place(for: one)
        let waiting = (0..<10).map { _ in Task { _ = try await admission.place(for: other) } }
        await until { admission.counts.waiting == 10 && patience.count == 10 }
        patience.end()
        // Whoever has no patience that ends waits until the test's time is over.
        await withTaskCancellationHandler {
            for task in waiting { await #expect(throws: Problem(.overloaded)) { try await task.value } }
        } onCancel: {
            for task in waiting { task.cancel() }
        }
        #expect(admission.counts == (1, 0))
        withExtendedLifetime(place) {}
    }

    @Test func whoIsRefusedDoesNotWait() async throws {
        let admission = admission(places: 1, waiting: 0)
        let place = try await admission.place(for: one)
        await #expect(throws: Problem(.overloaded)) { _ = try await admission.place(for: other) }
        #expect(Problem(.overloaded).status == 503 && admission.counts == (1, 0))
        withExtendedLifetime(place) {}
    }

    @Test func aClientThatGoesLeavesTheQueue() async throws {
        let admission = admission(places: 1)
        let place = try await admission.place(for: one)
        let goings = Mutex<[@Sendable () -> Void]>([])
        let task = Task { _ = try await admission.place(for: other) { go in goings.withLock { $0.append(go) } } }
        await until { admission.counts.waiting == 1 && goings.withLock { $0.count } == 1 }
        for go in goings.withLock({ $0 }) { go() }
        await #expect(throws: Problem(.overloaded)) { try await task.value }
        #expect(admission.counts == (1, 0))
        for go in goings.withLock({ $0 }) { go() }
        withExtendedLifetime(place) {}
    }

    @Test func aTaskThatIsCancelledLeavesTheQueue() async throws {
        let admission = admission(places: 1)
        let place = try await admission.place(for: one)
        let task = Task { _ = try await admission.place(for: other) }
        await until { admission.counts.waiting == 1 }
        task.cancel()
        await #expect(throws: Problem(.overloaded)) { try await task.value }
        #expect(admission.counts == (1, 0))
        withExtendedLifetime(place) {}
    }

    /// Everybody comes at once, some go, some are cancelled, some lose patience: in the end nobody is under way and nobody waits.
    @Test(arguments: 1...5) func nobodyIsForgotten(round: Int) async throws {
        let (admission, patience) = (admission(places: 3, waiting: 200), patience)
        let done = await withTaskGroup(of: Int.self) { group in
            for index in 0..<400 {
                group.addTask {
                    let call = Task {
                        let organisation = AdmissionQueueTests.organisations[index % 5]
                        let place = try await admission.place(for: organisation) { go in if index % 7 == 0 { go() } }
                        await Task.yield()
                        withExtendedLifetime(place) {}
                    }
                    if index % 11 == round { call.cancel() }
                    _ = await call.result
                    if index % 50 == 0 { patience.end() }
                    return 1
                }
            }
            return await group.reduce(0, +)
        }
        #expect(done == 400)
        #expect(admission.counts == (0, 0))
    }
}
