import Foundation
import Testing

@testable import Cedar

@Suite("Formats: the corpus's policies", .enabled(if: Corpus.isPresent))
struct CorpusFormatTests {
    @Test func everyPolicyKeepsItsMeaningInEveryFormat() async throws {
        let folder = try Corpus.folder()
        let names = try Corpus.names(in: folder)
        let half = names.count / 2
        async let first = Self.tally(names[..<half], in: folder)
        async let second = Self.tally(names[half...], in: folder)
        let tally = await first + second
        #expect(tally.cases == 5887)
        #expect(tally.policies == 5894)
        #expect(tally.misses == [])
    }

    private static func tally(_ names: ArraySlice<String>, in folder: URL) async -> FormatTally {
        var tally = FormatTally()
        for name in names { tally.add(name, in: folder) }
        return tally
    }
}

private struct FormatTally: Sendable {
    var cases = 0
    var policies = 0
    var misses: [String] = []

    static func + (left: FormatTally, right: FormatTally) -> FormatTally {
        FormatTally(cases: left.cases + right.cases, policies: left.policies + right.policies, misses: left.misses + right.misses)
    }

    mutating func add(_ name: String, in folder: URL) {
        do {
            let path = name.hasSuffix(".json") ? name : "corpus-tests/\(name).json"
            let json = try JSON.parse(Array(try Data(contentsOf: folder.appending(path: path))))
            let text = String(decoding: try Data(contentsOf: folder.appending(path: json["policies"]?.string ?? "")), as: UTF8.self)
            cases += 1
            try check(text, name)
        } catch {
            misses.append("\(name): \(error)")
        }
    }

    private mutating func check(_ text: String, _ name: String) throws {
        let set = try Check.policies(text)
        policies += set.all.count
        let printed = try Check.policies(set.all.map(\.cedarText).joined(separator: "\n")).all
        if !Self.agree(set.all, printed, { $0.says($1) }) { misses.append("\(name): printed") }
        let read = try PolicySet(json: Array(try set.json().utf8))
        if !Self.agree(set.all, read.all, { $0.id == $1.id && $0.saysAsJSON($1) }) { misses.append("\(name): JSON") }
        misses += try Check.faultsOfFormatting(text).prefix(1).map { "\(name): \($0)" }
    }

    private static func agree(_ left: [Policy], _ right: [Policy], _ same: (Policy, Policy) -> Bool) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { same($0, $1) }
    }
}
