import Testing

@testable import Cedar

/// Where implementers go wrong with facts in JSON. Checked against the reference implementation.
@Suite("Conformance: known pitfalls of facts")
struct FactPitfallTests {
    private static let schema = """
        entity User; entity Photo;
        action view appliesTo {
            principal: User, resource: Photo, context: { from?: ipaddr, price?: decimal, at?: datetime, span?: duration, name?: String }
        };
        """

    private static func context(_ text: String, directed: Bool) throws -> RecordValue {
        let json =
            #"{"principal":{"type":"User","id":"a"},"action":{"type":"Action","id":"view"},"resource":{"type":"Photo","id":"1"},"context":\#(text)}"#
        return try Request(json: Array(json.utf8), schema: directed ? try Check.schema(schema) : nil).context
    }

    @Test("22. the schema says what a bare string is; `offset` may stand in data")
    func pitfall22() throws {
        let text = #"{"from":"10.0.0.1","price":"1.5","at":"2026-01-01","span":"1d","name":"10.0.0.1"}"#
        let directed = try Self.context(text, directed: true)
        #expect(directed["from"] == IPNetwork("10.0.0.1").map(Value.ipaddr))
        #expect(directed["price"] == .decimal(FixedDecimal(tenThousandths: 15_000)))
        #expect(directed["at"] == Datetime("2026-01-01").map { .datetime($0) })
        #expect(directed["span"] == .duration(milliseconds: 86_400_000))
        #expect(directed["name"] == "10.0.0.1")
        #expect(try Self.context(text, directed: false)["from"] == "10.0.0.1")
        let offset =
            #"{"at":{"__extn":{"fn":"offset","args":[{"__extn":{"fn":"datetime","arg":"1970-01-01"}},{"__extn":{"fn":"duration","arg":"-1ms"}}]}}}"#
        for directed in [true, false] {
            #expect(try Self.context(offset, directed: directed)["at"] == .datetime(millisecondsSinceEpoch: -1))
        }
    }

    @Test(
        "23. entities: no circles, no key twice, no floats, no null; the same description twice is accepted",
        arguments: [
            (#"[{"uid":U,"attrs":{},"parents":[V]},{"uid":V,"attrs":{},"parents":[U]}]"#, JSONError.Code.entityCycle),
            (#"[{"uid":U,"attrs":{},"parents":[U]}]"#, .entityCycle),
            (#"[{"uid":U,"attrs":{"a":1,"a":1},"parents":[]}]"#, .malformed), (#"[{"uid":U,"attrs":{"a":1.5},"parents":[]}]"#, .malformed),
            (#"[{"uid":U,"attrs":{"a":1e3},"parents":[]}]"#, .malformed), (#"[{"uid":U,"attrs":{"a":null},"parents":[]}]"#, .unexpected),
            (#"[{"uid":U,"attrs":{"a":1},"parents":[]},{"uid":U,"attrs":{"a":2},"parents":[]}]"#, .entityConflict),
            (#"[{"uid":U,"attrs":{"a":1},"parents":[V]},{"uid":U,"attrs":{"a":1},"parents":[V]}]"#, nil),
        ] as [(String, JSONError.Code?)])
    func pitfall23(_ template: String, _ code: JSONError.Code?) {
        let text = template.replacing("U,", with: #"{"type":"User","id":"u"},"#).replacing("[U]", with: #"[{"type":"User","id":"u"}]"#)
            .replacing("V,", with: #"{"type":"User","id":"v"},"#).replacing("[V]", with: #"[{"type":"User","id":"v"}]"#)
        var found: JSONError.Code?
        do throws(JSONError) { _ = try Entities(json: Array(text.utf8)) } catch { found = error.code }
        #expect(found == code, "\(text)")
    }
}
