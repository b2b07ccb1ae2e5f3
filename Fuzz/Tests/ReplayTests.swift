import Foundation
import FuzzKit
import Testing

/// Plays the fuzzer's properties over its samples, each also cut and changed in many places, always alike and always as often. The fuzzer
/// itself goes further: `scripts/fuzz`.
@Suite struct ReplayTests {
    static let targets = CedarTargets.all + LeafTargets.all + ExchangeTargets.all + WireTargets.all + [WordingProperties.target]
    static let names = targets.map(\.name)

    @Test(arguments: names) func changedSamples(name: String) throws {
        let target = try #require(Self.targets.first { $0.name == name })
        let samples = try Corpus.samples(of: target)
        let words = try Corpus.words(of: target)
        try #require(!samples.isEmpty, "\(name) has no samples")
        var random = SplitMix(state: 4)
        var counts = [0, 0]
        for round in 0..<target.replays {
            let sample = samples[round % samples.count].bytes
            let bytes =
                round < samples.count
                ? sample : random.changed(sample, words: words, other: samples[random.number(below: samples.count)].bytes)
            switch target.check(bytes) {
            case .refused: counts[0] += 1
            case .held: counts[1] += 1
            case .violated(let words): Issue.record("\(name)/\(samples[round % samples.count].name), round \(round): \(words)")
            }
        }
        print("fuzz: \(name): \(target.replays) executions of \(samples.count) samples, \(counts[1]) read, \(counts[0]) refused")
        #expect(counts.reduce(0, +) == target.replays)
        #expect(counts[1] > target.replays / 100, "hardly anything gets through: \(counts)")
    }

    /// What is made by hand gets through to the end of its property, so that the samples are worth something.
    @Test(arguments: names) func samplesAreWhole(name: String) throws {
        let target = try #require(Self.targets.first { $0.name == name })
        let whole = try Corpus.samples(of: target).filter(\.isWhole)
        #expect(!whole.isEmpty, "\(name) has no sample that was made by hand")
        for sample in whole { #expect(target.check(sample.bytes) == .held, "\(name)/\(sample.name)") }
    }

    @Test func cedarsSamplesAreWhole() throws {
        for target in CedarTargets.all {
            for sample in try Corpus.samples(of: target).filter(\.isWhole) {
                #expect(sample.bytes.withUnsafeBytes { Samples.isUsed($0, by: target.name) }, "\(target.name)/\(sample.name)")
            }
        }
    }

    /// What is in the repository stays small, and is somebody's.
    @Test func samplesAreFew() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Corpus.samples.path)
        #expect(Set(folders).subtracting(Self.names) == [], "folders of no target")
        #expect(Set(Self.names).count == Self.names.count)
        let size = try Self.targets.flatMap { try Corpus.committed(of: $0.name) }.reduce(0) { $0 + $1.bytes.count }
        #expect(size < 300 << 10, "\(size) bytes of samples")
    }
}
