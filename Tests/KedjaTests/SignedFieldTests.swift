import Foundation
import SignedRecords
import StorageContract
import Testing

@testable import Exchange
@testable import kedja

/// Each field of each kind of record that can be about a person has words. `records/examples` has a record of each kind with all its fields.
@Suite("Signed records in words") struct SignedFieldTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "records/examples")
    /// About officers, organisations and the log.
    private static let aboutNobody = ["kedja-delegation", "kedja-directory", "kedja-review", "kedja-revocations"]
    static let examples = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { name in
        !aboutNobody.contains { name.hasPrefix($0) }
    }.sorted()

    private func fields(_ payload: JSONValue) throws -> SignedFields {
        let dates = DateText(timeZone: try #require(TimeZone(identifier: "UTC")))
        return SignedFields(payload, RegisterReport(try FullRegister.extract(), dates: dates))
    }

    private func payload(_ name: String) throws -> JSONValue {
        try JSONValue(parsing: Array(try Data(contentsOf: Self.folder.appending(path: name))))
    }

    @Test func thereIsAnExampleOfEachKind() throws {
        #expect(Self.examples.count == 20)
        let kinds = try Self.examples.map { try #require(try payload($0)["schema"]?.string?.split(separator: "/").first) }
        #expect(Set(kinds.map(String.init)) == Set(Words.Record.fields.keys))
    }

    @Test(arguments: examples) func eachFieldHasWords(name: String) throws {
        let payload = try payload(name)
        let fields = try fields(payload)
        #expect(fields.unknown == [])
        let told = fields.facts.map { "\($0.name.sv): \($0.value.sv)" }
        for value in ChangedValue.all(of: payload) {
            let others = try self.fields(try #require(value.changes.first)).facts.map { "\($0.name.sv): \($0.value.sv)" }
            #expect(others != told || value.path == "schema", "\(value.path)")
        }
        for table in Words.Record.fields.values { #expect(Set(table.map(\.path)).count == table.count) }
    }

    /// Raw values of the vocabulary, times and ids of organisations stand nowhere.
    @Test func valuesAreInWords() throws {
        let consent = try fields(try payload("kedja-consent-2.json")).facts.map { "\($0.name.sv): \($0.value.sv)" }
        for line in [
            "Svar: ja", "Handlingar: planering, kartläggning", "Sista dagen: 2026-12-31", "Gäller från: 2026-01-01 00:00",
            "Svar från: förvaltare", "Personen själv har hörts: ja", "Hur svaret gavs: på papper",
            "Personuppgiftsansvariga: Arbetsförmedlingen, fk, kommun", "Antecknat av: Arbetsförmedlingen, stina",
        ] { #expect(consent.contains(line), "\(line) isn't in \(consent)") }
        let approval = try fields(try payload("kedja-approval-2.json")).facts.map { "\($0.name.sv): \($0.value.sv)" }
        for line in ["Svar (1): lämnas ut", "Grund (1): samtycke", "Grund (2): grund i katalogen", "Bestämmelse (2): 10 kap. 28 §"] {
            #expect(approval.contains(line), "\(line) isn't in \(approval)")
        }
    }

    @Test(arguments: [
        (#"{"schema":"kedja-later/1","a":true}"#, ["a: true", #"schema: "kedja-later/1""#]),
        (#"{"holders":[{"note":"\u001b[2J","officer":"kvv/kim"}],"schema":"kedja-manifest/1"}"#, [#"holders[0].note: "\u001b[2J""#]),
        (
            #"{"empty":[],"holders":[],"list":[1,[2]],"name":null,"none":{},"schema":"kedja-manifest/1"}"#,
            ["name: null", "empty: []", "list[0]: 1", "list[1]: [2]", "none: {}"]
        ),
        (#"["x"]"#, [#": ["x"]"#]),
    ]) func theRestStandsAsItIs(json: String, unknown: [String]) throws {
        #expect(try fields(try JSONValue(parsing: Array(json.utf8))).unknown == unknown)
    }

    /// A value that no vocabulary has is told as it stands rather than left out.
    @Test func aLaterValueIsToldAsItStands() throws {
        let json = #"{"decision":"later","recordedBy":"?","schema":"kedja-consent/2","validUntil":"soon"}"#
        let facts = try fields(try JSONValue(parsing: Array(json.utf8))).facts.map { "\($0.name.sv): \($0.value.sv)" }
        #expect(facts == ["Svar: later", "Sista dagen: soon", "Antecknat av: ?", "Formatet: kedja-consent/2"])
    }
}
