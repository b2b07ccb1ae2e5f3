package import NIOCore
import NIOPosix
import Synchronization

/// Syslog over a stream: TCP or a Unix socket, one connection for as long as it lasts.
///
/// Delivered means that the system's socket took the bytes. Plain syslog has no acknowledgement: what the receiver's machine or the way to it
/// loses after that is lost (RFC 6587 §3.1). Whoever can't accept that takes the file, and lets an agent carry it.
package final class SyslogSink: SIEMSink {
    package let name = "syslog"
    private let address: SyslogAddress
    private let patience: TimeAmount
    private let connection = Mutex<(any Channel)?>(nil)

    /// - Parameter patience: how long a receiver may take nothing.
    package init(_ address: SyslogAddress, patience: TimeAmount = .seconds(10)) {
        self.address = address
        self.patience = patience
    }

    package func deliver(_ bytes: [UInt8]) async throws {
        let channel = try await connected()
        let stalled = Mutex(false)
        let patience = channel.eventLoop.scheduleTask(in: patience) {
            stalled.withLock { $0 = true }
            channel.close(promise: nil)
        }
        defer { patience.cancel() }
        do { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)) } catch {
            connection.withLock { $0 = nil }
            channel.close(promise: nil)
            throw stalled.withLock { $0 } ? SIEMError.receiverStalled : .receiverGone
        }
    }

    private func connected() async throws(SIEMError) -> any Channel {
        if let open = connection.withLock({ $0 }), open.isActive { return open }
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTimeout(patience)
        do {
            let channel =
                switch address {
                case .tcp(let host, let port): try await bootstrap.connect(host: host, port: port).get()
                case .unix(let path): try await bootstrap.connect(unixDomainSocketPath: path).get()
                }
            connection.withLock { $0 = channel }
            return channel
        } catch { throw .receiverGone }
    }
}
