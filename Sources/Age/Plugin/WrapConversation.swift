/// Has a plugin wrap a file key (C2SP age-plugin.md, "Wrapping with recipient-v1").
struct WrapConversation: PluginConversation {
    static let stateMachine = "recipient-v1"

    let name: PluginName
    let opening: [Stanza]
    private var stanzas: [Stanza] = []
    private var labels: Set<String>?
    private var failure: AgeError?

    /// - Parameters:
    ///   - recipients: Of this plugin all.
    ///   - identities: The same; they are sealed for too.
    init(
        name: PluginName, fileKey: FileKey, recipients: [PluginRecipient], identities: [PluginIdentity], random: RandomBytes
    ) throws(AgeError) {
        self.name = name
        var opening: [Stanza] = []
        for recipient in recipients { opening.append(try Self.stanza("add-recipient", [recipient.description])) }
        for identity in identities { opening.append(try Self.stanza("add-identity", [identity.exposedText])) }
        opening += try pluginGrease(random)
        opening.append(try Self.stanza("wrap-file-key", body: fileKey.exposedBytes))
        opening.append(try Self.stanza("extension-labels"))
        opening.append(try Self.stanza("done"))
        self.opening = opening
    }

    mutating func receive(_ stanza: Stanza) throws(AgeError) -> PluginStep<WrappedKey> {
        switch stanza.type {
        case "recipient-stanza": try take(stanza)
        case "labels": try take(labels: stanza.arguments)
        case "error": failure = failure ?? refusal(stanza)
        case "done": return .finish(try finish())
        default: return try common(stanza)
        }
        return .reply(try Self.stanza("ok"))
    }

    private mutating func take(_ stanza: Stanza) throws(AgeError) {
        guard stanza.arguments.count >= 2, stanza.arguments[0] == "0" else {
            throw misbehaved("a stanza for a file that it wasn't given")
        }
        guard stanzas.count < HeaderLimits.maximumStanzas else { throw misbehaved("too many stanzas") }
        stanzas.append(try Stanza(type: stanza.arguments[1], arguments: Array(stanza.arguments.dropFirst(2)), body: stanza.body))
    }

    private mutating func take(labels arguments: [String]) throws(AgeError) {
        guard labels == nil, Set(arguments).count == arguments.count else { throw misbehaved("labels that are repeated") }
        labels = Set(arguments)
    }

    private func finish() throws(AgeError) -> WrappedKey {
        if let failure { throw failure }
        guard !stanzas.isEmpty else { throw misbehaved("it wrapped nothing") }
        return WrappedKey(stanzas: stanzas, labels: labels ?? [])
    }
}
