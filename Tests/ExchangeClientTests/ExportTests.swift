import Foundation
import Testing

@testable import Exchange
@testable import ExchangeClient

@Suite("Exporting entries")
struct ExportTests {
    private func view(resource: String, policies: [String] = ["p1", "p2"]) -> AuditEntryView {
        let entry = AuditEntry(
            index: 4, at: testNow, officer: World.officer("af-angered/karin"), action: .readCase, resource: resource, participant: nil,
            owner: OrganisationID("fk"), purpose: .planering, outcome: .permitted, code: nil, policies: policies, policyErrors: [],
            policyDigest: "ab", consent: nil, approval: nil, record: nil, erased: nil)
        return AuditEntryView(
            index: 4, leaf: "AQ==", leafHash: "Ag==", opening: Opening(salt: [1], text: [0x7b, 0x7d]), closed: nil, entry: entry)
    }

    @Test("CSV as it stands")
    func golden() {
        let closed = AuditEntryView(index: 5, leaf: "AQ==", leafHash: "", opening: nil, closed: .notPermitted, entry: nil)
        #expect(
            exportCSV([view(resource: "case_1"), closed])
                == """
                index,at,officer,action,resource,participant,owner,purpose,outcome,code,policies,policyErrors,policyDigest,consent,approval,\
                record,closed,leaf\r
                4,2026-06-01T12:00:00.000Z,af-angered/karin,readCase,case_1,,fk,planering,permitted,,p1 p2,,ab,,,,,AQ==\r
                5,,,,,,,,,,,,,,,,not-permitted,AQ==\r\n
                """)
    }

    @Test(
        "cells are quoted, and none is a formula",
        arguments: [
            ("plain", "plain"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""),
            ("=1+1", "'=1+1"),
            ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\r=1", "\"'\r=1\""),
            ("=a,\"b\"", "\"'=a,\"\"b\"\"\""),
            ("=\u{301}1", "'=\u{301}1"),
        ])
    func cells(cell: String, expected: String) {
        let row = exportCSV([view(resource: cell)]).dropFirst(exportCSV([]).count)
        #expect(row.hasPrefix("4,2026-06-01T12:00:00.000Z,af-angered/karin,readCase,\(expected),,fk,"))
    }

    @Test("JSON lines carry what is needed to verify them")
    func jsonLines() throws {
        let text = try exportJSONLines([view(resource: "a\nb"), view(resource: "x")])
        let lines = text.split(separator: "\n")
        #expect(lines.count == 2 && text.hasSuffix("\n"))
        let read = try lines.map { try JSONDecoder().decode(AuditEntryView.self, from: Data($0.utf8)) }
        #expect(read == [view(resource: "a\nb"), view(resource: "x")])
        #expect(lines[1].hasPrefix(#"{"entry":{"action":"readCase","at":"2026-06-01T12:00:00.000Z","index":4"#))
        #expect(try exportJSONLines([]).isEmpty)
    }
}
