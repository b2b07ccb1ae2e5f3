import Crypto
import CryptoExtras
import FoundationEssentials

/// A passphrase to seal with (C2SP age.md, "The scrypt recipient type"). It stands alone in a header.
public struct ScryptRecipient: Recipient {
    static let stanzaType = "scrypt"
    static let saltByteCount = 16

    private let passphrase: String
    private let workFactor: Int

    /// - Parameter workFactor: The base-two logarithm of scrypt's cost; 18 takes about a second and 256 MiB.
    /// - Throws: `recipient-malformed` for an empty passphrase or a work factor outside 1...22.
    public init(passphrase: String, workFactor: Int = 18) throws(AgeError) {
        guard !passphrase.isEmpty else {
            throw .recipientMalformed(reason: "an empty passphrase")
        }
        guard (1...ScryptIdentity.maximumWorkFactor).contains(workFactor) else {
            throw .recipientMalformed(reason: "a work factor outside 1...\(ScryptIdentity.maximumWorkFactor)")
        }
        self.passphrase = passphrase
        self.workFactor = workFactor
    }

    /// One stanza with a salt, the work factor and the file key.
    public func wrap(_ fileKey: FileKey, using random: RandomBytes) throws(AgeError) -> [Stanza] {
        let salt = try draw(Self.saltByteCount, from: random)
        guard let body = try? Self.wrapKey(passphrase, salt: salt, workFactor: workFactor).seal(fileKey) else {
            throw .recipientMalformed(reason: "scrypt can't be computed with this work factor here")
        }
        let arguments = [String(decoding: Base64.encode(salt), as: UTF8.self), String(workFactor)]
        return [try Stanza(type: Self.stanzaType, arguments: arguments, body: body)]
    }

    /// RFC 7914 with r = 8, p = 1.
    static func wrapKey(_ passphrase: String, salt: [UInt8], workFactor: Int) throws -> WrapKey {
        WrapKey(
            try KDF.Scrypt.deriveKey(
                from: Array(passphrase.utf8),
                salt: Array("age-encryption.org/v1/scrypt".utf8) + salt,
                outputByteCount: 32,
                rounds: 1 << workFactor,
                blockSize: 8,
                parallelism: 1
            )
        )
    }
}

extension ScryptRecipient: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `<redacted>`: a passphrase is its own secret.
    public var description: String { redacted }
    /// Always `<redacted>`.
    public var debugDescription: String { redacted }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
