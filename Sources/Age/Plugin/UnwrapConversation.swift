/// Has a plugin unwrap a file key (C2SP age-plugin.md, "Unwrapping with identity-v1").
struct UnwrapConversation: PluginConversation {
    static let stateMachine = "identity-v1"

    let name: PluginName
    let opening: [Stanza]
    private var fileKey: FileKey?
    private var failure: AgeError?

    /// - Parameters:
    ///   - identities: Of this plugin all.
    ///   - stanzas: The whole header's, for only the plugin knows its own.
    init(name: PluginName, identities: [PluginIdentity], stanzas: [Stanza], random: RandomBytes) throws(AgeError) {
        self.name = name
        var opening: [Stanza] = []
        for identity in identities { opening.append(try Self.stanza("add-identity", [identity.exposedText])) }
        opening += try pluginGrease(random)
        for stanza in stanzas {
            opening.append(try Self.stanza("recipient-stanza", ["0", stanza.type] + stanza.arguments, body: stanza.body))
        }
        opening.append(try Self.stanza("done"))
        self.opening = opening
    }

    /// The outcome is nil where no stanza is meant for the plugin's identities.
    mutating func receive(_ stanza: Stanza) throws(AgeError) -> PluginStep<FileKey?> {
        switch stanza.type {
        case "file-key": try take(stanza)
        case "error": failure = failure ?? refusal(stanza)
        case "done":
            if let failure { throw failure }
            return .finish(fileKey)
        default: return try common(stanza)
        }
        return .reply(try Self.stanza("ok"))
    }

    private mutating func take(_ stanza: Stanza) throws(AgeError) {
        guard stanza.arguments == ["0"] else { throw misbehaved("a key of a file that it wasn't given") }
        guard fileKey == nil, let key = try? FileKey(bytes: stanza.body) else {
            throw misbehaved("a file key that is malformed or repeated")
        }
        fileKey = key
    }
}
