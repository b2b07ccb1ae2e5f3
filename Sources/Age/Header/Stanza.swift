/// One recipient's part of a header: the file key, wrapped (C2SP age.md, "Recipient stanza").
///
///     -> X25519 O6DLx/wDIawpUC978NSPjYvrfDtJVnZApXKp4FMPHCY
///     3aKjozt9agh7jGmvOKvR4iax41Wl4zj95MKK4X9JuWc
public struct Stanza: Hashable, Sendable {
    /// The first argument: which recipient type this belongs to.
    public let type: String
    /// The arguments after the type.
    public let arguments: [String]
    /// The wrapped key; any length.
    public let body: [UInt8]

    /// - Throws: `stanza-malformed` where the type or an argument is empty or holds anything but visible ASCII.
    public init(type: String, arguments: [String], body: [UInt8]) throws(AgeError) {
        for argument in [type] + arguments {
            guard !argument.isEmpty, argument.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw .stanzaMalformed(reason: "an argument isn't visible ASCII")
            }
        }
        self.type = type
        self.arguments = arguments
        self.body = body
    }

    /// How the stanza stands in a header: the argument line, then the body in lines of 64 columns, the last one shorter.
    var encoded: [UInt8] {
        var bytes = Array((["->", type] + arguments).joined(separator: " ").utf8)
        bytes.append(newline)
        let text = Base64.encode(body)
        for start in stride(from: 0, through: text.count, by: Self.columns) {
            bytes += text[start..<min(start + Self.columns, text.count)]
            bytes.append(newline)
        }
        return bytes
    }

    /// The width of a full body line.
    static let columns = 64
}

/// LF, the only line end that a header knows.
let newline: UInt8 = 0x0A
