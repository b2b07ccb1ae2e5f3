import Crypto
import Foundation
import Testing
import TransparencyLog

@testable import Exchange

@Suite struct CommitmentTests {
    private let text = Array(#"{"action":"readCase"}"#.utf8)
    private let salt = [UInt8](repeating: 0x5a, count: 32)
    private let time = Timestamp(milliseconds: 0x0102_0304_0506)

    private var leaf: [UInt8] { Commitment(to: text, salt: salt, at: time).leaf }

    @Test func aLeafIsVersionTimeAndHash() {
        let prefix: [UInt8] = [1, 0, 0, 1, 2, 3, 4, 5, 6]
        #expect(leaf.count == 41)
        #expect(Array(leaf.prefix(9)) == prefix)
        #expect(Array(leaf.dropFirst(9)) == Array(SHA256.hash(data: Data(prefix + salt + text))))
        #expect(Commitment(to: text, salt: salt, at: time).hash == LogHash.leaf(leaf))
    }

    @Test func anOpeningOpensItsLeaf() {
        #expect(Opening(salt: salt, text: text).opens(leaf))
    }

    @Test func anotherTextOrSaltDoesNotOpenIt() {
        #expect(!Opening(salt: salt, text: text + [0x20]).opens(leaf))
        #expect(!Opening(salt: salt, text: []).opens(leaf))
        #expect(!Opening(salt: [UInt8](repeating: 0x5b, count: 32), text: text).opens(leaf))
        // Bytes moved from the text to the salt would hash alike, were the salt's length not fixed.
        #expect(!Opening(salt: salt + [text[0]], text: Array(text.dropFirst())).opens(leaf))
        #expect(!Opening(salt: Array(salt.dropLast()), text: [0x5a] + text).opens(leaf))
    }

    @Test func aChangedLeafIsNotOpened() {
        let opening = Opening(salt: salt, text: text)
        for index in leaf.indices {
            var bytes = leaf
            bytes[index] ^= 1
            #expect(!opening.opens(bytes))
        }
        #expect(!opening.opens([]))
        #expect(!opening.opens(Array(leaf.dropLast())))
        #expect(!opening.opens(leaf + [0]))
    }

    @Test func saltThatIsNotBase64OpensNothing() throws {
        let json = Data(#"{"salt":"*","text":""}"#.utf8)
        #expect(!(try JSONDecoder().decode(Opening.self, from: json)).opens(leaf))
    }

    @Test func timesBefore1970CommitToo() {
        let early = Commitment(to: text, salt: salt, at: Timestamp(milliseconds: -1)).leaf
        #expect(Array(early[1..<9]) == [UInt8](repeating: 0xff, count: 8))
        #expect(Opening(salt: salt, text: text).opens(early))
    }
}
