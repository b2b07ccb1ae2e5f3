import Exchange
import ExchangeAPI
import Foundation
import StorageContract
import Testing

@Suite struct FigureRouteTests {
    private static let siv = OfficerID("samordning/siv")

    @Test func theFörbundsOfficerGetsWhatIsIssued() async throws {
        let (bench, siv) = try await benchWithFörbund()
        let quarter = try #require(Quarter("2026Q3"))
        let row = Figures.OutcomeRow(outcome: .work, participants: nil)
        let period = Period(first: quarter, last: quarter)
        let issue = Figures.Issue(
            quarter: quarter, smallest: 5,
            ended: Figures.Ended(
                period: period, participants: 7, outcomes: [row], steps: [], municipalities: [], otherMunicipalities: 7))
        let text = try JSONEncoder().encode(issue)
        try await bench.storage.write { try $0.insertFigureIssue(StoredFigureIssue(quarter: quarter, text: Array(text))) }
        #expect(try await bench.make(.figures(), as: siv) == [issue])
        let body = try await bench.reply(.figures(), as: siv).text
        #expect(body.contains(#""outcomes":[{"outcome":"work"}]"#) && body.contains(#""period":{"first":"2026Q3","last":"2026Q3"}"#))
    }

    @Test func nothingBeforeAnythingIsIssued() async throws {
        let (bench, siv) = try await benchWithFörbund()
        #expect(try await bench.make(.figures(), as: siv) == [])
    }

    @Test func othersAreRefused() async throws {
        let (bench, _) = try await benchWithFörbund()
        for officer in [Bench.ada, Bench.rut, Bench.frida] {
            let reply = try await bench.reply(.figures(), as: officer)
            #expect(reply.status == 403 && reply.problem?.code == "denied")
        }
    }

    private func benchWithFörbund() async throws -> (Bench, OfficerID) {
        let (bench, siv) = (try await Bench.ready(), try #require(Self.siv))
        try await bench.storage.write { changes in
            try changes.insertOrganisation(
                Organisation(id: siv.organisation, name: "Samordningsförbundet", kind: .samordningsforbund, binding: .statute))
            try changes.insertOfficer(
                Officer(id: siv, roles: [.caseOfficer], clearedForProtectedIdentity: false, recipient: "age1x"))
        }
        return (bench, siv)
    }
}
