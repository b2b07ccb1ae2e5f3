public import Foundation

/// A certificate with its private key. Can't be printed or encoded.
public struct IssuedCertificate: Sendable {
    /// The certificate.
    public let certificatePEM: String
    /// The key in PKCS #8: secret, to be written to a file with mode 0600.
    public let privateKeyPEM: String
    /// The serial number as lists of revocations spell it.
    public let serialHex: String
    /// The end of the validity.
    public let notAfter: Date
}

extension IssuedCertificate: CustomStringConvertible, CustomReflectable {
    /// `<redacted>`.
    public var description: String { "<redacted>" }
    /// Empty, so that dumping it shows nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
