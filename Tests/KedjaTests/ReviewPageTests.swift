import Foundation
import Testing

@testable import Exchange
@testable import ExchangeClient
@testable import kedja

@Suite("The report of a review") struct ReviewPageTests {
    private let report: ReviewReport

    init() throws {
        let start = Timestamp(milliseconds: 1_795_420_800_000)
        let entries = try (0..<12).map { number in
            AuditEntry(
                index: UInt64(number), at: start + .seconds(number * 40_000),
                officer: try #require(OfficerID(number % 2 == 0 ? "af/stina" : "fk/erik")),
                action: .retrieveDocument, resource: nil, participant: nil, owner: OrganisationID("fk"), purpose: .planering,
                outcome: .permitted, code: nil, policies: [], policyErrors: [], policyDigest: "", consent: nil, approval: nil, record: nil,
                erased: nil)
        }
        let findings = [Finding(.emergency, entries: [1]), Finding(.sample, entries: [2, 3])]
        let answer = AuditReview(
            finding: findings[0], verdict: .followUp, note: "=HYPERLINK(\"x\") <script>alert(1)</script> & \u{202e}",
            reviewedBy: try #require(OfficerID("af/granskare")), reviewedAt: start)
        let log = LogVerification(
            size: 12, root: "cm9vdA==", rememberedSize: nil, newerRemembered: nil, checked: 12, opened: 12, closedForMe: 0, erased: 0,
            faults: [])
        let review = LogReview(log: log, entries: entries, findings: findings, answers: [findings[0].id: [answer]])
        let plan = ReviewPlan(
            period: start..<(start + .seconds(500_000)), thresholds: ReviewThresholds(), sampling: .random(2), seed: "<frö>")
        report = ReviewReport(review, plan)
    }

    @Test(.enabled(if: Judge.exists, "python3 is not installed"), arguments: Language.allCases)
    func theJudgeReadsThePage(language: Language) throws {
        let page = Language.$current.withValue(language) { ReviewPage(report: report).text }
        #expect(try Judge.judged(page) == "lang=\(language.rawValue) h1=1 h2=2 tables=2 th=9+8 svg=1 rects=15")
        #expect(!page.contains("<script") && !page.contains("http:") || page.ranges(of: "http").count == 1)
    }

    @Test(.enabled(if: Judge.exists, "python3 is not installed")) func theJudgeCanSayNo() throws {
        #expect(try Judge.judged(ReviewPage(report: report).text.replacing("</table>", with: "")) == nil)
    }

    @Test func theCSVHoldsNoFormula() throws {
        let lines = report.csv.components(separatedBy: "\r\n")
        #expect(lines[0] == "finding,rule,officer,first,entries,answers,logSize,logRoot")
        #expect(lines.count == 4 && lines[1].contains("af/granskare: followUp: =HYPERLINK") && lines[2].contains(",2 3,,12,cm9vdA=="))
    }

    @Test func openOnesAreListedAlone() {
        let (all, open) = (report.list(openOnly: false).joined(), report.list(openOnly: true).joined())
        #expect(all.contains(report.rows[0].finding.text) && !open.contains(report.rows[0].finding.text))
        #expect(open.contains(report.rows[1].finding.text))
    }

    @Test(arguments: ["7-18", "07-18", "0-24"]) func hours(text: String) { #expect(OfficeHours(argument: text) != nil) }
    @Test(arguments: ["18-07", "7", "7-25", "-1-5", "7-7", "x-y", "007-18"]) func noHours(text: String) {
        #expect(OfficeHours(argument: text) == nil)
    }

    /// `Tests/Judges/check_page.py` reads the page by itself.
    private enum Judge {
        static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "Judges/check_page.py")
        static let exists = (try? run(["-c", "import html.parser"], "")) != nil

        static func judged(_ page: String) throws -> String? { try run([script.path], page) }

        private static func run(_ arguments: [String], _ input: String) throws -> String? {
            let (process, stdin, stdout) = (Process(), Pipe(), Pipe())
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["python3"] + arguments
            (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, FileHandle.nullDevice)
            try process.run()
            try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try stdin.fileHandleForWriting.close()
            let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { return nil }
            return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }
}
