internal import NIOCore

/// Runs a connection's calls on its own event loop, where its bytes are read and written: no call waits for another thread to wake.
///
/// What blocks (files, storage) runs on threads of its own all the same.
final class EventLoopTaskExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
