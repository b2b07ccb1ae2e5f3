import Age

/// The secret keys to try, in the order in which they were given.
struct OpeningKeys {
    private enum Source {
        case keys(IdentityFile)
        /// Its passphrase is asked for when its turn comes.
        case sealed([UInt8], path: String)
    }

    private let sources: [Source]

    init(files: [String]) throws {
        sources = try files.map { path in
            let bytes = try SealingInput(path).bytes(limit: 2 * IdentityFile.maximumBytes)
            if IdentityFile.isSealed(bytes) { return .sealed(bytes, path: path) }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw AgeError.identityMalformed(reason: "\(path) isn't text")
            }
            return .keys(try IdentityFile(text))
        }
    }

    /// Opens the header with the first key that fits, or with a passphrase where there are no keys.
    func fileKey(of header: Header) async throws -> FileKey {
        let needsPassphrase = header.stanzas.contains { $0.type == "scrypt" }
        guard !sources.isEmpty else {
            guard needsPassphrase else {
                throw LocalFault(.unusableArgument, Words.Sealing.needsIdentity, hint: Words.Sealing.needsIdentityHint)
            }
            return try Self.withPassphrase(Words.Sealing.askPassphrase) { try header.open(with: [ScryptIdentity(passphrase: $0)]) }
        }
        guard !needsPassphrase else {
            throw LocalFault(.unusableArgument, Words.Sealing.needsPassphrase, hint: Words.Sealing.needsPassphraseHint)
        }
        for source in sources {
            if let fileKey = try await Self.fileKey(of: header, with: try Self.file(source)) { return fileKey }
        }
        throw AgeError.noMatch
    }

    /// All keys, after the passphrases of their files were asked for.
    func all() throws -> [IdentityFile.Key] {
        try sources.flatMap { try Self.file($0).keys }
    }

    private static func file(_ source: Source) throws -> IdentityFile {
        switch source {
        case .keys(let file): file
        case .sealed(let bytes, let path):
            try withPassphrase(Words.Sealing.askFor(path)) { try IdentityFile(sealed: bytes, passphrase: $0) }
        }
    }

    private static func fileKey(of header: Header, with file: IdentityFile) async throws -> FileKey? {
        for key in file.keys {
            switch key {
            case .native(let identity):
                do { return try header.open(with: [identity]) } catch AgeError.noMatch { continue }
            case .plugin(let identity):
                if let fileKey = try await PluginPrompts.host().open(header, with: identity) { return fileKey }
            }
        }
        return nil
    }

    private static func withPassphrase<Result>(_ question: Phrase, _ body: (String) throws -> Result) throws -> Result {
        let passphrase = try SecretPrompt.read(question)
        guard !passphrase.isEmpty else { throw LocalFault(.wrongPassphrase, Words.Sealing.emptyPassphrase) }
        do { return try body(passphrase) } catch AgeError.noMatch { throw LocalFault(.wrongPassphrase, Words.Sealing.wrongPassphrase) }
    }
}
