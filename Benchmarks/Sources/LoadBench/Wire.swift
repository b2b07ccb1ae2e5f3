import CSockets
import Foundation
import Glibc

/// One connection's TLS, without waiting.
struct Wire {
    enum Progress {
        case done(Int)
        case wantsRead
        case wantsWrite
        case closed
    }

    let socket: Int32
    private let tls: OpaquePointer

    /// Begins to connect. Each has another address of the loopback to come from, so that ports don't run out.
    init(to port: UInt16, _ context: OpaquePointer, number: Int) throws {
        let socket = CSockets.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
        setsockopt(socket, Int32(IPPROTO_IP), IP_BIND_ADDRESS_NO_PORT, &on, 4)
        var own = Wire.address(0x7F00_0002 + UInt32(number % 200), 0)
        var other = Wire.address(0x7F00_0001, port)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let connected = withUnsafeBytes(of: &own) { own in
            withUnsafeBytes(of: &other) { other in
                bind(socket, own.baseAddress?.assumingMemoryBound(to: sockaddr.self), size) == 0
                    && (connect(socket, other.baseAddress?.assumingMemoryBound(to: sockaddr.self), size) == 0 || errno == EINPROGRESS)
            }
        }
        guard connected, let tls = SSL_new(context) else { throw LoadError("can't connect: \(String(cString: strerror(errno)))") }
        (self.socket, self.tls) = (socket, tls)
        SSL_set_fd(tls, socket)
        csockets_name(tls, "localhost")
    }

    private static func address(_ host: UInt32, _ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = host.bigEndian
        return address
    }

    func handshake() -> Progress { progress(SSL_connect(tls)) }
    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Progress {
        progress(SSL_read(tls, buffer.baseAddress, Int32(buffer.count)))
    }
    func write(_ bytes: UnsafeRawBufferPointer) -> Progress { progress(SSL_write(tls, bytes.baseAddress, Int32(bytes.count))) }

    private func progress(_ result: Int32) -> Progress {
        guard result <= 0 else { return .done(Int(result)) }
        switch SSL_get_error(tls, result) {
        case SSL_ERROR_WANT_READ: return .wantsRead
        case SSL_ERROR_WANT_WRITE: return .wantsWrite
        default:
            ERR_clear_error()
            return .closed
        }
    }

    func close() {
        SSL_free(tls)
        Glibc.close(socket)
    }
}
