/// The secret keys of an age key file: one a line, beside blank lines and lines that start with `#`. The file may be
/// sealed by a passphrase, armored or not.
public struct IdentityFile: Sendable {
    /// A line of it.
    public enum Key: Sendable {
        /// A key of a type that this target knows.
        case native(any KeyPair)
        /// A key that a plugin uses.
        case plugin(PluginIdentity)
    }

    /// The largest file that is read, in bytes.
    public static let maximumBytes = 1 << 20

    /// The keys in the file's order; at least one.
    public let keys: [Key]

    /// Reads the text.
    ///
    /// - Parameter text: At most 1 MiB; lines end with LF or CRLF.
    /// - Throws: `identity-malformed`, with the number of the line and never its text.
    public init(_ text: String) throws(AgeError) {
        guard !text.hasPrefix("-----BEGIN OPENSSH PRIVATE KEY-----") else {
            throw .identityMalformed(reason: "it is a key of SSH, which isn't supported")
        }
        var keys: [Key] = []
        for (number, line) in try Self.lines(of: text) {
            if let plugin = try? PluginIdentity(line) {
                keys.append(.plugin(plugin))
            } else if let identity = try? parseIdentity(line) {
                keys.append(.native(identity))
            } else {
                throw Self.fault(line: number)
            }
        }
        self.keys = keys
    }

    /// Opens a file that is sealed by a passphrase.
    ///
    /// - Throws: `no-match` for another passphrase, or where the file isn't sealed by one; `identity-malformed` where it
    ///   is too large or holds no keys; what a damaged age file throws.
    public init(sealed file: [UInt8], passphrase: String) throws(AgeError) {
        guard file.count <= 2 * Self.maximumBytes else { throw Self.tooLarge }
        let text = try WholeFile.open(file, with: [try ScryptIdentity(passphrase: passphrase)])
        guard let text = String(validating: text, as: UTF8.self) else {
            throw .identityMalformed(reason: "the file inside isn't text")
        }
        try self.init(text)
    }

    /// Whether the file is an age file itself, whose passphrase must be asked for.
    public static func isSealed(_ file: [UInt8]) -> Bool {
        Armor.isArmored(file) || file.starts(with: HeaderParser.versionLine)
    }

    static func fault(line number: Int) -> AgeError {
        .identityMalformed(reason: "line \(number) is no secret key of age")
    }

    private static let tooLarge = AgeError.identityMalformed(reason: "the key file is larger than 1 MiB")

    /// The lines that should be keys, numbered from 1; at least one.
    static func lines(of text: String) throws(AgeError) -> [(number: Int, text: String)] {
        guard text.utf8.count <= maximumBytes else { throw tooLarge }
        let lines = keyLines(text)
        guard !lines.isEmpty else { throw .identityMalformed(reason: "the file holds no secret key") }
        return lines
    }
}

/// The lines that are neither blank nor comments, numbered from 1.
func keyLines(_ text: String) -> [(number: Int, text: String)] {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.enumerated().compactMap { index, line in
        line.isEmpty || line.hasPrefix("#") ? nil : (index + 1, String(line))
    }
}
