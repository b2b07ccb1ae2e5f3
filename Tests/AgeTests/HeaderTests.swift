import Testing

@testable import Age

@Suite struct HeaderTests {
    static let random = SeededRandom(5)
    static let fileKeyBytes = Array(UInt8(0)..<16)

    /// A recipient, its identity and what the stanza's type is.
    static let kinds = ["X25519", "mlkem768x25519", "scrypt"]

    static func pair(_ kind: String) throws -> (any Recipient, any Identity) {
        switch kind {
        case "X25519":
            let identity = try X25519Identity(random: random.bytes)
            return (identity.recipient, identity)
        case "mlkem768x25519":
            let identity = try HybridIdentity(random: random.bytes)
            return (identity.recipient, identity)
        default:
            return (try ScryptRecipient(passphrase: "häst", workFactor: 4), try ScryptIdentity(passphrase: "häst"))
        }
    }

    static func header(_ recipients: [any Recipient]) throws -> Header {
        try Header(sealing: FileKey(bytes: fileKeyBytes), to: recipients, random: random.bytes)
    }

    @Test(arguments: kinds)
    func fileKeyComesBack(kind: String) throws {
        let (recipient, identity) = try Self.pair(kind)
        let encoded = try Self.header([recipient]).encoded
        let (header, length) = try Header.parse(encoded + [1, 2, 3])
        #expect(length == encoded.count)
        #expect(header.encoded == encoded)
        #expect(header.stanzas.map(\.type) == [kind])
        #expect(try header.open(with: [identity]).exposedBytes == Self.fileKeyBytes)
    }

    @Test func anyOfSeveralRecipientsOpens() throws {
        let pairs = try (0..<3).map { _ in try Self.pair("X25519") }
        let header = try Self.header(pairs.map(\.0))
        for (_, identity) in pairs {
            #expect(try header.open(with: [try Self.pair("mlkem768x25519").1, identity]).exposedBytes == Self.fileKeyBytes)
        }
    }

    @Test(arguments: kinds)
    func foreignIdentityDoesNotMatch(kind: String) throws {
        let header = try Self.header([try Self.pair(kind).0])
        let foreign: any Identity = kind == "scrypt" ? try ScryptIdentity(passphrase: "hast") : try Self.pair(kind).1
        #expect(code { () throws(AgeError) in _ = try header.open(with: [foreign]) } == "no-match")
        #expect(code { () throws(AgeError) in _ = try header.open(with: []) } == "no-match")
    }

    @Test func anotherRecipientIsLetInByAFreshHeader() throws {
        let (first, firstIdentity) = try Self.pair("mlkem768x25519")
        let (second, secondIdentity) = try Self.pair("X25519")
        let fileKey = try Self.header([first]).open(with: [firstIdentity])
        let fresh = try Header(sealing: fileKey, to: [second], random: Self.random.bytes)
        #expect(try fresh.open(with: [secondIdentity]).exposedBytes == Self.fileKeyBytes)
        #expect(code { () throws(AgeError) in _ = try fresh.open(with: [firstIdentity]) } == "no-match")
    }

    @Test func strippedStanzaFailsTheMAC() throws {
        let (recipient, identity) = try Self.pair("X25519")
        let encoded = try Self.header([recipient, try Self.pair("X25519").0]).encoded
        let lines = encoded.split(separator: newline)
        let stripped = (Array(lines[..<3]) + [lines[5]]).flatMap { $0 + [newline] }
        let header = try Header(encoded: stripped)
        #expect(code { () throws(AgeError) in _ = try header.open(with: [identity]) } == "header-mac")
    }

    @Test func mixturesAreRefused() throws {
        let (classic, hybrid, passphrase) = (try Self.pair("X25519").0, try Self.pair("mlkem768x25519").0, try Self.pair("scrypt").0)
        for mixture in [[classic, hybrid], [passphrase, classic], [passphrase, passphrase], [hybrid, passphrase]] {
            let error = #expect(throws: AgeError.self) { try Self.header(mixture) }
            #expect(error?.code == "recipients-mixed")
        }
        #expect(throws: AgeError.recipientsMissing) { try Self.header([]) }
    }

    @Test func tooManyRecipientsAreRefused() throws {
        let recipient = try Self.pair("X25519").0
        let most = try Self.header(Array(repeating: recipient, count: HeaderLimits.maximumStanzas))
        #expect(try Header(encoded: most.encoded) == most)
        let error = #expect(throws: AgeError.self) {
            try Self.header(Array(repeating: recipient, count: HeaderLimits.maximumStanzas + 1))
        }
        #expect(error?.code == "header-too-large")
    }

    @Test func parserHoldsItsBounds() throws {
        let grease = "-> grease\n\n"
        let mac = "--- " + String(repeating: "A", count: 43) + "\n"
        let longLine = "-> " + String(repeating: "x", count: HeaderLimits.maximumLineBytes)
        let cases = [
            (String(repeating: grease, count: HeaderLimits.maximumStanzas) + mac, nil),
            (String(repeating: grease, count: HeaderLimits.maximumStanzas + 1) + mac, "header-too-large"),
            (longLine + "\n\n" + mac, "header-too-large"),
            (longLine, "header-too-large"),
            ("-> big\n" + String(repeating: String(repeating: "A", count: 64) + "\n", count: 4100) + "\n" + mac, "header-too-large"),
            (grease, "header-truncated"), (mac, "header-malformed"), (grease + mac.dropLast(), "header-truncated"),
            ("-> scrypt a\n\n" + grease + mac, "header-malformed"),
        ]
        for (text, expected) in cases {
            let bytes = Array(("age-encryption.org/v1\n" + text).utf8)
            #expect(code { () throws(AgeError) in _ = try Header.parse(bytes) } == expected)
        }
    }

    @Test func dataAfterTheHeaderIsRefusedWhereThereMustBeNone() throws {
        let encoded = try Self.header([try Self.pair("X25519").0]).encoded
        #expect(code { () throws(AgeError) in _ = try Header(encoded: encoded + [0]) } == "header-malformed")
    }

    @Test(arguments: [("", []), ("a", [""]), ("a b", []), ("a\n", []), ("å", []), ("a", ["b\u{7F}"])])
    func stanzaIsRefused(type: String, arguments: [String]) {
        #expect(code { () throws(AgeError) in _ = try Stanza(type: type, arguments: arguments, body: []) } == "stanza-malformed")
    }

    /// Whatever single byte of a header is changed: it is refused, or it doesn't open.
    @Test func headerIsNotMalleable() throws {
        let (recipient, identity) = try Self.pair("X25519")
        let encoded = try Self.header([recipient]).encoded
        for index in encoded.indices {
            var changed = encoded
            changed[index] ^= UInt8(1 << Self.random.below(8))
            #expect(throws: AgeError.self) { try Header(encoded: changed).open(with: [identity]) }
        }
    }
}
