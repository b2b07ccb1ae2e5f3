import Foundation
import Testing

@testable import Age

/// Key files as age's own tools write them.
@Suite struct KeyFileTests {
    static let pluginIdentity = Bech32.encode(prefix: "age-plugin-test-", [1, 2, 3]).uppercased()
    static let pluginRecipient = Bech32.encode(prefix: "age1test", [1, 2, 3])
    private let random = SeededRandom(12)

    @Test func identityFileHoldsKeysOfAllKinds() throws {
        let file = try IdentityFile("# made today\n\(KeyTests.x25519Secret)\r\n\n\(Self.pluginIdentity)\n\(KeyTests.hybridSecret)")
        let kinds = file.keys.map { key in
            switch key {
            case .native(let identity): String(describing: type(of: identity))
            case .plugin(let identity): identity.name.description
            }
        }
        #expect(kinds == ["X25519Identity", "test", "HybridIdentity"])
        #expect(code { () throws(AgeError) in _ = try parseIdentities(file: Self.pluginIdentity) } == "identity-malformed")
    }

    @Test func recipientFileHoldsKeysOfAllKinds() throws {
        let text = "# colleagues\r\n\n\(KeyTests.x25519Public)\n\(TagTests.classic)\n\(Self.pluginRecipient)\n"
        let kinds = try RecipientFile(text).keys.map { key in
            switch key {
            case .native(let recipient): String(describing: type(of: recipient))
            case .plugin(let recipient): recipient.description
            }
        }
        #expect(kinds == ["X25519Recipient", "TagRecipient", Self.pluginRecipient])
    }

    @Test func publicHalfIsKnownFromTheSecretOne() throws {
        let file = try IdentityFile("\(KeyTests.x25519Secret)\n\(KeyTests.hybridSecret)")
        let halves = file.keys.map { key in
            guard case .native(let pair) = key else { return "" }
            return pair.recipient.description
        }
        #expect(halves == [KeyTests.x25519Public, try HybridIdentity(KeyTests.hybridSecret).recipient.description])
    }

    /// What somebody with a key of SSH needs to be told, in each place where one may stand.
    @Test func keysOfSSHAreNamed() {
        let places: [() throws -> Void] = [
            { _ = try RecipientFile.Key("ssh-ed25519 AAAA") }, { _ = try RecipientFile("# a\nssh-rsa AAAA") },
            { _ = try IdentityFile("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n") },
        ]
        for place in places {
            let error = #expect(throws: AgeError.self) { try place() }
            #expect(error?.description.contains("SSH, which isn't supported") == true || error?.description.contains("SSH aren't") == true)
        }
    }

    @Test(arguments: [
        "", "#\n", KeyTests.x25519Public + " ", "\n" + KeyTests.x25519Secret, "ssh-ed25519 AAAA",
        String(repeating: "\n", count: 1 << 20 + 1),
    ])
    func recipientFileIsRefusedWithoutItsText(text: String) {
        let error = #expect(throws: AgeError.self) { try RecipientFile(text) }
        #expect(error?.code == "recipient-malformed")
        #expect(error?.description.contains("AGE-SECRET") == false)
    }

    @Test(arguments: [
        "AGE-PLUGIN-1", "age-plugin-test-1", KeyTests.x25519Secret, pluginIdentity.lowercased(), pluginIdentity + "Q",
        Bech32.encode(prefix: "age-plugin-", [1]).uppercased(), Bech32.encode(prefix: "age-plugin-test", [1]).uppercased(),
        Bech32.encode(prefix: "age-plugin-a/b-", [1]).uppercased(),
        Bech32.encode(prefix: "age-plugin-" + String(repeating: "a", count: 65) + "-", [1]).uppercased(),
    ])
    func pluginIdentityIsRefused(text: String) {
        #expect(code { () throws(AgeError) in _ = try PluginIdentity(text) } == "identity-malformed")
    }

    @Test(arguments: [
        "age1", "AGE1TEST1", pluginRecipient.uppercased(), pluginRecipient + "q", KeyTests.x25519Public,
        Bech32.encode(prefix: "age1../../bin/sh", [1]), Bech32.encode(prefix: "age1a:b", [1]), Bech32.encode(prefix: "agetest", [1]),
    ])
    func pluginRecipientIsRefused(text: String) {
        #expect(code { () throws(AgeError) in _ = try PluginRecipient(text) } == "recipient-malformed")
    }

    /// C2SP age-plugin.md, "Mapping recipients and identities to plugin binaries".
    @Test func pluginNameIsAFileName() {
        #expect(PluginName("YubiKey")?.programName == "age-plugin-yubikey")
        for name in ["a", "a-b_c.d+e", "..", "0"] { #expect(PluginName(name)?.description == name) }
        for name in ["", "/", "a/b", "../a", "a b", "a\0", "å", "a:b", String(repeating: "a", count: 65)] {
            #expect(PluginName(name) == nil)
        }
    }

    @Test func pluginIdentityPrintsAsRedacted() throws {
        let identity = try PluginIdentity(Self.pluginIdentity)
        #expect(String(describing: identity) == "<redacted>")
        #expect(String(reflecting: identity) == "<redacted>")
        #expect(identity.exposedText == Self.pluginIdentity)
    }

    @Test(arguments: [false, true])
    func sealedIdentityFileIsOpened(isArmored: Bool) throws {
        let recipient = try ScryptRecipient(passphrase: "häst", workFactor: 4)
        let sealed = try WholeFile.seal(Array("# x\n\(KeyTests.x25519Secret)\n".utf8), to: [recipient], random: random.bytes)
        let file = isArmored ? Armor.encode(sealed) : sealed
        #expect(IdentityFile.isSealed(file))
        #expect(!IdentityFile.isSealed(Array(KeyTests.x25519Secret.utf8)))
        #expect(try IdentityFile(sealed: file, passphrase: "häst").keys.count == 1)
        #expect(code { () throws(AgeError) in _ = try IdentityFile(sealed: file, passphrase: "hast") } == "no-match")
        #expect(code { () throws(AgeError) in _ = try IdentityFile(sealed: file.dropLast(40), passphrase: "häst") } != nil)
    }

    @Test func sealedIdentityFileThatHoldsNoKeysIsRefused() throws {
        let recipient = try ScryptRecipient(passphrase: "a", workFactor: 4)
        for content in [Array("rubbish".utf8), [0xFF, 0xFE], [], [UInt8](repeating: newline, count: 1 << 20 + 1)] {
            let file = try WholeFile.seal(content, to: [recipient], random: random.bytes)
            #expect(code { () throws(AgeError) in _ = try IdentityFile(sealed: file, passphrase: "a") } == "identity-malformed")
        }
        let huge = [UInt8](repeating: 0, count: 2 << 20 + 1)
        #expect(code { () throws(AgeError) in _ = try IdentityFile(sealed: huge, passphrase: "a") } == "identity-malformed")
    }
}
