/// What can go wrong inside the server before a use case is reached.
///
/// Equality and `code` are stable; the sentence in `description` is for whoever runs or calls the server. None of them
/// carries a path, a certificate or a key.
package enum ServerError: Error, Hashable, Sendable {
    /// The request's body is larger than the route accepts; the limit is in bytes.
    case bodyTooLarge(limit: Int)
    /// The request's body comes more slowly than the listener waits for it.
    case bodyTooSlow
    /// A payload ended before what was promised to the client; the response is cut off.
    case payloadTooShort
    /// The certificate of who fetches a payload was revoked meanwhile; the response is cut off.
    case revoked
    /// The server's certificate chain is empty or no PEM.
    case serverCertificateUnreadable
    /// The server's private key is no PEM or of an unknown kind.
    case serverKeyUnreadable
    /// The certificates that issue client certificates are missing or no PEM.
    case clientRootsUnreadable
    /// The private key isn't the one in the server's certificate.
    case serverKeyMismatch
}

extension ServerError {
    /// A stable name for logs, problem details and tests.
    package var code: String {
        switch self {
        case .bodyTooLarge: "body-too-large"
        case .bodyTooSlow: "body-too-slow"
        case .payloadTooShort: "payload-too-short"
        case .revoked: "revoked"
        case .serverCertificateUnreadable: "server-certificate-unreadable"
        case .serverKeyUnreadable: "server-key-unreadable"
        case .clientRootsUnreadable: "client-roots-unreadable"
        case .serverKeyMismatch: "server-key-mismatch"
        }
    }
}

extension ServerError: CustomStringConvertible {
    /// One sentence that says what to do.
    package var description: String {
        switch self {
        case .bodyTooLarge(let limit): "The body is larger than \(limit) bytes; send a smaller one."
        case .bodyTooSlow: "The body came too slowly; send it again over a better line."
        case .payloadTooShort: "The stored payload is shorter than its record says; restore it from a backup."
        case .revoked: "The certificate was revoked meanwhile; ask your administrator for a new one."
        case .serverCertificateUnreadable: "The server certificate could not be read; give a PEM chain, leaf first."
        case .serverKeyUnreadable: "The server key could not be read; give an unencrypted PEM private key."
        case .clientRootsUnreadable: "The client roots could not be read; give at least one PEM certificate."
        case .serverKeyMismatch: "The server key does not belong to the server certificate; give the pair that was issued together."
        }
    }
}
