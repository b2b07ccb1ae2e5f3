import Dispatch
import Synchronization

/// What an asynchronous call gives, waited for: libFuzzer calls back synchronously.
///
/// The call runs on a thread of its own, so that it goes on also where who waits holds the last of those that tasks share.
package func waited<Value: Sendable>(_ call: @escaping @Sendable () async -> Value) -> Value {
    let box = Box<Value>()
    let done = DispatchSemaphore(value: 0)
    Task.detached(executorPreference: OwnThread.shared) {
        let value = await call()
        box.value.withLock { $0 = value }
        done.signal()
    }
    done.wait()
    guard let value = box.value.withLock({ $0 }) else { fatalError("the call gave nothing") }
    return value
}

private final class Box<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}

private final class OwnThread: TaskExecutor {
    static let shared = OwnThread()
    private let queue = DispatchQueue(label: "fuzz")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
