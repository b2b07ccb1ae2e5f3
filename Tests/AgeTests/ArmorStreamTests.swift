import Foundation
import Testing

@testable import Age

/// Armor of files that come in pieces.
@Suite struct ArmorStreamTests {
    private let random = SeededRandom(13)

    @Test(arguments: [0, 1, 47, 48, 49, 96, 1000], [1, 3, 47, 48, 64, 65, 997])
    func piecesOfAnySizeGiveTheSame(size: Int, pieceSize: Int) throws {
        let file = random.bytes(size)
        let text = Armor.encode(file)
        var encoder = ArmorEncoder()
        var decoder = ArmorDecoder()
        #expect(Self.pieces(of: file, pieceSize).flatMap { encoder.update($0) } + encoder.finish() == text)
        #expect(try Self.pieces(of: text, pieceSize).flatMap { try decoder.update($0) } + decoder.finish() == file)
    }

    private static func pieces(of bytes: [UInt8], _ size: Int) -> [ArraySlice<UInt8>] {
        stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min(bytes.count, $0 + size)] }
    }

    private static let begin = "-----BEGIN AGE ENCRYPTED FILE-----"
    private static let end = "-----END AGE ENCRYPTED FILE-----"
    private static let full = String(repeating: "A", count: 64)

    @Test(arguments: [
        "\(begin)\n\(end)", " \t\r\n\n\(begin)\r\n\(full)\r\nAAAA\r\n\(end)\r\n \n", "\(begin)\n\(full)\n\(full)\n\(end)\t",
    ])
    func isRead(text: String) throws {
        for pieceSize in [1, 1000] {
            var decoder = ArmorDecoder()
            let bytes = try Self.pieces(of: Array(text.utf8), pieceSize).flatMap { try decoder.update($0) } + decoder.finish()
            #expect(bytes == [UInt8](repeating: 0, count: bytes.count))
        }
    }

    @Test(arguments: [
        "", " \n", begin, "\(begin)\n", "\(begin)\nAAAA\n", "x\(begin)\n\(end)\n", "\(begin) \n\(end)", "\(begin)\n\n\(end)",
        "\(begin)\nAAAA\nAAAA\n\(end)",
        "\(begin)\n\(full)A\n\(end)", "\(begin)\nAAA\n\(end)", "\(begin)\nAAB=\n\(end)", "\(begin)\n\(full.dropLast())=\n\(full)\n\(end)",
        "\(begin)\n\(end)\nx", "\(begin)\n\(end)\n\(begin)", "\(begin)\n AAAA\n\(end)", "\(begin)\nAAAA \n\(end)", "\(begin)\n\(end)-",
        "\(begin)\n" + String(repeating: "A", count: 1000),
    ])
    func isRefused(text: String) {
        for pieceSize in [1, 1000] {
            let refusal = code { () throws(AgeError) in
                var decoder = ArmorDecoder()
                for piece in Self.pieces(of: Array(text.utf8), pieceSize) { _ = try decoder.update(piece) }
                _ = try decoder.finish()
            }
            #expect(refusal == "armor-malformed")
        }
    }
}
