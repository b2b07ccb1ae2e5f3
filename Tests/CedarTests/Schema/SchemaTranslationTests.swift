import Foundation
import Testing

@testable import Cedar

@Suite("Schema: both syntaxes, over the corpus", .enabled(if: Corpus.isPresent))
struct SchemaTranslationTests {
    @Test func everySchemaMeansTheSameInBothSyntaxesBothWays() async throws {
        let folder = try Corpus.folder()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "corpus-tests-json-schemas").path).sorted()
        let half = names.count / 2
        async let first = Self.misses(names[..<half], in: folder)
        async let second = Self.misses(names[half...], in: folder)
        let (left, right) = await (first, second)
        #expect(names.count == 5830)
        #expect(left.count + right.count == 5830)
        #expect(left.misses + right.misses == [])
    }

    private static func misses(_ names: ArraySlice<String>, in folder: URL) async -> (count: Int, misses: [String]) {
        var misses: [String] = []
        var count = 0
        for name in names {
            do {
                if let miss = try miss(name, in: folder) { misses.append("\(name): \(miss)") }
                count += 1
            } catch {
                misses.append("\(name): \(error)")
            }
        }
        return (count, misses)
    }

    /// What differs of a schema whose JSON was made by the reference implementation from the text.
    private static func miss(_ name: String, in folder: URL) throws -> String? {
        let json = try Data(contentsOf: folder.appending(path: "corpus-tests-json-schemas/\(name)"))
        let text = try Data(contentsOf: folder.appending(path: "corpus-tests/\(name.dropLast(".json".count))"))
        let fromText = try Check.schema(String(decoding: text, as: UTF8.self))
        let fromJSON = try Schema(json: Array(json))
        if fromText != fromJSON { return "the two files differ" }
        // Text to JSON to text.
        let translated = try Schema(json: Array(fromText.jsonText().utf8))
        if translated != fromText { return "text to JSON" }
        let printed = try translated.cedarText()
        if try Check.schema(printed) != fromText { return "text to JSON to text" }
        if try Check.schema(printed).cedarText() != printed { return "text to text" }
        // JSON to text, JSON to JSON.
        if try Check.schema(fromJSON.cedarText()) != fromJSON { return "JSON to text" }
        if try Schema(json: Array(fromJSON.jsonText().utf8)) != fromJSON { return "JSON to JSON" }
        return nil
    }
}

extension Schema {
    static func == (left: Schema, right: Schema) -> Bool { left.entityTypes == right.entityTypes && left.actions == right.actions }
    static func != (left: Schema, right: Schema) -> Bool { !(left == right) }
}
