import Testing

@testable import Age

@Suite struct EncodingTests {
    /// RFC 4648 §10, without padding.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
    ])
    func base64Vector(bytes: String, text: String) {
        #expect(Base64.encode(Array(bytes.utf8)) == Array(text.utf8))
        #expect(Base64.decode(text.utf8) == Array(bytes.utf8))
    }

    @Test(arguments: ["Z", "Zh", "Zm9", "Zm9vYh", "Zg==", "Zg=", "Zm 8", "Zm8\n", "Zm-_", "Zm\u{E5}"])
    func base64IsRefused(text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }

    /// BIP 173, "Test vectors": valid and invalid ones.
    @Test(arguments: [
        "A12UEL5L", "a12uel5l", "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w", "?1ezyfcl",
    ])
    func bech32IsRead(text: String) throws {
        let (prefix, bytes) = try #require(Bech32.decode(text))
        #expect(Bech32.encode(prefix: prefix, bytes) == text.lowercased())
    }

    @Test(arguments: [
        "\u{20}1nwldj5", "\u{7F}1axkwrx", "pzry9x0s0muk", "1pzry9x0s0muk", "x1b4n0q5v", "li1dgmt3", "A1G7SGD8", "10a06t8",
        "1qzzfhee", "a12UEL5L",
    ])
    func bech32IsRefused(text: String) {
        #expect(Bech32.decode(text) == nil)
    }

    /// Right checksums; bits that no byte uses are set, or there are five of them and more.
    @Test(arguments: ["age1qpu0j2ex", "age1qqqqqqqqqjhjdkw"])
    func bech32WithBitsLeftOverIsRefused(text: String) {
        #expect(Bech32.decode("age1qqqqqqqqf34z55")?.bytes == [0, 0, 0, 0, 0])
        #expect(Bech32.decode(text) == nil)
    }

    @Test func bech32RoundTripsAndNoSingleChangeIsLetPass() throws {
        let random = SeededRandom(3)
        for count in 0..<40 {
            let bytes = random.bytes(count)
            let text = Bech32.encode(prefix: "age", bytes)
            #expect(Bech32.decode(text)?.bytes == bytes)
            var characters = Array(text)
            let place = 4 + random.below(characters.count - 4)
            characters[place] = characters[place] == "q" ? "p" : "q"
            #expect(Bech32.decode(String(characters)) == nil)
        }
    }

    @Test func armorRoundTrips() throws {
        let random = SeededRandom(4)
        for count in [0, 1, 47, 48, 49, 95, 96, 97, 1000] {
            let file = random.bytes(count)
            let text = Armor.encode(file)
            #expect(Armor.isArmored(text))
            #expect(try Armor.decode(text) == file)
        }
        #expect(!Armor.isArmored(Array("age-encryption.org/v1\n".utf8)))
    }

    @Test(arguments: [
        "", "\n", "-----BEGIN AGE ENCRYPTED FILE-----",
        "-----BEGIN AGE ENCRYPTED FILE-----\n-----BEGIN AGE ENCRYPTED FILE-----",
    ])
    func armorIsRefused(text: String) {
        #expect(code { () throws(AgeError) in _ = try Armor.decode(Array(text.utf8)) } == "armor-malformed")
    }
}
