package import Age

/// What opens the headers that are made for an officer: secret keys of the profile's identity file, and keys in hardware by their plugins.
///
/// A file that is sealed by a passphrase is opened when a key is first needed, and asked for once. An actor, so that two headers at once
/// don't ask twice.
package actor OfficerKeys {
    /// How the user is asked for what the keys need.
    package struct Prompts: Sendable {
        /// The passphrase of the file; `nil` where there is nobody to ask.
        let passphrase: @Sendable (_ path: String) -> String?
        let plugins: PluginHost

        package init(passphrase: @escaping @Sendable (_ path: String) -> String?, plugins: PluginHost) {
            self.passphrase = passphrase
            self.plugins = plugins
        }
    }

    private enum Source {
        case keys([IdentityFile.Key])
        case sealed([UInt8], path: String)
    }

    private var source: Source
    private let prompts: Prompts?

    /// Keys in memory; none, where nothing is to be opened.
    package init(_ keys: any KeyPair...) {
        source = .keys(keys.map { .native($0) })
        prompts = nil
    }

    /// - Parameter file: an identity file, which may be sealed by a passphrase. Throws `bad-identity`.
    init(_ file: [UInt8], path: String, prompts: Prompts) throws(ClientError) {
        self.prompts = prompts
        guard !IdentityFile.isSealed(file) else {
            source = .sealed(file, path: path)
            return
        }
        do throws(AgeError) {
            guard let text = String(validating: file, as: UTF8.self) else { throw .identityMalformed(reason: "it isn't text") }
            source = .keys(try IdentityFile(text).keys)
        } catch { throw .badIdentity(error) }
    }

    /// The header's file key, by the first key that opens it. A token may have to be touched.
    ///
    /// Throws `header-unopened` when none does, or a byte of it was changed; `plugin-missing`, `plugin-refused`, `plugin-misbehaved`,
    /// `identity-passphrase`, `bad-identity`.
    func fileKey(of header: Header) async throws(ClientError) -> FileKey {
        for key in try keys() {
            if let fileKey = try await fileKey(of: header, with: key) { return fileKey }
        }
        throw .headerUnopened(.noMatch)
    }

    /// The public half of a key that needs no asking, one that is safe against quantum computers first.
    func knownRecipient() -> (any Recipient)? {
        guard case .keys(let keys) = source else { return nil }
        let pairs = keys.compactMap { if case .native(let pair) = $0 { pair } else { nil } }
        return (pairs.first { $0 is HybridIdentity } ?? pairs.first)?.recipient
    }

    private func keys() throws(ClientError) -> [IdentityFile.Key] {
        switch source {
        case .keys(let keys): return keys
        case .sealed(let bytes, let path):
            guard let passphrase = prompts?.passphrase(path), !passphrase.isEmpty else { throw .identityPassphrase(path) }
            let keys: [IdentityFile.Key]
            do throws(AgeError) { keys = try IdentityFile(sealed: bytes, passphrase: passphrase).keys } catch {
                throw error == .noMatch ? .identityPassphrase(path) : .badIdentity(error)
            }
            source = .keys(keys)
            return keys
        }
    }

    private func fileKey(of header: Header, with key: IdentityFile.Key) async throws(ClientError) -> FileKey? {
        do {
            switch key {
            case .native(let identity): return try header.open(with: [identity])
            case .plugin(let identity): return try await prompts?.plugins.open(header, with: identity)
            }
        } catch AgeError.noMatch {
            return nil
        } catch {
            throw ClientError(ofKey: error)
        }
    }
}

/// The file key in a header, base64.
func fileKey(in header: String, _ identities: OfficerKeys) async throws(ClientError) -> FileKey {
    guard let bytes = bytes(base64: header) else {
        throw .integrity("header-unopened", "the document's header isn't base64")
    }
    let parsed: Header
    do { parsed = try Header(encoded: bytes) } catch { throw .headerUnopened(error) }
    return try await identities.fileKey(of: parsed)
}

extension ClientError {
    static func badIdentity(_ error: AgeError) -> ClientError {
        .local("bad-identity", "the identity file can't be used: \(error)", hint: "check the profile's identity")
    }

    fileprivate static func headerUnopened(_ error: AgeError) -> ClientError {
        .integrity(
            "header-unopened", "the document's header doesn't open: \(error)",
            hint: "check that the profile's identity belongs to your recipient in the directory")
    }

    fileprivate static func identityPassphrase(_ path: String) -> ClientError {
        .local(
            "identity-passphrase", "the identity file \(path) is sealed, and this isn't its passphrase",
            hint: "run the command in a terminal and type the passphrase")
    }

    /// What a key that might have opened the header ran into.
    fileprivate init(ofKey error: any Error) {
        switch error {
        case let error as AgeError where error.isOfPlugin: self = .local(error.code, "\(error)", hint: "connect the token, and try again")
        case let error as AgeError: self = .headerUnopened(error)
        default: self = .local("cancelled", "opening the header was broken off")
        }
    }
}

extension AgeError {
    fileprivate var isOfPlugin: Bool {
        switch self {
        case .pluginMissing, .pluginRefused, .pluginMisbehaved: true
        default: false
        }
    }
}
