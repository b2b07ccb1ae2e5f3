/// Public keys as text: one, or a file with one a line beside blank lines and lines that start with `#`.
public struct RecipientFile: Sendable {
    /// A line of it.
    public enum Key: Sendable {
        /// A key of a type that this target knows.
        case native(any Recipient)
        /// A key that a plugin seals for.
        case plugin(PluginRecipient)

        /// Reads one key. Types that this target knows come first, though their text looks like a plugin's.
        ///
        /// - Throws: `recipient-malformed`.
        public init(_ text: String) throws(AgeError) {
            guard !text.hasPrefix("ssh-") else { throw .recipientMalformed(reason: "keys of SSH aren't supported") }
            do {
                self = .native(try parseRecipient(text))
            } catch {
                guard let plugin = try? PluginRecipient(text), !plugin.isReserved else { throw error }
                self = .plugin(plugin)
            }
        }
    }

    /// The largest file that is read, in bytes.
    public static let maximumBytes = 1 << 20

    /// The keys in the file's order; at least one.
    public let keys: [Key]

    /// Reads the text.
    ///
    /// - Throws: `recipient-malformed`, with the number of the line and never its text: it might be a secret key.
    public init(_ text: String) throws(AgeError) {
        guard text.utf8.count <= Self.maximumBytes else {
            throw .recipientMalformed(reason: "the file is larger than 1 MiB")
        }
        var keys: [Key] = []
        for (number, line) in keyLines(text) {
            guard !line.hasPrefix("ssh-") else {
                throw .recipientMalformed(reason: "line \(number) is a key of SSH, which isn't supported")
            }
            guard let key = try? Key(line) else {
                throw .recipientMalformed(reason: "line \(number) is no public key of age")
            }
            keys.append(key)
        }
        guard !keys.isEmpty else { throw .recipientMalformed(reason: "the file holds no public key") }
        self.keys = keys
    }
}
