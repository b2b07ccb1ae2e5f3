import Foundation
import Testing

@testable import Exchange
@testable import kedja

@Suite("Fields that this version doesn't know are shown") struct UnknownFieldTests {
    private struct Known: Codable, Sendable, Hashable { let id: String }

    private let field = UnknownField(path: "consent.pen", json: "\"blue\u{202e}\"")

    @Test func asALineEachThatCannotMoveTheCursor() {
        #expect([field].lines.count == 3)
        #expect([field].lines.last == #"  consent.pen: "blue?""#)
        #expect([UnknownField]().lines == [])
    }

    @Test func inJSONBesideTheRest() throws {
        let whole = WholeRecords(result: Known(id: "x"), unknownFields: [field])
        let data = try JSONEncoder().encode(whole)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object["id"] as? String == "x")
        #expect((object["unknownFields"] as? [[String: String]])?.first?["path"] == "consent.pen")
        let back = try JSONDecoder().decode(WholeRecords<Known>.self, from: data)
        #expect(back.result == whole.result && back.unknownFields == whole.unknownFields)
    }

    @Test func inJSONNotAtAllWhereThereAreNone() throws {
        let data = try JSONEncoder().encode(WholeRecords(result: Known(id: "x"), unknownFields: []))
        #expect(String(decoding: data, as: UTF8.self) == #"{"id":"x"}"#)
    }
}
