import Foundation
import Testing

@testable import Cedar

@Suite("Partial evaluation: what is left of a policy says what the policy says")
struct PartialPropertyTests {
    @Test(
        "random policies and facts, whatever is unknown of them", arguments: [false, true])
    func everyChoiceOfWhatIsUnknown(typed: Bool) throws {
        var comparisons = Comparisons()
        for seed in 0..<60 as Range<UInt64> {
            let item = try RandomCase(seed: seed &* 7919, typed: typed)
            for mask in Mask.all {
                try comparisons.compare(item.policies, item.request, item.entities, mask, "seed \(seed)")
            }
        }
        #expect(comparisons.policies == 60 * 256 * 4)
        #expect(comparisons.residuals > 15_000)
        #expect(comparisons.misses.prefix(5) == [])
    }

    @Test("the corpus, whatever is unknown of its requests", .enabled(if: Corpus.isPresent))
    func corpus() async throws {
        let folder = try Corpus.folder()
        let names = try Corpus.names(in: folder)
        var comparisons = Comparisons()
        var requests = 0
        for (number, name) in names.enumerated() {
            let item = try CorpusCase(name: name, in: folder)
            let described = Array(item.entities.all)
            for (row, json) in (item.json["requests"]?.array ?? []).enumerated() {
                let request = try Request(json: json, schema: item.schema)
                requests += 1
                for mask in Self.masks(number + row) { try comparisons.compare(item.policies, request, described, mask, name) }
            }
        }
        #expect(requests == 47003)
        #expect(comparisons.policies > 90_000)
        #expect(comparisons.misses.prefix(5) == [])
        print("partial: \(comparisons.policies) policies of \(requests) requests compared, \(comparisons.residuals) residuals")
    }

    /// The resource known and not, each with another choice of the rest; all choices come about over the cases.
    private static func masks(_ number: Int) -> [Mask] {
        [Mask(rawValue: (number &* 37) & 253), Mask(rawValue: (number &* 91) & 255 | 2)]
    }
}
