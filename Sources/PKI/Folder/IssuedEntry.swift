public import Foundation

/// A certificate that was issued, as `ca/issued.json` remembers it: an array of these in canonical JSON, in order of issue.
///
///     [{"name":"kedja:af-angered/anna.berg","notAfter":"2027-01-31T12:00:00Z","serial":"4a…","usage":"signing"}]
public struct IssuedEntry: Codable, Hashable, Sendable {
    /// The serial number as lists of revocations spell it.
    public let serial: String
    /// An officer's URI, or a server's first name.
    public let name: String
    /// What the certificate is for.
    public let usage: Usage
    /// The end of its validity, in whole seconds.
    public let notAfter: Date

    /// What a certificate is for.
    public enum Usage: String, Codable, Sendable {
        /// A TLS server.
        case server
        /// An officer who logs in.
        case authentication
        /// An officer who signs records.
        case signing
    }

    init(_ certificate: IssuedCertificate, for subject: IssueRequest.Subject) {
        serial = certificate.serialHex
        name = subject.registeredName
        notAfter = certificate.notAfter
        usage =
            switch subject {
            case .server: .server
            case .officerAuthentication: .authentication
            case .officerSigning: .signing
            }
    }
}
