/// The protected header of a signature (RFC 7515 §4): exactly `alg`, `typ` and `x5c`.
///
///     {"alg":"ES256","typ":"kedja-consent+jws","x5c":["MIIB…"]}
///
/// Parameters that would bring a key along (`jwk`, `jku`, `x5u`, `kid`) or change what is signed (`b64`, `crit`) have no
/// place in a record, so they are refused rather than ignored.
struct ProtectedHeader: Hashable {
    let algorithm: SignatureAlgorithm
    let type: String
    /// DER, leaf first (RFC 7515 §4.1.6).
    let chain: [[UInt8]]

    private static let limits = JSONLimits(bytes: RecordLimits.headerBytes, depth: 2)

    init(algorithm: SignatureAlgorithm, type: String, chain: [[UInt8]]) {
        self.algorithm = algorithm
        self.type = type
        self.chain = chain
    }

    init(parsing bytes: [UInt8]) throws(RecordError) {
        guard let members = try JSONValue(parsing: bytes, limits: Self.limits).object else { throw .malformedRecord }
        guard members["crit"] == nil else { throw .criticalHeader }
        guard let name = members["alg"]?.string else { throw .malformedRecord }
        guard let algorithm = SignatureAlgorithm(rawValue: name) else { throw .unsupportedAlgorithm }
        guard Set(members.keys).isSubset(of: ["alg", "typ", "x5c"]) else { throw .unknownHeader }
        guard let type = members["typ"]?.string, RecordType.isValid(type) else { throw .wrongType }
        self.init(algorithm: algorithm, type: type, chain: try Self.chain(members["x5c"]))
    }

    private static func chain(_ value: JSONValue?) throws(RecordError) -> [[UInt8]] {
        guard let elements = value?.array, !elements.isEmpty else { throw .malformedRecord }
        guard elements.count <= RecordLimits.chainLength else { throw .tooLarge }
        var chain: [[UInt8]] = []
        for element in elements {
            guard let text = element.string else { throw .malformedRecord }
            chain.append(try Base64.decodeStandard(text))
        }
        return chain
    }

    /// The header as it is signed: base64url of its canonical JSON.
    var encoded: String {
        let certificates = chain.map { JSONValue.string(Base64.standard($0)) }
        let value: JSONValue = .object([
            "alg": .string(algorithm.rawValue), "typ": .string(type), "x5c": .array(certificates),
        ])
        return Base64.url(value.canonicalBytes)
    }
}

/// The names of record types.
enum RecordType {
    /// Lower-case letters, digits, `-` and `.`, then `+jws` (a media subtype, RFC 7515 §4.1.9); at most 64 bytes.
    static func isValid(_ type: String) -> Bool {
        guard type.hasSuffix("+jws"), type.utf8.count <= 64 else { return false }
        let name = type.utf8.dropLast(4)
        let allowed = name.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "-"), UInt8(ascii: "."): true
            default: false
            }
        }
        return allowed && !name.isEmpty
    }
}
