import Crypto
import Foundation

/// What a key is for. A key for one use can't be passed where another is wanted.
package protocol KeyUse: Sendable {
    /// Bound into every sealing, so that bytes sealed for one use never open under another.
    static var label: String { get }
}

/// Wraps subject keys and the exchange's own keys; nothing else.
package enum MasterUse: KeyUse { package static let label = "master" }
/// One a participant: wraps file keys, stanzas, identity fields, records and audit texts. Destroying it forgets the person.
package enum SubjectUse: KeyUse { package static let label = "subject" }
/// For what concerns no participant: audit texts of directory changes and the like.
package enum SystemUse: KeyUse { package static let label = "system" }

package typealias MasterKey = SecretKey<MasterUse>
package typealias SubjectKey = SecretKey<SubjectUse>
package typealias SystemKey = SecretKey<SystemUse>

/// A 256-bit key that seals with ChaCha20-Poly1305 (RFC 8439). It can't be printed or encoded by accident.
package struct SecretKey<Use: KeyUse>: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let key: SymmetricKey
    private let name: [UInt8]

    package init(random: RandomSource) { self.init(SymmetricKey(data: random.bytes(32))) }

    /// `nil` unless there are exactly 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.init(SymmetricKey(data: bytes))
    }

    private init(_ key: SymmetricKey) {
        self.key = key
        let tag = HMAC<SHA256>.authenticationCode(for: Data("kedja/key-id/v1/\(Use.label)".utf8), using: key)
        name = Array(tag.prefix(8))
    }

    /// The key itself, for the one who stores or wraps it.
    package var exposedBytes: [UInt8] { key.withUnsafeBytes { Array($0) } }

    /// Eight bytes in hexadecimal that name the key without telling it: the start of HMAC-SHA-256 under the key.
    package var keyID: String { Hexadecimal.text(name) }

    /// What everything begins with that this key seals: the version and the key's id.
    package var sealedPrefix: [UInt8] { [Sealed.version] + name }

    package var description: String { "<redacted>" }
    package var debugDescription: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// The bytes of a nonce.
    static var nonceSize: Int { 12 }

    /// Seals `plaintext` for one place: the same bytes don't open with another `place`.
    package func seal(_ plaintext: [UInt8], for place: String, random: RandomSource) throws(ExchangeError) -> Sealed {
        try seal(plaintext, for: place, nonce: random.bytes(SecretKey.nonceSize))
    }

    /// The same with random bytes that are at hand: `nonceSize` of them, used nowhere else.
    func seal(_ plaintext: [UInt8], for place: String, nonce: [UInt8]) throws(ExchangeError) -> Sealed {
        do {
            let box = try ChaChaPoly.seal(
                plaintext, using: key, nonce: ChaChaPoly.Nonce(data: nonce), authenticating: associatedData(place, Sealed.version))
            var bytes: [UInt8] = []
            bytes.reserveCapacity(1 + name.count + nonce.count + plaintext.count + box.tag.count)
            bytes.append(Sealed.version)
            bytes += name
            bytes += nonce
            box.ciphertext.withUnsafeBytes { bytes += $0 }
            box.tag.withUnsafeBytes { bytes += $0 }
            return Sealed(bytes: bytes)
        } catch {
            throw .sealingFailed
        }
    }

    /// Opens what `seal` made for the same place. Throws `damaged` when a byte was changed or the place is another, and names the key that
    /// sealed it when that is another.
    package func open(_ sealed: Sealed, for place: String) throws(ExchangeError) -> [UInt8] {
        if !sealed.bytes.starts(with: sealedPrefix), let sealer = sealed.keyID {
            throw .damaged(place: place, sealedBy: sealer, given: keyID)
        }
        guard let version = sealed.bytes.first,
            let box = try? ChaChaPoly.SealedBox(combined: sealed.box),
            let plaintext = try? ChaChaPoly.open(box, using: key, authenticating: associatedData(place, version))
        else { throw .damaged(place: place) }
        return Array(plaintext)
    }

    private func associatedData(_ place: String, _ version: UInt8) -> [UInt8] {
        Array("kedja/sealed/v\(version)/\(Use.label)/\(place)".utf8)
    }
}

extension SecretKey<MasterUse> {
    /// Wraps a key of another use.
    package func wrap<Inner>(_ inner: SecretKey<Inner>, named name: String, random: RandomSource) throws(ExchangeError) -> Sealed {
        try seal(inner.exposedBytes, for: "key/\(Inner.label)/\(name)", random: random)
    }

    package func unwrap<Inner>(_ sealed: Sealed, named name: String, as use: Inner.Type) throws(ExchangeError) -> SecretKey<Inner> {
        guard let inner = SecretKey<Inner>(bytes: try open(sealed, for: "key/\(Inner.label)/\(name)")) else {
            throw .damaged(place: "key/\(Inner.label)")
        }
        return inner
    }
}

/// Bytes under a key: version 2 (1 byte), the key's id (8), nonce (12), ciphertext, tag (16).
///
/// The id isn't secret, and a changed one opens nothing: it says which key to look for. Version 1, which data folders from before hold, is the
/// same without the id; it's opened and never written.
package struct Sealed: Hashable, Sendable {
    static let version: UInt8 = 2
    /// The version without an id.
    package static let unnamed: UInt8 = 1

    package let bytes: [UInt8]

    /// Which key sealed it; `nil` when the bytes don't say.
    package var keyID: String? {
        guard bytes.first == Sealed.version, bytes.count >= 9 else { return nil }
        return Hexadecimal.text(Array(bytes[1..<9]))
    }

    /// Nonce, ciphertext and tag.
    fileprivate var box: ArraySlice<UInt8> {
        switch bytes.first {
        case Sealed.version: bytes.dropFirst(9)
        case Sealed.unnamed: bytes.dropFirst()
        default: []
        }
    }

    /// Takes bytes as they lie in storage; whether they open, `SecretKey.open` tells.
    package init(bytes: [UInt8]) { self.bytes = bytes }
}

func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.utf8.count == 1 ? "0" + digits : digits
}
