@testable import Age
import FuzzKit
import Synchronization

/// Keys and files that are made anew in each run, always the same ones: they are nobody's, and no secret lies in the repository.
enum AgeFixtures {
    static let fileKey = fixture { try FileKey(bytes: [UInt8](repeating: 7, count: 16)) }
    static let classic = fixture { try X25519Identity(random: bytes(1)) }
    static let hybrid = fixture { try HybridIdentity(random: bytes(2)) }
    static let passphrase = fixture { try ScryptIdentity(passphrase: "fuzz", maximumWorkFactor: 4) }
    static let identities: [any Identity] = [classic, hybrid, passphrase]

    /// A header for the classic key with a stanza of grease, for the post-quantum key, and for the passphrase.
    static let headers: [Header] = fixture {
        let grease = WrappedKey(stanzas: [try Stanza(type: "grease-1", arguments: ["a", "b!"], body: bytes(3)(100))])
        let mine = try WrappedKey(fileKey, for: classic.recipient, random: bytes(4))
        return [
            try Header(sealing: fileKey, wrapped: [grease, mine]),
            try Header(sealing: fileKey, to: [hybrid.recipient], random: bytes(5)),
            try Header(sealing: fileKey, to: [try ScryptRecipient(passphrase: "fuzz", workFactor: 2)], random: bytes(6)),
        ]
    }

    static let plaintext = Array("En plan ihop.\n")

    /// A sealed payload of a nonce and one chunk.
    static let payload = fixture { try sealed(plaintext) }

    static func sealed(_ plaintext: [UInt8]) throws -> [UInt8] {
        var sealer = try PayloadSealer(fileKey: fileKey, nonce: bytes(8)(16))
        return try sealer.update(plaintext) + sealer.finish()
    }

    /// Always the same bytes, of which no seed gives those of another.
    static func bytes(_ seed: UInt64) -> RandomBytes {
        let state = Mutex(SplitMix(state: seed << 32))
        return { count in state.withLock { $0.bytes(count) } }
    }
}

/// Bytes in memory as a stream that gives a few at a time.
struct PiecedBytes: ByteReading {
    private var rest: ArraySlice<UInt8>
    private var sizes: SplitMix

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
        sizes = SplitMix(state: UInt64(bytes.count))
    }

    mutating func read(into memory: inout MutableRawSpan) throws -> Int {
        let piece = rest.prefix(min(memory.byteCount, 1 + sizes.number(below: 100)))
        memory.withUnsafeMutableBytes { $0.copyBytes(from: piece) }
        rest = rest.dropFirst(piece.count)
        return piece.count
    }
}
