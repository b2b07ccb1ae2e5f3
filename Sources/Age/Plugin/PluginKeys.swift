/// A public key that a plugin seals for, `age1NAME1…`.
public struct PluginRecipient: Hashable, Sendable, CustomStringConvertible {
    /// Which plugin knows it.
    public let name: PluginName
    /// The Bech32 text, as it is handed to the plugin.
    public let description: String

    /// Reads the Bech32 text.
    ///
    /// - Throws: `recipient-malformed`.
    public init(_ text: String) throws(AgeError) {
        guard text.hasPrefix("age1"), let (prefix, _) = Bech32.decode(text), let name = PluginName(String(prefix.dropFirst(4)))
        else {
            throw .recipientMalformed(reason: "not the text of a plugin's key, age1NAME1…")
        }
        self.name = name
        description = text
    }

    /// Whether the name belongs to a type of the specification itself, whose malformed key is no plugin's.
    var isReserved: Bool { ["pq", "tag", "tagpq"].contains(name.description) }
}

/// A secret key that a plugin uses, `AGE-PLUGIN-NAME-1…`. It may hold no secret at all: the token has it.
public struct PluginIdentity: Hashable, Sendable {
    private static let textPrefix = "AGE-PLUGIN-"

    /// Which plugin knows it.
    public let name: PluginName
    /// The Bech32 text, as it is handed to the plugin. Keep it out of logs.
    public let exposedText: String

    /// Reads the Bech32 text.
    ///
    /// - Throws: `identity-malformed`.
    public init(_ text: String) throws(AgeError) {
        guard text.hasPrefix(Self.textPrefix), let (prefix, _) = Bech32.decode(text), prefix.hasSuffix("-"),
            let name = PluginName(String(prefix.dropFirst(Self.textPrefix.utf8.count).dropLast()))
        else {
            throw .identityMalformed(reason: "not the text of a plugin's key, AGE-PLUGIN-NAME-1…")
        }
        self.name = name
        exposedText = text
    }
}

extension PluginIdentity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `<redacted>`.
    public var description: String { redacted }
    /// Always `<redacted>`.
    public var debugDescription: String { redacted }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
