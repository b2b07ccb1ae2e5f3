public import SignedRecords

/// Why certificates couldn't be made, found or revoked. Paths are relative to the folder that the user chose.
public enum PKIError: Error, Hashable, Sendable {
    /// A file is there already; nothing is ever overwritten.
    case alreadyExists(path: String)
    /// A file that should be there isn't.
    case notFound(path: String)
    /// A file can't be read, or not as what it should be.
    case unreadable(path: String)
    /// A file or folder can't be written.
    case unwritable(path: String)
    /// The certificate or key of the authority can't be used: unreadable, not a pair, or no authority's.
    case unusableAuthority
    /// Not a DNS name or an IP address.
    case malformedName(String)
    /// The end of the validity doesn't lie after its beginning, or after the authority's own end.
    case unusableValidity
    /// No certificate was issued to that name.
    case unknownName(String)
    /// The cryptographic library refuses.
    case cryptography
    /// The list of revocations is refused.
    case record(RecordError)

    /// The stable name of the error, for protocols and logs.
    public var code: String {
        switch self {
        case .alreadyExists: "already-exists"
        case .notFound: "not-found"
        case .unreadable: "unreadable"
        case .unwritable: "unwritable"
        case .unusableAuthority: "unusable-authority"
        case .malformedName: "malformed-name"
        case .unusableValidity: "unusable-validity"
        case .unknownName: "unknown-name"
        case .cryptography: "cryptography"
        case .record(let error): error.code
        }
    }
}

extension PKIError: CustomStringConvertible {
    /// An English sentence that says what the caller can do.
    public var description: String {
        switch self {
        case .alreadyExists(let path): "\(path) exists already; move it away or choose another folder"
        case .notFound(let path): "\(path) is missing; create the authority first, or choose its folder"
        case .unreadable(let path): "\(path) cannot be read as what it should be; check its rights and restore it"
        case .unwritable(let path): "\(path) cannot be written; check the folder's rights and the free space"
        case .unusableAuthority: "the authority's certificate and key cannot be used; restore the pair that was made together"
        case .malformedName(let name): "\(name) is neither a DNS name nor an IP address; spell it without port or scheme"
        case .unusableValidity: "the validity must end after it begins and within the authority's own; choose other dates"
        case .unknownName(let name): "no certificate was issued to \(name); check the spelling"
        case .cryptography: "the certificate could not be made; check that the authority's key is a P-256 key"
        case .record(let error): error.description
        }
    }
}
