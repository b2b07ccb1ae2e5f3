/// One signature of a record, read but not verified.
public struct RecordSignature: Hashable, Sendable {
    /// The algorithm that the header names.
    public let algorithm: SignatureAlgorithm
    /// The record type that the header names.
    public let type: String
    /// The signer's certificate and those above it, in DER, leaf first.
    public let certificateChain: [[UInt8]]
    /// 64 bytes.
    let bytes: [UInt8]
    /// base64url of the header, as it was signed.
    let protected: String

    init(header: ProtectedHeader, protected: String, bytes: [UInt8]) {
        self.algorithm = header.algorithm
        self.type = header.type
        self.certificateChain = header.chain
        self.protected = protected
        self.bytes = bytes
    }

    /// An element of `signatures` (RFC 7515 §7.2.1): `protected` and `signature`. An unprotected header would be text that
    /// nobody signed; only the empty one passes, and is dropped.
    init(parsing value: JSONValue) throws(RecordError) {
        guard let members = value.object, Set(members.keys).isSubset(of: ["protected", "signature", "header"]) else {
            throw .malformedRecord
        }
        guard members["header"] == nil || members["header"] == .object([:]) else { throw .malformedRecord }
        guard let protected = members["protected"]?.string, let signature = members["signature"]?.string else {
            throw .malformedRecord
        }
        let header = try ProtectedHeader(parsing: Base64.decodeURL(protected))
        let bytes = try Base64.decodeURL(signature)
        guard bytes.count == 64 else { throw .badSignature }
        self.init(header: header, protected: protected, bytes: bytes)
    }

    var json: JSONValue {
        .object(["protected": .string(protected), "signature": .string(Base64.url(bytes))])
    }

    /// What is signed: the header, a full stop, the payload, both in base64url (RFC 7515 §5.1).
    static func signingInput(protected: String, payload: [UInt8]) -> [UInt8] {
        Array("\(protected).\(Base64.url(payload))".utf8)
    }
}
