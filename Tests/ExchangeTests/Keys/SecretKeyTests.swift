import Crypto
import Foundation
import Testing

@testable import Exchange

@Suite struct SecretKeyTests {
    private let key = SubjectKey(random: .seeded(1))

    @Test(arguments: [0, 1, 16, 1000]) func opensWhatItSealedForThePlace(_ size: Int) throws {
        let plaintext = [UInt8](repeating: 7, count: size)
        let sealed = try key.seal(plaintext, for: "document/1/key", random: .seeded(2))
        #expect(sealed.bytes.count == size + 37)
        #expect(try key.open(sealed, for: "document/1/key") == plaintext)
    }

    @Test func doesNotOpenForAnotherPlace() throws {
        let sealed = try key.seal([1, 2, 3], for: "document/1/key", random: .seeded(2))
        for place in ["document/2/key", "document/1/name", "", "document/1/key "] {
            #expect(throws: ExchangeError(.damaged, "")) { try key.open(sealed, for: place) }
        }
    }

    @Test func doesNotOpenUnderAnotherKeyOrAnotherUseOfTheSameBytes() throws {
        let sealed = try key.seal([1, 2, 3], for: "x", random: .seeded(2))
        let other = SubjectKey(random: .seeded(3))
        #expect(throws: ExchangeError(.damaged, "")) { try other.open(sealed, for: "x") }
        let system = try #require(SystemKey(bytes: key.exposedBytes))
        #expect(throws: ExchangeError(.damaged, "")) { try system.open(sealed, for: "x") }
    }

    @Test func whatIsSealedNamesItsKey() throws {
        let sealed = try key.seal([1, 2, 3], for: "x", random: .seeded(2))
        #expect(sealed.keyID == key.keyID && sealed.bytes.starts(with: key.sealedPrefix) && sealed.bytes[0] == 2)
        let other = SubjectKey(random: .seeded(3))
        let error = #expect(throws: ExchangeError.self) { try other.open(sealed, for: "x") }
        #expect(error?.sentence.contains(key.keyID) == true && error?.sentence.contains(other.keyID) == true)
        for bytes in [[], [1], [2], [2, 0, 0, 0, 0, 0, 0, 0], [3] + [UInt8](repeating: 0, count: 60)] as [[UInt8]] {
            #expect(Sealed(bytes: bytes).keyID == nil)
            #expect(throws: ExchangeError(.damaged, "")) { try key.open(Sealed(bytes: bytes), for: "x") }
        }
    }

    /// Sealed before the key's id stood in it: made once, kept here.
    @Test func versionOneStillOpens() throws {
        let fixed = try #require(SubjectKey(bytes: [UInt8](repeating: 7, count: 32)))
        let sealed = try fixed.sealUnnamed([1, 2, 3], for: "x", random: .seeded(2))
        #expect(sealed.bytes.count == 32 && sealed.bytes[0] == 1 && sealed.keyID == nil)
        #expect(try fixed.open(sealed, for: "x") == [1, 2, 3])
        let disguised = Sealed(bytes: fixed.sealedPrefix + sealed.bytes.dropFirst())
        #expect(throws: ExchangeError(.damaged, "")) { try fixed.open(disguised, for: "x") }
        let golden = try #require(Hexadecimal.bytes(SecretKeyTests.versionOne))
        #expect(try fixed.open(Sealed(bytes: golden), for: "x") == [1, 2, 3])
    }

    /// Version 1 under the key 07…07 with the nonce 00…0b, for the place "x", as Python's cryptography has it.
    private static let versionOne = "01000102030405060708090a0b2d77f2109049f6e5d0039f88a131877729326e"

    @Test func everyChangedByteIsSeen() throws {
        let sealed = try key.seal([1, 2, 3], for: "x", random: .seeded(2))
        for index in sealed.bytes.indices {
            var bytes = sealed.bytes
            bytes[index] ^= 1
            #expect(throws: ExchangeError(.damaged, "")) { try key.open(Sealed(bytes: bytes), for: "x") }
        }
    }

    @Test func everyCutIsSeen() throws {
        let sealed = try key.seal([1, 2, 3], for: "x", random: .seeded(2))
        for count in 0..<sealed.bytes.count {
            #expect(throws: ExchangeError(.damaged, "")) { try key.open(Sealed(bytes: Array(sealed.bytes.prefix(count))), for: "x") }
        }
        #expect(throws: ExchangeError(.damaged, "")) { try key.open(Sealed(bytes: sealed.bytes + [0]), for: "x") }
    }

