import Crypto

/// A passphrase to open with (C2SP age.md, "The scrypt recipient type").
public struct ScryptIdentity: Identity {
    /// The highest work factor that is computed: a file may name any, and each step doubles the time and the memory.
    public static let maximumWorkFactor = 22

    private let passphrase: String
    private let maximumWorkFactor: Int

    /// - Parameter maximumWorkFactor: Files with a higher one are refused; at most 22, which takes 4 GiB of memory.
    /// - Throws: `identity-malformed` for an empty passphrase or a bound outside 1...22.
    public init(passphrase: String, maximumWorkFactor: Int = Self.maximumWorkFactor) throws(AgeError) {
        guard !passphrase.isEmpty, (1...Self.maximumWorkFactor).contains(maximumWorkFactor) else {
            throw .identityMalformed(reason: "an empty passphrase, or a work factor outside 1...\(Self.maximumWorkFactor)")
        }
        self.passphrase = passphrase
        self.maximumWorkFactor = maximumWorkFactor
    }

    /// The file key where the header has one passphrase stanza and this passphrase opens it; nil otherwise.
    ///
    /// - Throws: `header-malformed` where such a stanza breaks the rules of its type.
    public func unwrap(_ stanzas: [Stanza]) throws(AgeError) -> FileKey? {
        guard let stanza = stanzas.first(where: { $0.type == ScryptRecipient.stanzaType }) else { return nil }
        guard stanzas.count == 1 else {
            throw .headerMalformed(reason: "a passphrase stanza isn't alone")
        }
        guard stanza.arguments.count == 2, let salt = Base64.decode(stanza.arguments[0].utf8),
            salt.count == ScryptRecipient.saltByteCount
        else {
            throw .headerMalformed(reason: "a passphrase stanza without a salt of 16 bytes and a work factor")
        }
        let workFactor = try workFactor(stanza.arguments[1])
        try WrapKey.checkLength(of: stanza.body)
        guard let wrapKey = try? ScryptRecipient.wrapKey(passphrase, salt: salt, workFactor: workFactor) else {
            throw .headerMalformed(reason: "scrypt can't be computed with this work factor here")
        }
        return wrapKey.open(stanza.body)
    }

    /// A decimal number without sign and leading zeros.
    private func workFactor(_ text: String) throws(AgeError) -> Int {
        guard let number = Int(text), String(number) == text, number > 0 else {
            throw .headerMalformed(reason: "a work factor that isn't a decimal number")
        }
        guard number <= maximumWorkFactor else {
            throw .headerMalformed(reason: "a work factor above \(maximumWorkFactor)")
        }
        return number
    }
}

extension ScryptIdentity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `<redacted>`.
    public var description: String { redacted }
    /// Always `<redacted>`.
    public var debugDescription: String { redacted }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
