public import Foundation
public import SignedRecords

/// What a certificate is asked for.
public struct IssueRequest: Hashable, Sendable {
    /// What the certificate is for, and for whom.
    public var subject: Subject
    /// The kind of key that is generated.
    public var algorithm: SignatureAlgorithm
    /// The beginning of the validity; nil means now.
    public var notBefore: Date?
    /// The end of the validity; nil means ``defaultDays`` after its beginning.
    public var notAfter: Date?

    /// How long a certificate is valid unless the request says otherwise, in days.
    public static let defaultDays = 365

    /// For whom a certificate is, which decides its names and usages.
    public enum Subject: Hashable, Sendable {
        /// A TLS server (serverAuth): `localhost`, 127.0.0.1, ::1 and the DNS names and IP addresses given.
        case server(names: [String])
        /// An officer who logs in (clientAuth, URI SAN).
        case officerAuthentication(OfficerName)
        /// An officer who signs records (documentSigning of RFC 9336, URI SAN).
        case officerSigning(OfficerName)
    }

    /// A request with P-256 and the default validity unless said otherwise.
    public init(_ subject: Subject, algorithm: SignatureAlgorithm = .es256, notBefore: Date? = nil, notAfter: Date? = nil) {
        self.subject = subject
        self.algorithm = algorithm
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// The validity, where it is one and ends within the authority's.
    func validity(now: Date, authorityEnds: Date) throws(PKIError) -> (from: Date, to: Date) {
        let from = notBefore ?? now
        let end = notAfter ?? from.addingTimeInterval(TimeInterval(Self.defaultDays * secondsPerDay))
        guard from < end, end <= authorityEnds else { throw .unusableValidity }
        return (from, end)
    }
}

/// The length of a day without leap seconds.
let secondsPerDay = 86_400
