import AsyncHTTPClient
import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// What the libraries' errors mean to whoever runs the client. They quote certificates and addresses; nothing of them is passed on.
func connectionFailure(_ error: any Error, daemon: String) -> ClientError {
    switch error {
    case let error as ClientError: error
    case is CancellationError: .local("cancelled", "interrupted before it was done")
    case let error as HTTPClientError: httpFailure(error, daemon)
    case let error as NIOSSLError: tlsFailure(error)
    case is NIOSSLExtraError: .untrustedDaemon
    case is BoringSSLError: .connectionClosed
    case let error as IOError where [ECONNRESET, EPIPE, ENOTCONN].contains(error.errnoCode): .connectionClosed
    case is NIOConnectionError, is IOError: .unreachable(daemon)
    case is ChannelError: .connectionClosed
    default: ClientError(.unavailable, "connection-failed", "the connection to \(daemon) failed", hint: "try again")
    }
}

/// Whether no connection came about, so that nothing of the request was sent.
func isWithoutConnection(_ error: any Error) -> Bool {
    if let error = error as? HTTPClientError { return [.connectTimeout, .tlsHandshakeTimeout].contains(error) }
    return error is NIOConnectionError
}

private func httpFailure(_ error: HTTPClientError, _ daemon: String) -> ClientError {
    switch error {
    case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout: .unreachable(daemon)
    case .readTimeout, .writeTimeout, .deadlineExceeded:
        ClientError(.unavailable, "timeout", "the daemon did not answer in time", hint: "try again; see the daemon's log if it repeats")
    case .cancelled: .local("cancelled", "interrupted before it was done")
    default: .connectionClosed
    }
}

private func tlsFailure(_ error: NIOSSLError) -> ClientError {
    switch error {
    // BoringSSL has one text for a chain that doesn't verify, and no code that the wrapper shows.
    case .handshakeFailed(let reason) where String(describing: reason).contains("CERTIFICATE_VERIFY_FAILED"): .untrustedDaemon
    case .unableToValidateCertificate, .noCertificateToValidate: .untrustedDaemon
    case .handshakeFailed:
        ClientError(
            .unavailable, "handshake-failed", "the TLS 1.3 handshake with the daemon failed",
            hint: "check that the address is that of a kedjad, and that your certificate is valid")
    default: .connectionClosed
    }
}

extension ClientError {
    /// With TLS 1.3 a client learns that its certificate was refused only after its own handshake: by a closed connection.
    static let connectionClosed = ClientError(
        .unavailable, "connection-closed",
        "the daemon closed the connection: your certificate is missing, revoked, expired or from another CA",
        hint: "ask your administrator for a new certificate; if yours is good, the daemon may have stopped: try again")

    static let untrustedDaemon = ClientError(
        .integrity, "untrusted-daemon", "the daemon's certificate doesn't lead to the profile's authority, or names another host",
        hint: "check the profile's daemon and authority; don't go on if both are right")

    static func unreachable(_ daemon: String) -> ClientError {
        ClientError(.unavailable, "unreachable", "nobody answers: is kedjad running at \(daemon)?", hint: "check the profile's daemon")
    }
}
