/// Runs plugins, and stands between them and the user (C2SP age-plugin.md).
///
///     let host = PluginHost(searchPath: path, environment: environment, random: random) { name, question in
///         await terminal.ask(name, question)
///     }
///     let wrapped = try await host.wrap(fileKey, for: [recipient])
///     let header = try Header(sealing: fileKey, wrapped: wrapped)
public struct PluginHost: Sendable {
    /// Puts a plugin's question to the user. While it waits, the plugin's time doesn't run.
    public typealias Ask = @Sendable (PluginName, PluginQuestion) async -> PluginAnswer

    private let searchPath: String
    private let environment: [String: String]
    private let patience: Duration
    private let random: RandomBytes
    private let ask: Ask

    /// - Parameters:
    ///   - searchPath: Folders with colons between; only absolute ones are looked in.
    ///   - environment: What the program finds in its own.
    ///   - patience: How long a plugin may take for its next stanza: a touch, a network.
    public init(
        searchPath: String, environment: [String: String], patience: Duration = .seconds(120), random: @escaping RandomBytes,
        ask: @escaping Ask
    ) {
        self.searchPath = searchPath
        self.environment = environment
        self.patience = patience
        self.random = random
        self.ask = ask
    }

    /// Wraps a file key for keys of any plugins, each plugin run once.
    ///
    /// - Throws: `plugin-missing`, `plugin-refused`, `plugin-misbehaved`; `CancellationError`.
    public func wrap(
        _ fileKey: FileKey, for recipients: [PluginRecipient], identities: [PluginIdentity] = []
    ) async throws -> [WrappedKey] {
        var wrapped: [WrappedKey] = []
        for name in unique(recipients.map(\.name) + identities.map(\.name)) {
            let conversation = try WrapConversation(
                name: name, fileKey: fileKey, recipients: recipients.filter { $0.name == name },
                identities: identities.filter { $0.name == name }, random: random)
            wrapped.append(try await run(conversation))
        }
        return wrapped
    }

    /// Finds a header's file key with keys of one plugin, and checks the header with it.
    ///
    /// - Returns: Nil where no stanza is meant for them.
    /// - Throws: As ``wrap(_:for:identities:)``, and `header-mac`.
    public func open(_ header: Header, with identity: PluginIdentity) async throws -> FileKey? {
        let conversation = try UnwrapConversation(
            name: identity.name, identities: [identity], stanzas: header.stanzas, random: random)
        guard let fileKey = try await run(conversation) else { return nil }
        return try header.open(with: fileKey)
    }

    private func unique(_ names: [PluginName]) -> [PluginName] {
        names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func run<Conversation: PluginConversation>(_ conversation: Conversation) async throws -> Conversation.Outcome {
        var conversation = conversation
        let process = try PluginProcess(
            conversation.name, stateMachine: Conversation.stateMachine, searchPath: searchPath, environment: environment)
        do {
            let outcome = try await converse(&conversation, with: process)
            await process.end()
            return outcome
        } catch {
            await process.end()
            throw error
        }
    }

    private func converse<Conversation: PluginConversation>(
        _ conversation: inout Conversation, with process: PluginProcess
    ) async throws -> Conversation.Outcome {
        try await process.write(conversation.opening.flatMap(\.encoded), within: patience)
        var reader = StanzaReader()
        while true {
            let stanza = try await next(&reader, from: process, conversation.name)
            switch try conversation.receive(stanza) {
            case .finish(let outcome): return outcome
            case .reply(let reply): try await process.write(reply.encoded, within: patience)
            case .ask(let question):
                let reply = try conversation.reply(to: question, with: await ask(conversation.name, question))
                try await process.write(reply.encoded, within: patience)
            }
        }
    }

    /// The next stanza, however many pieces it comes in, within the time for one.
    private func next(_ reader: inout StanzaReader, from process: PluginProcess, _ name: PluginName) async throws -> Stanza {
        let (stanza, rest) = try await process.within(patience) { [reader] () throws -> (Stanza, StanzaReader) in
            var reader = reader
            while true {
                do throws(AgeError) {
                    if let stanza = try reader.next() { return (stanza, reader) }
                } catch {
                    throw AgeError.pluginMisbehaved(name: name.description, reason: "what it says isn't a stanza within the bounds")
                }
                let piece = try await process.read()
                guard !piece.isEmpty else {
                    throw AgeError.pluginMisbehaved(name: name.description, reason: "it ended before it was done")
                }
                reader.feed(piece)
            }
        }
        reader = rest
        return stanza
    }
}