    @Test func aWrappedKeyOpensUnderItsNameAndUseAlone() throws {
        let master = MasterKey(random: .seeded(4))
        let wrapped = try master.wrap(key, named: "par_1", random: .seeded(5))
        #expect(try master.unwrap(wrapped, named: "par_1", as: SubjectUse.self).exposedBytes == key.exposedBytes)
        #expect(throws: ExchangeError(.damaged, "")) { try master.unwrap(wrapped, named: "par_2", as: SubjectUse.self) }
        #expect(throws: ExchangeError(.damaged, "")) { try master.unwrap(wrapped, named: "par_1", as: SystemUse.self) }
    }

    @Test func aKeyHasThirtyTwoBytes() {
        #expect(SubjectKey(bytes: []) == nil)
        #expect(SubjectKey(bytes: [UInt8](repeating: 0, count: 31)) == nil)
        #expect(SubjectKey(bytes: [UInt8](repeating: 0, count: 33)) == nil)
        #expect(SubjectKey(bytes: [UInt8](repeating: 0, count: 32)) != nil)
    }

    @Test func theKeyIDNamesTheKeyAndTheUse() {
        #expect(key.keyID.utf8.count == 16)
        #expect(key.keyID == SubjectKey(bytes: key.exposedBytes)?.keyID)
        #expect(key.keyID != SystemKey(bytes: key.exposedBytes)?.keyID)
        #expect(key.keyID != SubjectKey(random: .seeded(9)).keyID)
        #expect(!Hexadecimal.text(key.exposedBytes).contains(key.keyID))
    }

    @Test func isNeverPrintedOrEncoded() throws {
        let key = try #require(SubjectKey(bytes: [UInt8](repeating: 0xab, count: 32)))
        var dumped = ""
        dump(key, to: &dumped)
        dump(["key": key], to: &dumped)
        for text in ["\(key)", String(reflecting: key), "\([key])", "\(Optional(key) as Any)", dumped] {
            #expect(text.contains("<redacted>"))
            #expect(!text.lowercased().contains("abab") && !text.contains("171"))
        }
        #expect(!((key as Any) is any Encodable))
    }
}

@Suite struct ExchangeKeysTests {
    @Test func openUnderTheirMasterKeyAlone() throws {
        let (master, random) = (MasterKey(random: .seeded(1)), RandomSource.seeded(2))
        let stored = try StoredKeys.create(master: master, logOrigin: "kedja.example/log", random: random)
        let keys = try stored.open(with: master)
        #expect(keys.logVerifierKey.hasPrefix("kedja.example/log+"))
        #expect(keys.logVerifierKey == (try stored.open(with: master).logVerifierKey))
        let error = #expect(throws: ExchangeError.self) { _ = try stored.open(with: MasterKey(random: .seeded(3))) }
        #expect(error?.code == .wrongMasterKey)
        #expect(error?.sentence.contains(master.keyID) == true)
    }

    @Test func keysThatWereChangedDoNotOpen() throws {
        let master = MasterKey(random: .seeded(1))
        let stored = try StoredKeys.create(master: master, logOrigin: "kedja.example/log", random: .seeded(2))
        let swapped = StoredKeys(
            masterKeyID: stored.masterKeyID, logOrigin: stored.logOrigin, system: stored.system, index: stored.logSigner,
            identity: stored.identity, logSigner: stored.index)
        #expect(throws: ExchangeError(.damaged, "")) { _ = try swapped.open(with: master) }
    }

    @Test func theBlindIndexFollowsNumberAndKey() throws {
        let now = Timestamp(milliseconds: 1_795_420_800_000)
        let (one, other) = (IndexKey(bytes: [UInt8](repeating: 1, count: 32)), IndexKey(bytes: [UInt8](repeating: 2, count: 32)))
        let number = try IdentityNumber("880320-0016", now: now)
        #expect(one.blindIndex(number) == one.blindIndex(try IdentityNumber("198803200016", now: now)))
        #expect(one.blindIndex(number) != other.blindIndex(number))
        #expect(one.blindIndex(number) != one.blindIndex(try IdentityNumber("701063-2391", now: now)))
        #expect(one.blindIndex(number).count == 32)
    }
}

extension SecretKey {
    /// Seals as version 1 did.
    func sealUnnamed(_ plaintext: [UInt8], for place: String, random: RandomSource) throws -> Sealed {
        let nonce = try ChaChaPoly.Nonce(data: random.bytes(12))
        let box = try ChaChaPoly.seal(
            plaintext, using: SymmetricKey(data: exposedBytes), nonce: nonce,
            authenticating: Data("kedja/sealed/v1/\(Use.label)/\(place)".utf8))
        return Sealed(bytes: [1] + box.combined)
    }
}
