import Testing

@testable import Cedar

@Suite("Evaluation: values")
struct ValueTests {
    @Test func factoriesAndLiteralsMakeTheSameValues() {
        #expect(Value.record(["a": .long(1)]) == ["a": 1])
        #expect(Value.set([.string("a"), .bool(true), .string("a")]) == [true, "a"])
        #expect(Value.datetime(millisecondsSinceEpoch: 5) == .datetime(Datetime(millisecondsSinceEpoch: 5)))
        #expect(Value.duration(milliseconds: 5) == .duration(TimeSpan(milliseconds: 5)))
    }

    @Test func setsOfValuesTellCanonicallyEquivalentTextsApart() {
        #expect(Set<Value>(["\u{e9}", "e\u{301}", "\u{e9}"]).count == 2)
        #expect(Set([EntityUID(type: "A", id: "\u{e9}"), EntityUID(type: "A", id: "e\u{301}")]).count == 2)
        let record = RecordValue([(name: "\u{e9}", value: 1), (name: "e\u{301}", value: 2)])
        #expect(record["\u{e9}"] == 1)
        #expect(record["e\u{301}"] == 2)
        #expect(record.names.count == 2)
    }

    @Test("values of different types differ")
    func typesDiffer() {
        let values: [Value] = [
            true, 1, "1", .entity(Check.alice), [], [:], .decimal(FixedDecimal(tenThousandths: 1)), .datetime(millisecondsSinceEpoch: 1),
            .duration(milliseconds: 1),
        ]
        for (i, left) in values.enumerated() {
            for (j, right) in values.enumerated() { #expect((left == right) == (i == j)) }
        }
        #expect(Set(values).count == values.count)
        #expect(Set(values.map(\.typeName)).count == values.count)
    }

    @Test("every error has a code and says what to do")
    func errors() {
        let errors: [EvaluationError] = [
            .type(expected: "a long", found: "a set"), .overflow("the sum"), .entityDoesNotExist(Check.alice),
            .attributeDoesNotExist(name: "a", of: "the record"), .tagDoesNotExist(name: "t", of: Check.alice), .extensionFunction("no"),
        ]
        #expect(Set(errors.map(\.code)).count == errors.count)
        #expect(errors.map(\.description).allSatisfy { !$0.isEmpty })
        #expect(errors[2].description == "the entity User::\"alice\" isn't known; test with `has` first")
    }
}
