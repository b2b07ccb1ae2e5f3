import SignedRecords
import Testing

@testable import Exchange

@Suite struct ConsentVersionTests {
    /// Signed before there was a second version.
    static let first = #"""
        {"caseID":"case_00000000000000000000000000","categories":["planering"],"decision":"given","explained":["rightToWithdraw"],"from":["fk"],\#
        "givenBy":{"assignment":"förordnande","personHeard":true,"who":"godMan"},\#
        "grounds":{"dataProtection":"GDPR art. 6.1 e","secrecy":"OSL 10:1, 12:2"},"id":"cons_00000000000000000000000000",\#
        "method":{"how":"screen"},"participant":"par_00000000000000000000000000","purposes":["planering"],\#
        "recordedAt":"2026-01-01T00:00:00.000Z","recordedBy":"af/stina","schema":"kedja-consent/1","to":["af"],\#
        "validFrom":"2026-01-01T00:00:00.000Z","validUntil":"2027-01-01T00:00:00.000Z",\#
        "wording":{"digest":"ca97d13aef5d966ce137ffb4064dcde65837933ab56c7e384a1916028b7f018c","id":"samtycke","language":"sv",\#
        "text":"Jag säger ja.","version":"1"}}
        """#

    @Test func theFirstVersionIsReadByItsOwnRules() throws {
        let record = try CanonicalJSON.decode(ConsentRecord.self, from: Array(Self.first.utf8))
        try record.validate()
        #expect(record.controllers == nil && record.place == nil && record.givenBy.scope == nil)
        #expect(record.responsible.map(\.text) == ["af", "fk"])
        #expect(String(decoding: try CanonicalJSON.encode(record), as: UTF8.self) == Self.first)
        #expect(throws: ExchangeError(.invalidConsent, "")) { try record.validateAsNew() }
        try ConsentDraft().record().validateAsNew()
    }

    @Test(arguments: [
        (#""decision""#, #""controllers":["af","fk"],"decision""#), (#""purposes""#, #""place":"rum 3","purposes""#),
        (#""who":"#, #""scope":"x","who":"#), (#""how":"screen""#, #""how":"screen","paperDocument":"doc_00000000000000000000000000""#),
        (#"["rightToWithdraw"]"#, #"["rightToWithdraw","rightToSee"]"#),
    ])
    func whatTheFirstVersionDoesNotHaveHasNoPlaceInIt(_ field: String, _ other: String) throws {
        let record = try CanonicalJSON.decode(ConsentRecord.self, from: Array(Self.first.replacing(field, with: other).utf8))
        let error = #expect(throws: ExchangeError.self) { try record.validate() }
        #expect(error?.sentence.contains("kedja-consent/1 doesn't have") == true)
    }

    @Test func controllersAndPlaceAreThoseOfTheRecordWhereNothingIsSaid() throws {
        let record = try ConsentDraft().record()
        #expect(record.controllers?.map(\.text) == ["af", "fk", "kommun"] && record.place == "af")
    }
}
