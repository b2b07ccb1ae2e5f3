@testable import Age
import Crypto
import FuzzKit

/// Texts of keys and key files: each is written as it was read. After a zero byte the input is a prefix and bytes, whose checksum is made.
enum AgeKeyProperties {
    static let target = FuzzTarget("age-keys", dictionary: "age", replays: 1500, seeds: { seeds }, check)

    private static var seeds: [[UInt8]] {
        let recipients = [AgeFixtures.classic.recipient.description, AgeFixtures.hybrid.recipient.description]
        let plugin = Bech32.encode(prefix: "age1yubikey", [1, 2, 3, 4])
        let identity = Bech32.encode(prefix: "age-plugin-yubikey-", [1, 2, 3, 4]).uppercased()
        return (recipients + [plugin]).map(Array.init)
            + [
                Array("# keys\r\n\r\n" + (recipients + [plugin]).joined(separator: "\r\n")), Array(identity + "\n# end\n"),
                [0] + Array("AGE-SECRET-KEY-1") + AgeFixtures.bytes(1)(32), [0] + Array("AGE-SECRET-KEY-PQ-1") + AgeFixtures.bytes(2)(32),
                Array(tag),
                [0] + Array("age1yubikey1abc"),
            ]
    }

    private static let tag = fixture {
        let key = try P256.KeyAgreement.PrivateKey(rawRepresentation: [UInt8](repeating: 9, count: 32))
        return Bech32.encode(prefix: "age1tag", Array(key.publicKey.compressedRepresentation))
    }

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let text = bytes.first == 0 ? summed(bytes.dropFirst()) : String(decoding: bytes, as: UTF8.self)
            try bech32(text)
            return try [recipient(text), identity(text), plugin(text), files(text)].contains(true)
        }
    }

    /// Upper case where the prefix has an upper-case letter.
    private static func summed(_ bytes: ArraySlice<UInt8>) -> String {
        let mark = bytes.firstIndex(of: UInt8(ascii: "1")).flatMap { first in
            bytes[(first + 1)...].prefix(8).lastIndex(of: UInt8(ascii: "1")) ?? first
        }
        guard let mark else { return String(decoding: bytes, as: UTF8.self) }
        let prefix = String(decoding: bytes[..<mark], as: UTF8.self)
        let text = Bech32.encode(prefix: prefix.lowercased(), Array(bytes[(mark + 1)...]))
        return prefix.contains { $0.isUppercase } ? text.uppercased() : text
    }

    private static func bech32(_ text: String) throws {
        guard let (prefix, bytes) = Bech32.decode(text) else { return }
        try require(Bech32.encode(prefix: prefix, bytes).isSame(as: text.lowercased()), "Bech32 written otherwise: \(text)")
    }

    private static func recipient(_ text: String) throws -> Bool {
        guard let recipient = try? parseRecipient(text) else { return false }
        try require("\(recipient)".isSame(as: text), "a recipient written otherwise: \(text)")
        if let wrapped = try? recipient.wrap(AgeFixtures.fileKey, using: AgeFixtures.bytes(30)) {
            try require(!wrapped.isEmpty, "wrapped without a stanza")
            let header = try Header(sealing: AgeFixtures.fileKey, to: [recipient], random: AgeFixtures.bytes(31))
            try require((try? Header(encoded: header.encoded)) == header, "the recipient's header isn't read back")
        }
        return true
    }

    private static func identity(_ text: String) throws -> Bool {
        guard let identity = try? parseIdentity(text) else { return false }
        let secret = (identity as? X25519Identity)?.secretText ?? (identity as? HybridIdentity)?.secretText
        try require(secret?.isSame(as: text) == true, "a secret key written otherwise")
        try require("\(identity)" == "<redacted>", "a secret key is shown")
        return true
    }

    private static func plugin(_ text: String) throws -> Bool {
        let recipient = try? PluginRecipient(text)
        let identity = try? PluginIdentity(text)
        guard let name = recipient?.name ?? identity?.name else { return false }
        let isSafe = !name.programName.contains { "/\\\0\n ".contains($0) } && name.description.utf8.count <= PluginName.maximumBytes
        try require(isSafe, "the name of a program that leaves its folder: \(name.programName)")
        try require(PluginName(name.description) == name, "a plugin's name is read otherwise again")
        return true
    }

    private static func files(_ text: String) throws -> Bool {
        let lines = keyLines(text)
        let recipients = try? RecipientFile(text).keys
        let identities = try? IdentityFile(text).keys
        let native = try? parseIdentities(file: text)
        for keys in [recipients?.count, identities?.count, native?.count].compactMap({ $0 }) {
            try require(keys == lines.count && keys > 0, "\(keys) keys in \(lines.count) lines")
        }
        try require(native == nil || identities != nil, "keys that one reader takes and the other doesn't")
        return recipients != nil || identities != nil
    }
}
