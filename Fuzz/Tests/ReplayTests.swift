import Foundation
import Testing

/// Plays the fuzzer's properties over its samples, each also cut and changed in many places, always alike. The fuzzer itself goes
/// further: `scripts/fuzz`.
@Suite struct ReplayTests {
    static let samples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Samples")
    static let properties: [String: @Sendable (UnsafeRawBufferPointer) -> String?] = [
        "policies": PolicyProperties.check, "schema": SchemaProperties.check, "facts": FactProperties.check,
        "validate": ValidationProperties.check, "decide": DecisionProperties.check,
    ]

    @Test(arguments: ["policies", "schema", "facts", "validate", "decide"]) func changedSamples(target: String) throws {
        let property = try #require(Self.properties[target])
        let folder = Self.samples.appending(path: target)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(!names.isEmpty)
        var random = SplitMix(state: 4)
        for name in names {
            let sample = Array(try Data(contentsOf: folder.appending(path: name)))
            for round in 0..<1000 {
                let changed = round == 0 ? sample : random.changed(sample)
                let complaint = changed.withUnsafeBytes(property)
                #expect(complaint == nil, "\(target)/\(name), round \(round): \(complaint ?? "")")
            }
        }
    }

    /// The samples are worth something: unchanged, they get through to the end of their property.
    @Test func samplesAreWhole() throws {
        for (target, property) in Self.properties {
            let folder = Self.samples.appending(path: target)
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
                let sample = Array(try Data(contentsOf: folder.appending(path: name)))
                #expect(sample.withUnsafeBytes(property) == nil)
                #expect(sample.withUnsafeBytes { Samples.isUsed($0, by: target) }, "\(target)/\(name)")
            }
        }
    }
}

/// A generator that is the same everywhere (Steele, Lea and Flood, "Fast splittable pseudorandom number generators").
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func number(below bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// The bytes with one to three changes: a byte turned, a stretch left out, repeated or moved.
    mutating func changed(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for _ in 0...number(below: 3) where !result.isEmpty {
            let lower = number(below: result.count)
            let upper = min(result.count, lower + 1 + number(below: 24))
            switch number(below: 4) {
            case 0: result[lower] = UInt8(truncatingIfNeeded: next())
            case 1: result.removeSubrange(lower..<upper)
            case 2: result.insert(contentsOf: Array(result[lower..<upper]), at: number(below: result.count))
            default: result.replaceSubrange(lower..<upper, with: "!(\"{[".utf8)
            }
        }
        return result
    }
}
