@testable import Age
import FuzzKit

/// A header at the start of any bytes: it's written as it was read, found in pieces as in whole, and opens only as it was made.
enum AgeHeaderProperties {
    static let target = FuzzTarget(
        "age-header", dictionary: "age", replays: 1500, seeds: { AgeFixtures.headers.map { $0.encoded + AgeFixtures.payload } }, check)

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let read = try? Header.parse(bytes)
            try inPieces(bytes, read)
            guard let (header, length) = read else { return false }
            try require(header.encoded == Array(bytes.prefix(length)), "the header is written otherwise")
            try require(length <= HeaderLimits.maximumBytes && header.stanzas.count <= HeaderLimits.maximumStanzas, "too large")
            for identity in AgeFixtures.identities {
                guard let opened = try? header.open(with: [identity]) else { continue }
                try require(opened.exposedBytes == AgeFixtures.fileKey.exposedBytes, "another file key")
                // The post-quantum one is made with the library's own randomness, otherwise in each process.
                let isAsMade = AgeFixtures.headers.contains(header) || identity is HybridIdentity
                try require(isAsMade, "a header that nobody made opens")
            }
            return true
        }
    }

    private static func inPieces(_ bytes: [UInt8], _ read: (header: Header, length: Int)?) throws {
        var reader = HeaderReader()
        for piece in bytes.pieces(upTo: 90) {
            guard let progress = try? reader.feed(piece) else {
                return try require(read == nil, "refused in pieces, read in whole")
            }
            guard case .complete(let header, let rest) = progress else { continue }
            guard let read else { throw Violation("read in pieces, refused in whole") }
            try require(header == read.header, "another header in pieces")
            let expected = bytes[read.length..<piece.endIndex]
            return try require(rest.elementsEqual(expected), "the rest in pieces is \(rest.count) bytes, not \(expected.count)")
        }
        try require(read == nil, "not found in pieces, read in whole")
    }
}
