import Testing

@testable import ExchangeServer

@Suite("What others have seen decides whether a restored log goes on") struct LogEvidenceTests {
    private func statement(_ organisation: String?, _ finding: LogEvidence.Finding) -> LogEvidence.Statement {
        LogEvidence.Statement(by: organisation ?? "a file", organisation: organisation, finding: finding)
    }

    @Test func theWorstThatAnybodySaysCounts() {
        let rows: [([(String?, LogEvidence.Finding)], Int, LogEvidence.Verdict)] = [
            ([], 0, .unproven), ([], 2, .unproven),
            ([("af", .within(9))], 0, .proven), ([("af", .within(9))], 1, .proven), ([("af", .within(9))], 2, .unproven),
            ([("af", .within(9)), ("af", .within(9))], 2, .unproven), ([("af", .within(9)), ("fk", .within(9))], 2, .proven),
            ([("af", .silent("x"))], 0, .unproven),
            // Whoever has seen more may be the one who doesn't answer.
            ([("af", .within(9)), ("fk", .silent("x")), ("sis", .silent("x"))], 1, .unproven),
            ([("af", .within(9)), ("fk", .within(9)), ("sis", .silent("x"))], 1, .unproven),
            ([("af", .within(9)), ("fk", .within(9)), ("sis", .silent("x"))], 2, .proven),
            ([("af", .within(9)), ("fk", .within(9)), ("sis", .within(9))], 1, .proven),
            ([("af", .within(9)), ("fk", .ahead(12)), ("sis", .ahead(11))], 1, .rolledBack(seen: 12, by: "fk")),
            ([("af", .within(9)), (nil, .ahead(10))], 0, .rolledBack(seen: 10, by: "a file")),
            ([("af", .contradicted), ("fk", .ahead(12))], 0, .contradicted(by: "af")),
            ([(nil, .within(9)), ("fk", .contradicted)], 0, .contradicted(by: "fk")),
            // A file suffices where nobody can be asked, and shows the backup's own end.
            ([(nil, .within(9))], 0, .proven), ([(nil, .within(9))], 2, .proven), ([(nil, .within(3))], 0, .unproven),
            ([(nil, .within(3)), (nil, .within(9))], 0, .proven),
            // It stands for no witness that can be asked and doesn't answer.
            ([("af", .silent("x")), (nil, .within(9))], 1, .unproven), ([("af", .silent("x")), (nil, .within(9))], 2, .unproven),
            // And for those of the quorum that can't be asked.
            ([("af", .within(9)), (nil, .within(9))], 2, .proven), ([("af", .within(9)), (nil, .within(8))], 2, .unproven),
        ]
        for (statements, quorum, verdict) in rows {
            let evidence = LogEvidence(statements.map { statement($0.0, $0.1) })
            #expect(evidence.verdict(of: 9, quorum: quorum) == verdict, "\(statements) \(quorum)")
        }
    }

    @Test func theMostThatWasSeenIsTold() {
        let evidence = LogEvidence([
            statement("af", .within(9)), statement("fk", .ahead(12)), statement("sis", .silent("it can't be asked")),
            statement("kv", .contradicted),
        ])
        #expect(evidence.seen == 12 && evidence.silent == ["sis: it can't be asked"])
        #expect(LogEvidence([statement("sis", .silent("x"))]).seen == nil)
    }
}
