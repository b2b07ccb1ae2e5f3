import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation

/// An extract as JSON, for programs and for whoever wants to verify it later: each line has what proves it, and stands for itself.
///
///     {"lines":[{"action":"retrieveDocument","at":"2026-11-23T08:00:00.000Z","proof":{"checkpoint":"…","index":7,…},"section":"shared",…}],…}
struct ExtractFile: Encodable {
    let kedja = "extract/v1"
    let participant: ParticipantID
    let madeAt: Timestamp
    let officers: OfficerNames
    let logSize: UInt64
    let lines: [Line]
    let subjects: ExtractSubjects

    struct Line: Encodable {
        let section: String
        let at: Timestamp
        /// What the entry tells; missing when its text is damaged.
        let told: ToldEntry?
        /// The same in words, in the language of the run.
        let who: String
        let what: String
        let why: [String]
        let answer: String
        let proof: LineProof
    }

    init(report: ExtractReport) {
        participant = report.extract.participant
        madeAt = report.madeAt
        officers = report.extract.officers
        logSize = report.extract.logSize
        subjects = report.extract.subjects
        lines = ExtractReport.Section.allCases.flatMap { section in
            report.rows(of: section).map { Line($0, section) }
        }.sorted { $0.proof.index < $1.proof.index }
    }

    var text: String { get throws { String(decoding: try WireJSON.encode(self), as: UTF8.self) + "\n" } }
}

extension ExtractFile.Line {
    fileprivate init(_ row: ExtractReport.Row, _ section: ExtractReport.Section) {
        self.init(
            section: section.rawValue, at: row.line.at, told: row.line.told, who: row.who.text, what: row.what.text,
            why: row.why.map(\.text),
            answer: row.outcome.text, proof: row.line.proof)
    }
}
