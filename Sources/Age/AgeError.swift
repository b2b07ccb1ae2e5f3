/// Why a file couldn't be sealed or opened. Callers tell cases apart by ``code``. Reasons name the rule that was broken, never the data that broke it.
public enum AgeError: Error, Hashable, Sendable {
    /// No identity opens any stanza of the header.
    case noMatch
    /// The file key was found, but the header was changed after it was made.
    case headerMAC
    /// The header breaks the format.
    case headerMalformed(reason: String)
    /// The bytes end before the header does.
    case headerTruncated
    /// The header exceeds one of the bounds of ``HeaderLimits``.
    case headerTooLarge(reason: String)
    /// The payload ends before its 16-byte nonce does.
    case payloadNonceMissing
    /// A chunk of the payload fails its authentication.
    case payloadDamaged(reason: String)
    /// The payload ends before its final chunk.
    case payloadTruncated
    /// There is data after the final chunk.
    case payloadTrailingData
    /// The payload has more chunks than the counter can number.
    case payloadTooLong
    /// The system's libcrypto can't do ChaCha20-Poly1305: its configuration forbids it, or memory is out.
    case cipherMissing
    /// The stream was used after `finish()`.
    case payloadFinished
    /// A public key can't be read or isn't usable.
    case recipientMalformed(reason: String)
    /// A secret key can't be read.
    case identityMalformed(reason: String)
    /// A header needs one recipient at least.
    case recipientsMissing
    /// These recipients can't share a file.
    case recipientsMixed(reason: String)
    /// A file key that isn't 16 bytes.
    case fileKeyMalformed
    /// The source of randomness gave another number of bytes than it was asked for.
    case randomnessMalformed
    /// A stanza's type or arguments can't be written in a header.
    case stanzaMalformed(reason: String)
    /// The text isn't a strictly armored age file.
    case armorMalformed(reason: String)
    /// The program of a plugin isn't on the search path, or can't be started.
    case pluginMissing(name: String)
    /// A plugin says that it can't do what it was asked for; in its own words, which are foreign text.
    case pluginRefused(name: String, message: String)
    /// A plugin doesn't keep to its protocol, or to the bounds of ``PluginLimits``.
    case pluginMisbehaved(name: String, reason: String)
}

extension AgeError: CustomStringConvertible {
    /// The name of the case for programs; doesn't change between versions.
    public var code: String {
        switch self {
        case .noMatch: "no-match"
        case .headerMAC: "header-mac"
        case .headerMalformed: "header-malformed"
        case .headerTruncated: "header-truncated"
        case .headerTooLarge: "header-too-large"
        case .payloadNonceMissing: "payload-nonce-missing"
        case .payloadDamaged: "payload-damaged"
        case .payloadTruncated: "payload-truncated"
        case .payloadTrailingData: "payload-trailing-data"
        case .payloadTooLong: "payload-too-long"
        case .cipherMissing: "cipher-missing"
        case .payloadFinished: "payload-finished"
        case .recipientMalformed: "recipient-malformed"
        case .identityMalformed: "identity-malformed"
        case .recipientsMissing: "recipients-missing"
        case .recipientsMixed: "recipients-mixed"
        case .fileKeyMalformed: "file-key-malformed"
        case .randomnessMalformed: "randomness-malformed"
        case .stanzaMalformed: "stanza-malformed"
        case .armorMalformed: "armor-malformed"
        case .pluginMissing: "plugin-missing"
        case .pluginRefused: "plugin-refused"
        case .pluginMisbehaved: "plugin-misbehaved"
        }
    }

    /// A sentence that says what happened and what the caller can do.
    public var description: String {
        switch self {
        case .noMatch: "None of the given keys opens this file; use the key it was sealed for."
        case .headerMAC: "The file's header was changed after it was made; fetch the file anew."
        case .headerMalformed(let reason): "The file's header isn't valid age v1 (\(reason)); fetch the file anew."
        case .headerTruncated: "The file ends inside its header; fetch it anew."
        case .headerTooLarge(let reason): "The file's header is refused for its size (\(reason))."
        case .payloadNonceMissing: "The file ends before its payload begins; fetch it anew."
        case .payloadDamaged(let reason): "The file's content is damaged or was tampered with (\(reason)); fetch it anew."
        case .payloadTruncated: "The file ends before its last chunk; fetch it anew and trust nothing of it until then."
        case .payloadTrailingData: "There is data after the end of the file's content; fetch it anew."
        case .payloadTooLong: "The content is too long for one file; split it."
        case .cipherMissing: "The system's libcrypto can't do ChaCha20-Poly1305; check the configuration of OpenSSL."
        case .payloadFinished: "This stream has ended; begin another one."
        case .recipientMalformed(let reason): "This isn't a usable public key (\(reason)); ask its owner for it again."
        case .identityMalformed(let reason): "This isn't a usable secret key (\(reason)); check the key file."
        case .recipientsMissing: "A file needs somebody it is sealed for; give one recipient at least."
        case .recipientsMixed(let reason): "These recipients can't share a file (\(reason)); seal one file for each kind."
        case .fileKeyMalformed: "A file key has exactly 16 bytes; give that many."
        case .randomnessMalformed: "The source of randomness gave another number of bytes than asked for; replace it."
        case .stanzaMalformed(let reason): "The stanza can't be written in a header (\(reason)); correct its recipient type."
        case .armorMalformed(let reason): "The text isn't a strictly armored age file (\(reason)); copy it whole and unchanged."
        case .pluginMissing(let name): "The program age-plugin-\(name) isn't found; install it where programs are searched for."
        case .pluginRefused(let name, let message): "The plugin \(name) says: \(message)."
        case .pluginMisbehaved(let name, let reason): "The plugin \(name) failed (\(reason)); try again, or ask who made it."
        }
    }
}
