import ExchangeServer
import Foundation
import ServiceLifecycle

/// What systemd is told, where it has started the daemon.
struct SystemdService {
    private let notices: ServiceNotices?
    private let pause: Duration?

    init(_ environment: [String: String]) {
        notices = ServiceNotices(socket: environment["NOTIFY_SOCKET"], stopwatch: .system)
        pause = ServiceNotices.pause(microseconds: environment["WATCHDOG_USEC"], process: environment["WATCHDOG_PID"], own: getpid())
    }

    func ready() { notices?.ready() }
    func stopping() { notices?.stopping() }

    /// Around a reload: it's waited for.
    func reloading(_ work: () async -> Void) async {
        notices?.reloading()
        await work()
        notices?.ready()
    }

    /// Says now and then that the daemon works, as long as its event loops do; `nil` where nobody wants to hear it.
    var watchdog: Periodic? {
        guard let notices, let pause else { return nil }
        return Periodic(every: pause) {
            guard (try? await EventLoops.turn()) != nil else { return }
            notices.alive()
        }
    }
}
