import Dispatch
import Foundation
import Synchronization
import Testing

/// A suite's tests run on threads of their own, and a few suites at a time.
///
/// They wait for programs. Whoever waits on one of Swift's own threads, of which there is one a core, keeps it from everybody who has something to
/// compute; and with so few, the machine would be idle for most of the time. A suite begins when it has its threads, so that nothing of it grows old
/// while others are at work.
struct OwnThreadsTrait: SuiteTrait, TestScoping {
    /// Begins before others, which fill the time that it takes.
    let isLong: Bool

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        // Who waits for threads doesn't wait for one of Swift's.
        try await withTaskExecutorPreference(ThreadPlaces.door) {
            let threads = await ThreadPlaces.shared.take(ahead: isLong)
            defer { ThreadPlaces.shared.giveBack(threads) }
            try await withTaskExecutorPreference(threads) { try await function() }
        }
    }
}

extension Trait where Self == OwnThreadsTrait {
    static var ownThreads: OwnThreadsTrait { OwnThreadsTrait(isLong: false) }
    static var longOnOwnThreads: OwnThreadsTrait { OwnThreadsTrait(isLong: true) }
}

/// Two threads, so that a test and what it has begun beside itself both go on. They live as long as the tests.
final class OwnThreads: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let waiting = DispatchSemaphore(value: 0)

    init() {
        for _ in 0..<2 { Thread.detachNewThread { [self] in work() } }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        waiting.signal()
    }

    private func work() {
        while true {
            waiting.wait()
            let job = jobs.withLock { $0.removeFirst() }
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}

/// Who waits for threads, and who has some.
final class ThreadPlaces: Sendable {
    private struct State {
        var free: [OwnThreads]
        var first: [CheckedContinuation<OwnThreads, Never>] = []
        var others: [CheckedContinuation<OwnThreads, Never>] = []
    }

    /// Twice as many as there are cores: half of them wait for a disk, a clock or an answer.
    static let shared = ThreadPlaces(count: max(4, 2 * ProcessInfo.processInfo.activeProcessorCount))

    static let door = OwnThreads()

    private let state: Mutex<State>

    init(count: Int) { state = Mutex(State(free: (0..<count).map { _ in OwnThreads() })) }

    func take(ahead isFirst: Bool) async -> OwnThreads {
        await withCheckedContinuation { continuation in
            let free: OwnThreads? = state.withLock { state in
                if let free = state.free.popLast() { return free }
                if isFirst { state.first.append(continuation) } else { state.others.append(continuation) }
                return nil
            }
            if let free { continuation.resume(returning: free) }
        }
    }

    func giveBack(_ threads: OwnThreads) {
        let next: CheckedContinuation<OwnThreads, Never>? = state.withLock { state in
            if !state.first.isEmpty { return state.first.removeFirst() }
            if !state.others.isEmpty { return state.others.removeFirst() }
            state.free.append(threads)
            return nil
        }
        next?.resume(returning: threads)
    }
}
