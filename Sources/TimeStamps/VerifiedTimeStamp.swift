/// What a token says, once its signature, its chain and what it is over have been checked.
public struct VerifiedTimeStamp: Hashable, Sendable {
    /// When the authority had the digest.
    public let millisecondsSince1970: Int64
    /// How far its clock may be off, as it says.
    public let accuracyMilliseconds: Int64?
    /// The token's number at its authority, hexadecimal.
    public let serial: String
    /// The policy that it was made by, as numbers with dots.
    public let policy: String
    /// The subject of the signer's certificate (RFC 2253).
    public let authority: String
}
