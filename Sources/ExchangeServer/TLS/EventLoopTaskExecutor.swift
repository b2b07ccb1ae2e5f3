internal import NIOCore

/// Runs a connection's calls on its own event loop, where its bytes are read and written, so that neither end of a call waits for a thread to wake.
///
/// Files and storage have threads of their own. What computes for long keeps the loop's other connections waiting.
final class EventLoopTaskExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
