/// Why a caller isn't let in. The raw value is the stable code that is logged and, once there is a connection to say it
/// on, sent; nothing else about the certificate is.
package enum ClientRefusal: String, Error, Hashable, Sendable, CaseIterable {
    /// No validated certificate belongs to the connection.
    case missing = "client-certificate-missing"
    /// The certificate, or one sent with it, is no readable X.509 certificate.
    case unreadable = "client-certificate-unreadable"
    /// More certificates were sent than a chain may have.
    case chainTooLong = "client-certificate-chain-too-long"
    /// No path leads from the certificate to a trusted root, or an issuer on it may not issue.
    case untrusted = "client-certificate-untrusted"
    /// The certificate isn't valid yet.
    case notYetValid = "client-certificate-not-yet-valid"
    /// The certificate, or one of its issuers, isn't valid any more.
    case expired = "client-certificate-expired"
    /// The certificate has been revoked.
    case revoked = "client-certificate-revoked"
    /// Lists of revocations are asked for, and there's none of the certificate's issuer.
    case unlisted = "client-certificate-unlisted"
    /// The certificate wasn't issued for client authentication.
    case wrongUsage = "client-certificate-wrong-usage"
    /// The certificate doesn't name exactly one officer.
    case wrongName = "client-certificate-wrong-name"
}

extension ClientRefusal: CustomStringConvertible {
    /// One sentence that says what the caller can do.
    package var description: String {
        switch self {
        case .missing: "A client certificate is required; connect with the one that your organisation issued to you."
        case .unreadable: "The client certificate could not be read; export it again."
        case .chainTooLong: "Too many certificates were sent; send the client certificate and its issuers only."
        case .untrusted: "The client certificate's issuer is not trusted here; use the one issued for this exchange."
        case .notYetValid: "The client certificate is not valid yet; check the clock."
        case .expired: "The client certificate has expired; ask your organisation for a new one."
        case .revoked: "The client certificate has been revoked; ask your organisation for a new one."
        case .unlisted: "No revocation list of the client certificate's issuer is here; ask whoever runs the exchange to fetch it."
        case .wrongUsage: "The client certificate was not issued for client authentication; ask for one that is."
        case .wrongName: "The client certificate must name one officer as kedja:<organisation>/<officer>; ask for one that does."
        }
    }
}
