import SignedRecords
import Testing

@testable import Exchange

@Suite struct ApprovalVersionTests {
    /// Signed before a request could ask for several documents, and before consents were named and grounds listed.
    static let consent = first(
        "approved", ground: #""ground":{"by":"consent"},"recipient":"age1example","#, end: #","validUntil":"2026-07-01T00:00:00.000Z""#)
    static let law = first(
        "approved",
        ground: #""ground":{"balancing":"Skyldigheten är bruten.","by":"law","section":"OSL 10:28"},"recipient":"age1example","#,
        end: #","validUntil":"2026-07-01T00:00:00.000Z""#)
    static let denied = first("denied")
    static let all = [consent, law, denied]

    private static func first(_ answer: String, ground: String = "", end: String = "") -> String {
        #"""
        {"answer":"\#(answer)","answeredAt":"2026-06-01T12:00:00.000Z","answeredBy":"kriminalvarden/uno",\#
        "assessment":"Det står klart att uppgifterna kan lämnas utan men.","document":"doc_s8r5z7nsw5f55j854bwvre19a4",\#(ground)\#
        "request":"req_02cmd417e2a50pzyc5gx9pdqn8","requester":"vagen-ut/vera","schema":"kedja-approval/1"\#(end)}
        """#
    }

    private func read(_ text: String) throws -> ApprovalRecord { try CanonicalJSON.decode(ApprovalRecord.self, from: Array(text.utf8)) }

    @Test func theFirstVersionIsReadAsAnAnswerAboutOneDocument() throws {
        let document = try #require(DocumentID("doc_s8r5z7nsw5f55j854bwvre19a4"))
        let answers = try Self.all.map { try #require(try read($0).answer(on: document)) }
        #expect(answers.map(\.answer) == [.approved, .approved, .denied])
        #expect(answers.map(\.ground) == [.consent(nil), .law(section: "OSL 10:28", balancing: "Skyldigheten är bruten."), nil])
        #expect(answers.map(\.recipient) == ["age1example", "age1example", nil])
        #expect(try Self.all.allSatisfy { try read($0).documents.count == 1 })
    }

    @Test func theFirstVersionIsWrittenAgainAsItWas() throws {
        for text in Self.all {
            let record = try CanonicalJSON.decode(FirstApproval.self, from: Array(text.utf8))
            #expect(String(decoding: try CanonicalJSON.encode(record), as: UTF8.self) == text)
        }
    }

    @Test func aDocumentBesideTheMembersIsNoAnswerOfTheSecondVersion() {
        #expect(throws: RecordError.self) { try read(Self.denied.replacing("kedja-approval/1", with: ApprovalRecord.schema)) }
    }
}
