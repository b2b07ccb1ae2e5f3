internal import HTTPTypes

extension HTTPRequest {
    /// Whether whoever stands in between, a balancer or a proxy, can only have read it as it's read here: it names one host (RFC 9112 §3.2, RFC 9113
    /// §8.3.1), and its body comes in no coding but `chunked` (RFC 9112 §6.1). What is wrong with the framing itself the parser has refused before.
    var isPlain: Bool {
        guard let authority, authority.utf8.allSatisfy(Self.isOfHost), !authority.isEmpty else { return false }
        // The first `Host` is the authority; what is left of them is a second one.
        guard !headerFields.contains(where: { $0.name.canonicalName == "host" }) else { return false }
        let codings = headerFields[values: .transferEncoding].map { $0.lowercased() }
        return codings.isEmpty || codings == ["chunked"]
    }

    /// RFC 3986 §3.2.2 and §3.2.3: a name or an address, and a port. Neither user nor path.
    private static func isOfHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"): true
        default: false
        }
    }
}
