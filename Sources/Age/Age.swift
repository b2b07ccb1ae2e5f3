// The age v1 file format (C2SP age.md): a header that wraps a 16-byte file key for its recipients, and a payload
// sealed under that key in chunks of 64 KiB. Both halves are made and opened apart, so that a payload can stay where
// it lies while a fresh header lets somebody else in.
//
//     let fileKey = try FileKey(random: random)
//     let header = try Header(sealing: fileKey, to: [try parseRecipient("age1pq1…")], random: random)
//     var sealer = try PayloadSealer(fileKey: fileKey, nonce: random(16))
//     file += header.encoded
//     file += try sealer.update(plaintext)      // as often as there is plaintext
//     file += try sealer.finish()
//
//     let (header, length) = try Header.parse(file)
//     var opener = PayloadOpener(fileKey: try header.open(with: try parseIdentities(file: keyFile)))
//     plaintext += try opener.update(file[length...])
//     plaintext += try opener.finish()          // until this returns, the end may be missing
//
// Recipients: `HybridRecipient` (post-quantum), `X25519Recipient`, `ScryptRecipient` (a passphrase); each has its
// identity beside it. `TagRecipient` and `HybridTagRecipient` are keys in hardware, whose identities are a plugin's.
// `HeaderReader` finds the end of a header in a stream; `Armor` is the text form of a whole file; `WholeFile` is for
// small ones, `SealedFileStream` for large ones, `ParallelSealer` and `ParallelOpener` for several cores, `PayloadReader` for
// a page in the middle. `IdentityFile` and `RecipientFile` are the key files of age's own tools, `PluginHost` their plugins.

/// Gives `count` fresh bytes from a cryptographically secure source. This target never asks the system itself; the one
/// exception is the key encapsulation inside HPKE (`HybridRecipient`), whose library offers no other way.
public typealias RandomBytes = @Sendable (_ count: Int) -> [UInt8]

/// Somebody a file can be sealed for.
public protocol Recipient: Sendable {
    /// Wraps a file key for this recipient.
    ///
    /// - Throws: `recipient-malformed` where the key isn't usable, `randomness-malformed` where `random` misbehaves.
    func wrap(_ fileKey: FileKey, using random: RandomBytes) throws(AgeError) -> [Stanza]

    /// What others must have too to share a file with this recipient: all recipients of a file have the same labels
    /// (C2SP age-plugin.md, "Wrapping with recipient-v1"). None unless a type says otherwise.
    var labels: Set<String> { get }
}

extension Recipient {
    /// None: it can stand beside any other recipient that has none.
    public var labels: Set<String> { [] }
}

/// A secret that can open what was sealed for its recipient.
public protocol Identity: Sendable {
    /// The file key out of the first stanza that this identity opens; nil where none is meant for it.
    ///
    /// - Throws: `header-malformed` where a stanza of this identity's type breaks its own rules.
    func unwrap(_ stanzas: [Stanza]) throws(AgeError) -> FileKey?
}

/// A secret key whose public half is known from it.
public protocol KeyPair: Identity {
    /// The type of the public half.
    associatedtype PublicKey: Recipient, CustomStringConvertible
    /// The public half.
    var recipient: PublicKey { get }
}

/// Reads a public key: `age1…` (X25519), `age1pq1…` (post-quantum hybrid), `age1tag1…` and `age1tagpq1…` (in hardware).
///
/// - Throws: `recipient-malformed`; for a plugin's recipient too, which ``RecipientFile`` reads.
public func parseRecipient(_ text: String) throws(AgeError) -> any Recipient {
    if text.hasPrefix(HybridRecipient.textPrefix + "1") { return try HybridRecipient(text) }
    if text.hasPrefix(TagRecipient.textPrefix + "1") { return try TagRecipient(text) }
    if text.hasPrefix(HybridTagRecipient.textPrefix + "1") { return try HybridTagRecipient(text) }
    return try X25519Recipient(text)
}

/// Reads a secret key, `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`.
///
/// - Throws: `identity-malformed`.
public func parseIdentity(_ text: String) throws(AgeError) -> any KeyPair {
    if text.hasPrefix(HybridIdentity.textPrefix + "1") { return try HybridIdentity(text) }
    return try X25519Identity(text)
}

/// Reads the secret keys of an age key file: one a line, beside blank lines and lines that start with `#`.
///
/// - Parameter text: At most 1 MiB of text; lines end with LF or CRLF.
/// - Throws: `identity-malformed`, with the number of the line and never its text; for a plugin's identity too, which
///   ``IdentityFile`` reads.
public func parseIdentities(file text: String) throws(AgeError) -> [any Identity] {
    var identities: [any Identity] = []
    for (number, line) in try IdentityFile.lines(of: text) {
        guard let identity = try? parseIdentity(line) else { throw IdentityFile.fault(line: number) }
        identities.append(identity)
    }
    return identities
}
