/// The first half of an age file (C2SP age.md, "Header"): who can open it, and a MAC over that.
///
///     age-encryption.org/v1
///     -> X25519 XEl0dJ6y3C7KZkgmgWUicg63EyXJiwBJW8PdYJ/cYBE
///     qRS0AMjdjPvZ/WT08U2KL4G+PIooA3hy38SvLpvaC1E
///     --- HK2NmOBN9Dpq0Gw6xMCuhFcQlQLvZ/wQUi/2scLG75s
///
/// A header is bound to its file key and not to a payload: for an existing file key another header can be made, and
/// put before the same payload.
public struct Header: Hashable, Sendable {
    /// The stanzas in the file's order; those of unknown types (grease) too.
    public let stanzas: [Stanza]
    private let mac: [UInt8]

    /// Makes a header that lets the recipients, and nobody else, come by the file key.
    ///
    /// - Throws: `recipients-missing`; `recipients-mixed` where a passphrase isn't alone, or a post-quantum recipient stands
    ///   beside another, which would undo its protection; `header-too-large`; what a recipient throws.
    public init(sealing fileKey: FileKey, to recipients: [any Recipient], random: RandomBytes) throws(AgeError) {
        var wrapped: [WrappedKey] = []
        for recipient in recipients { wrapped.append(try WrappedKey(fileKey, for: recipient, random: random)) }
        try self.init(sealing: fileKey, wrapped: wrapped)
    }

    /// Makes a header of what was wrapped before, by recipients here or in plugins.
    ///
    /// - Parameter wrapped: The same file key, as each recipient wrapped it.
    /// - Throws: `recipients-missing`, `recipients-mixed`, `header-too-large`.
    public init(sealing fileKey: FileKey, wrapped: [WrappedKey]) throws(AgeError) {
        let stanzas = wrapped.flatMap(\.stanzas)
        guard !stanzas.isEmpty else { throw .recipientsMissing }
        try WrappedKey.checkMixture(wrapped)
        self.stanzas = stanzas
        mac = fileKey.headerMAC(over: Self.authenticated(stanzas))
        let size = encoded.count
        guard stanzas.count <= HeaderLimits.maximumStanzas, size <= HeaderLimits.maximumBytes else {
            throw .headerTooLarge(reason: "\(stanzas.count) stanzas, \(size) bytes")
        }
    }

    /// Reads the header that `bytes` begin with. It isn't authentic before ``open(with:)``.
    ///
    /// - Returns: The header and its length in bytes; the payload begins there.
    /// - Throws: `header-malformed`, `header-truncated`, `header-too-large`.
    public static func parse(_ bytes: [UInt8]) throws(AgeError) -> (header: Header, length: Int) {
        var parser = HeaderParser(bytes)
        let (stanzas, mac) = try parser.parse()
        return (try Header(stanzas: stanzas, mac: mac), parser.position)
    }

    /// Reads bytes that are a header and nothing else.
    ///
    /// - Throws: As ``parse(_:)``, and `header-malformed` where anything follows.
    public init(encoded: [UInt8]) throws(AgeError) {
        let (header, length) = try Self.parse(encoded)
        guard length == encoded.count else {
            throw .headerMalformed(reason: "there is data after the header")
        }
        self = header
    }

    private init(stanzas: [Stanza], mac: [UInt8]) throws(AgeError) {
        guard !stanzas.isEmpty else {
            throw .headerMalformed(reason: "there is no stanza")
        }
        guard stanzas.count == 1 || !stanzas.contains(where: { $0.type == ScryptRecipient.stanzaType }) else {
            throw .headerMalformed(reason: "a passphrase stanza isn't alone")
        }
        self.stanzas = stanzas
        self.mac = mac
    }

    /// The header's bytes, from the version line to the line feed after the MAC.
    public var encoded: [UInt8] {
        Self.authenticated(stanzas) + [UInt8(ascii: " ")] + Base64.encode(mac) + [newline]
    }

    /// Finds the file key with the first identity that matches, and checks the MAC with it.
    ///
    /// - Throws: `no-match`; `header-mac` where the header was changed; `header-malformed` where a stanza of an
    ///   identity's type breaks its rules.
    public func open(with identities: [any Identity]) throws(AgeError) -> FileKey {
        for identity in identities {
            guard let fileKey = try identity.unwrap(stanzas) else { continue }
            return try open(with: fileKey)
        }
        throw .noMatch
    }

    /// The same file key, once the MAC was checked with it: for one that a plugin unwrapped.
    ///
    /// - Throws: `header-mac` where the header was changed, or the key is another file's.
    public func open(with fileKey: FileKey) throws(AgeError) -> FileKey {
        guard fileKey.isValidHeaderMAC(mac, over: Self.authenticated(stanzas)) else { throw .headerMAC }
        return fileKey
    }

    /// What the MAC covers: everything up to and including the three dashes.
    private static func authenticated(_ stanzas: [Stanza]) -> [UInt8] {
        HeaderParser.versionLine + [newline] + stanzas.flatMap(\.encoded) + HeaderParser.footerMark
    }
}
