@testable import Age
import FuzzKit

/// A whole file, armored or not: the streams say what the functions in memory say, armor has one text, and what opens is what was sealed.
enum AgeFileProperties {
    static let target = FuzzTarget("age-file", dictionary: "age", replays: 1500, seeds: { seeds }, check)

    private static var seeds: [[UInt8]] {
        let files = AgeFixtures.headers.map { $0.encoded + AgeFixtures.payload }
        return files + files.map(Armor.encode)
    }

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let armor = try? Armor.decode(bytes)
            try armorAgrees(bytes, armor)
            let opened = try? WholeFile.open(bytes, with: AgeFixtures.identities)
            let streamed = try? streamed(bytes)
            // A stream is looked at for armor in its first 4 KiB only.
            let isFarOff = bytes.prefix(4096 - Armor.beginLine.count).allSatisfy(Armor.isWhitespace)
            try require(opened == streamed || isFarOff, "in memory \(opened?.count ?? -1) bytes, as a stream \(streamed?.count ?? -1)")
            if let opened { try require(opened == AgeFixtures.plaintext, "another plaintext than was sealed") }
            return opened != nil || armor != nil
        }
    }

    private static func armorAgrees(_ text: [UInt8], _ whole: [UInt8]?) throws {
        var decoder = ArmorDecoder()
        let pieces: [UInt8]? = try? text.pieces(upTo: 100).flatMap { try decoder.update($0) } + decoder.finish()
        try require(pieces == whole, "armor read in pieces is something else")
        guard let whole else { return }
        let written = Armor.encode(whole)
        try require(try Armor.decode(written) == whole, "what is armored isn't read back")
        let plain = text.filter { $0 != Armor.carriageReturn }
        let trimmed = plain.drop(while: Armor.isWhitespace).reversed().drop(while: Armor.isWhitespace).reversed()
        try require(Array(trimmed) == written.dropLast(), "armor that has another text")
        var encoder = ArmorEncoder()
        let inPieces = whole.pieces(upTo: 100).flatMap { encoder.update($0) } + encoder.finish()
        try require(inPieces == written, "armor written in pieces is something else")
    }

    private static func streamed(_ bytes: [UInt8]) throws -> [UInt8] {
        var file = try SealedFileStream(PiecedBytes(bytes))
        var opener = PayloadOpener(fileKey: try file.header.open(with: AgeFixtures.identities))
        var plaintext: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 100)
        while true {
            let count = try buffer.withUnsafeMutableBytes { memory in
                var span = memory.mutableBytes
                return try file.read(into: &span)
            }
            guard count > 0 else { return try plaintext + opener.finish() }
            plaintext += try opener.update(buffer.prefix(count))
        }
    }
}
