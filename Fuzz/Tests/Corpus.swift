import Foundation
import FuzzKit

/// The inputs that a target begins with.
enum Corpus {
    struct Sample {
        let name: String
        let bytes: [UInt8]
        /// Whether it was made by hand, and is valid; else it's something that the fuzzer found worth keeping.
        let isWhole: Bool
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    static let samples = folder.appending(path: "Samples")
    static let root = folder.deletingLastPathComponent()

    static func samples(of target: FuzzTarget) throws -> [Sample] {
        let made = target.seeds().enumerated().map { Sample(name: "seed \($0)", bytes: $1, isWhole: true) }
        return try made + target.files.flatMap { try files(at: root.appending(path: $0)) } + committed(of: target.name)
    }

    /// Names that begin with `found` are the fuzzer's.
    static func committed(of name: String) throws -> [Sample] {
        let folder = samples.appending(path: name)
        return FileManager.default.fileExists(atPath: folder.path) ? try files(at: folder) : []
    }

    private static func files(at place: URL) throws -> [Sample] {
        guard try place.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true else {
            return [Sample(name: place.lastPathComponent, bytes: Array(try Data(contentsOf: place)), isWhole: true)]
        }
        return try FileManager.default.contentsOfDirectory(atPath: place.path).sorted().map { name in
            let bytes = Array(try Data(contentsOf: place.appending(path: name)))
            return Sample(name: name, bytes: bytes, isWhole: !name.hasPrefix("found"))
        }
    }

    /// The words of a dictionary in libFuzzer's form: one a line, in quotation marks, with `\xAB`, `\"` and `\\`.
    static func words(of target: FuzzTarget) throws -> [[UInt8]] {
        let text = try String(contentsOf: folder.appending(path: "Dictionaries/\(target.dictionary).dict"), encoding: .utf8)
        let words = text.split(separator: "\n").filter { $0.hasPrefix("\"") }.map(word)
        guard !words.isEmpty else { throw CocoaError(.fileReadCorruptFile) }
        return words
    }

    private static func word(_ line: Substring) -> [UInt8] {
        var rest = Array(line.dropFirst().dropLast().utf8)[...]
        var word: [UInt8] = []
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
                word.append(byte)
                continue
            }
            guard next == UInt8(ascii: "x") else {
                word.append(next)
                continue
            }
            word.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return word
    }
}
