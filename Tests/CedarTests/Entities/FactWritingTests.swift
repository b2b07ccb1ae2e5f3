import Foundation
import Testing

@testable import Cedar

@Suite("Entities and requests: writing JSON")
struct FactWritingTests {
    private static func extensionValue(_ function: ExtensionFunction, _ text: String) throws -> Value {
        try #require(function.literal(text))
    }

    @Test(
        "values are written with explicit escapes and read back",
        arguments: [
            (true, "true"), (-9_223_372_036_854_775_808, "-9223372036854775808"), ("a\"\n\u{1}å😀", #""a\"\n\u0001å😀""#),
            (.entity(EntityUID(type: "A::B", id: "c")), #"{"__entity":{"type":"A::B","id":"c"}}"#),
            ([3, 1, 2, 1, "a"], #"["a",1,2,3]"#), ([:], "{}"), ([], "[]"),
            (["b": 1, "a": ["type": "A", "id": "b"]], #"{"a":{"id":"b","type":"A"},"b":1}"#),
            (.datetime(millisecondsSinceEpoch: 0), #"{"__extn":{"fn":"datetime","arg":"1970-01-01T00:00:00.000Z"}}"#),
            (.duration(milliseconds: 0), #"{"__extn":{"fn":"duration","arg":"0ms"}}"#),
            (
                .datetime(millisecondsSinceEpoch: .max),
                #"{"__extn":{"fn":"offset","args":[{"__extn":{"fn":"datetime","arg":"1970-01-01"}},"#
                    + #"{"__extn":{"fn":"duration","arg":"106751991167d7h12m55s807ms"}}]}}"#
            ),
        ] as [(Value, String)])
    func values(_ value: Value, _ text: String) throws {
        #expect(try value.json().text() == text)
        #expect(try Value(json: JSON.parse(Array(text.utf8))) == value)
    }

    @Test(
        "texts of extension values are read back, and canonical ones come out as they were",
        arguments: [
            (.ip, "10.0.0.1", "10.0.0.1"), (.ip, "10.0.0.1/8", "10.0.0.1/8"), (.ip, "10.0.0.1/32", "10.0.0.1"),
            (.ip, "0.0.0.0/0", "0.0.0.0/0"),
            (.ip, "::", "::"), (.ip, "::1", "::1"), (.ip, "1::", "1::"), (.ip, "1:0:0:2:0:0:0:3", "1:0:0:2::3"),
            (.ip, "0:1:2:3:4:5:6:7", "0:1:2:3:4:5:6:7"),
            (.ip, "ABCD:ef01:0:4:5:6:7:8/64", "abcd:ef01:0:4:5:6:7:8/64"), (.ip, "::1/128", "::1"),
            (.decimal, "-0.5", "-0.5000"), (.decimal, "12.3456", "12.3456"), (.decimal, "-922337203685477.5808", "-922337203685477.5808"),
            (.duration, "-9223372036854775808ms", "-106751991167d7h12m55s808ms"), (.duration, "90m", "1h30m"),
            (.duration, "1d1ms", "1d1ms"),
            (.datetime, "2024-02-29", "2024-02-29T00:00:00.000Z"), (.datetime, "0000-01-01", "0000-01-01T00:00:00.000Z"),
            (.datetime, "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
            (.datetime, "1969-12-31T23:59:59.001Z", "1969-12-31T23:59:59.001Z"),
            (.datetime, "1900-03-01T00:00:00+0100", "1900-02-28T23:00:00.000Z"),
        ] as [(ExtensionFunction, String, String)])
    func extensionTexts(_ function: ExtensionFunction, _ text: String, _ canonical: String) throws {
        let value = try Self.extensionValue(function, text)
        #expect(try value.json()["__extn"]?["arg"]?.string == canonical)
        #expect(try Value(json: value.json()) == value)
    }

    @Test func everyDayOfFourCenturiesHasItsText() throws {
        for day in stride(from: Int64(-146_097), to: 146_097, by: 1) {
            let moment = Datetime(millisecondsSinceEpoch: day * Datetime.millisecondsPerDay + 1)
            #expect(Datetime(try #require(moment.text)) == moment)
        }
        #expect(Datetime(millisecondsSinceEpoch: 253_402_300_800_000).text == nil)
        #expect(Datetime(millisecondsSinceEpoch: -62_167_219_200_001).text == nil)
    }

    @Test(arguments: ["__entity", "__extn", "__expr"])
    func recordsThatLookLikeEscapesAreNotWritten(_ name: String) throws {
        let uid = EntityUID(type: "A", id: "a")
        let refused = #expect(throws: JSONError.self) { try Value.record(["x": .record([name: 1])]).json() }
        #expect(refused == JSONError(.reservedKey, "a record with the attribute `\(name)` can't be written as JSON", at: ".x"))
        // An entity's attributes themselves are never taken for an escape.
        let entities = try Entities([Entity(uid: uid, attributes: [name: 1], tags: [name: 2])])
        let read = try Entities(json: Array(entities.jsonText().utf8))
        #expect(read[uid] == entities[uid])
        #expect(throws: JSONError.self) { try Check.request([name: 1]).jsonText() }
    }

    @Test func entitiesAreSortedByName() throws {
        let names = ["B::b", "A::b", "A::a"].map { $0.split(separator: ":").map(String.init) }.map { EntityUID(type: $0[0], id: $0[1]) }
        let entities = try Entities(names.map { Entity(uid: $0, attributes: [:], parents: $0.type == "A" ? [names[0]] : []) })
        #expect(
            try entities.jsonText() == """
                [{"uid":{"type":"A","id":"a"},"attrs":{},"parents":[{"type":"B","id":"b"}]},\
                {"uid":{"type":"A","id":"b"},"attrs":{},"parents":[{"type":"B","id":"b"}]},\
                {"uid":{"type":"B","id":"b"},"attrs":{},"parents":[]}]
                """)
        #expect(try entities.jsonText(isPretty: true).hasPrefix("[\n  {\n    \"uid\": {\n"))
    }

    @Test func requestsAreReadBack() throws {
        let request = Check.request(["at": .datetime(millisecondsSinceEpoch: 5), "who": .entity(Check.alice)])
        let read = try Request(json: Array(request.jsonText().utf8))
        #expect(read.principal == request.principal && read.action == request.action && read.resource == request.resource)
        #expect(read.context == request.context)
    }

    @Test(.enabled(if: Corpus.isPresent)) func theCorpusEntitiesAreReadBack() throws {
        let folder = try Corpus.folder()
        let names = try Corpus.names(in: folder)
        var count = 0
        for number in stride(from: 0, to: names.count, by: 5) {
            let item = try CorpusCase(name: names[number], in: folder)
            let read = try Entities(json: Array(item.entities.jsonText().utf8), schema: item.schema)
            let isSame = read.all.count == item.entities.all.count && read.all.allSatisfy { $0 == item.entities[$0.uid] }
            #expect(isSame, "\(names[number])")
            count += read.all.count
        }
        #expect(count == 7814)
    }
}
