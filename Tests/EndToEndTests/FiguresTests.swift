import Foundation
import GRDB
import Testing

/// Figures by the real programs: the förbund's officer gets them, nobody else does, and nobody is in them.
@Suite(.serialized, .ownThreads, .withInstallation) struct FiguresTests {
    let installation: Installation

    init() throws { installation = try #require(InstallationTrait.current) }

    @Test func theFörbundReadsAndOthersDoNot() throws {
        let chain = try Chain(installation)
        try installation.must(0, "rut", "case", "close", chain.caseID)
        #expect(try installation.must(0, "siv", "figures").output.contains("Inga siffror"))
        try endCases(14, daysAgo: 200)
        for officer in ["rut", "ada", "gun", "vera", "asa"] { try installation.must(3, officer, "figures") }
        let table = try installation.must(0, "siv", "figures").output
        #expect(table.contains("Avslutades") && table.contains("14") && table.contains("Loggpost"), "\(table)")
        let csv = try installation.must(0, "siv", "figures", "--format", "csv").output
        #expect(
            csv.contains("ended,") && csv.contains(",all,14,no,,,") && csv.contains("outcome,") && csv.contains(",work,,yes,,,"), "\(csv)")
        let picture = installation.path("siffror.svg")
        try installation.must(0, "siv", "figures", "--format", "svg", "-o", picture, "--lang", "en")
        #expect(try String(contentsOfFile: picture, encoding: .utf8).contains("14 participants whose way through the chain ended in"))
        let json = try installation.must(0, "siv", "figures", "--json").output
        for output in [table, csv, json, try String(contentsOfFile: picture, encoding: .utf8)] {
            #expect(!["par_", "case_", "Testsson", "880320", "sdf-angered"].contains { output.contains($0) })
        }
        try stays(json)
        let database = try DatabaseQueue(path: installation.path("data/kedja.sqlite"))
        let about = try database.read {
            try Int.fetchAll($0, sql: "SELECT count(*), 0 FROM entries WHERE action = 'readFigures' AND participant IS NOT NULL")
        }
        #expect(about == [0])
    }

    /// One person more, or one less, and another size: what was issued is issued.
    private func stays(_ json: String) throws {
        func issues(_ output: String) throws -> NSObject? {
            try (JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])?["result"] as? NSObject
        }
        try endCases(1, daysAgo: 200)
        installation.stop()
        let file = installation.path("kedjad.yaml")
        try Data((installation.configuration + "\nfigures: { smallest: 9 }\n").utf8).write(to: URL(fileURLWithPath: file))
        try installation.start()
        try installation.addProfiles()
        let again = try installation.must(0, "siv", "figures", "--json").output
        let (before, after) = (try #require(try issues(json)), try issues(again))
        #expect(after == before)
    }

    /// As if so many people's cases had been opened and closed one day long ago.
    private func endCases(_ count: Int, daysAgo: Int) throws {
        let at = Int64(Date().timeIntervalSince1970 * 1000) - Int64(daysAgo) * 86_400_000
        try DatabaseQueue(path: installation.path("data/kedja.sqlite")).write { db in
            let first = try Int.fetchOne(db, sql: "SELECT count(*) FROM participants") ?? 0
            for number in first..<(first + count) {
                let digits = String(repeating: "0", count: 22) + String(format: "%04d", number)
                try db.execute(
                    sql: "INSERT INTO participants (id, blind_index, subject_key) VALUES (?, randomblob(32), x'00')",
                    arguments: ["par_" + digits])
                try db.execute(
                    sql: "INSERT INTO cases (id, participant, opened_by, opened_at, closed_at) VALUES (?, ?, 'sdf-angered/rut', ?, ?)",
                    arguments: ["case_" + digits, "par_" + digits, at, at + 3_600_000])
                try db.execute(
                    sql: "INSERT INTO case_indicators (case_id, municipality, outcome, anonymous) VALUES (?, '1480', 'work', 0)",
                    arguments: ["case_" + digits])
            }
        }
    }
}
