import SignedRecords
import Testing

@testable import Exchange

@Suite struct WithdrawalRecordTests {
    private static let consent = "cons_00000000000000000000000000"

    private static func text(_ schema: String, _ lists: String = "") -> String {
        #"{\#(lists)"consent":"\#(consent)","how":"oral","recordedAt":"2026-01-01T00:00:00.000Z","recordedBy":"af/stina","schema":"\#(schema)"}"#
    }

    /// Signed before there was a second version.
    static let first = Array(text("kedja-withdrawal/1").utf8)

    private func read(_ text: String) throws -> WithdrawalRecord { try CanonicalJSON.decode(WithdrawalRecord.self, from: Array(text.utf8)) }

    @Test(arguments: ["kedja-withdrawal/1", "kedja-withdrawal/2"])
    func withoutListsItIsOfTheWholeInEitherVersion(_ schema: String) throws {
        let record = try read(Self.text(schema))
        try record.validate()
        #expect(record.isOfTheWhole)
        #expect(String(decoding: try CanonicalJSON.encode(record), as: UTF8.self) == Self.text(schema))
    }

    @Test(arguments: [#""from":["fk"],"#, #""to":["af","vagen"],"#, #""categories":["ekonomi"],"#, #""purposes":["planering"],"#])
    func aListIsOfAPart(_ list: String) throws {
        let record = try read(Self.text(WithdrawalRecord.schema, list))
        try record.validate()
        #expect(!record.isOfTheWhole)
        #expect(try CanonicalJSON.decode(WithdrawalRecord.self, from: try CanonicalJSON.encode(record)) == record)
        #expect(throws: ExchangeError(.invalidConsent, "")) { try read(Self.text("kedja-withdrawal/1", list)).validate() }
    }

    @Test(arguments: [
        #""from":[],"#, #""to":[],"#, #""categories":[],"#, #""purposes":[],"#, #""to":["af","af"],"#,
        #""purposes":["planering","planering"],"#,
    ])
    func aDoubtfulListIsRefused(_ list: String) throws {
        let error = #expect(throws: ExchangeError.self) { try read(Self.text(WithdrawalRecord.schema, list)).validate() }
        #expect(error?.code == .invalidConsent)
    }

    @Test func aListIsBounded() throws {
        let names = (0..<51).map { "\"o\($0)\"" }.joined(separator: ",")
        #expect(throws: ExchangeError(.invalidConsent, "")) {
            try read(Self.text(WithdrawalRecord.schema, "\"to\":[\(names)],")).validate()
        }
    }

    @Test func anUnknownVersionIsRefused() throws {
        #expect(throws: ExchangeError(.invalidConsent, "")) { try read(Self.text("kedja-withdrawal/3")).validate() }
    }

    @Test func isWrittenByTheNewestVersion() throws {
        let officer = try #require(OfficerID("af/stina"))
        let consent = try #require(ConsentID(Self.consent))
        let record = WithdrawalRecord(consent: consent, how: .oral, recordedBy: officer, recordedAt: try #require(Timestamp("2026-01-01")))
        #expect(record == (try read(Self.text("kedja-withdrawal/2"))))
    }
}
