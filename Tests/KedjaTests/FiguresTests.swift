import Exchange
import Foundation
import Testing

@testable import kedja

/// Figures as people get them.
@Suite struct FiguresTests {
    private let issues: [Figures.Issue]

    init() throws {
        issues = try JSONDecoder().decode([Figures.Issue].self, from: Data(Sample.issues.utf8))
    }

    private static let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Golden")

    /// As files that people can look at.
    @Test(arguments: FiguresFormat.allCases) func looksAsItDid(format: FiguresFormat) throws {
        let shown = format.lines(issues).map { $0 + "\n" }.joined()
        let file = Self.golden.appending(path: "figures.\(format == .table ? "txt" : format.rawValue)")
        if ProcessInfo.processInfo.environment["KEDJA_WRITE_GOLDEN"] != nil { try Data(shown.utf8).write(to: file) }
        #expect(try String(contentsOf: file, encoding: .utf8) == shown, "KEDJA_WRITE_GOLDEN=1 writes it anew")
    }

    private func inBoth(_ lines: ([Figures.Issue]) -> [String]) -> [(Language, [String])] {
        Language.allCases.map { language in (language, Language.$current.withValue(language) { lines(issues) }) }
    }

    @Test func theTable() {
        let lines = FiguresTable(issues: issues).lines
        #expect(lines.contains { $0.hasPrefix("Började") && $0.hasSuffix("2026K1  2026K2–K3") })
        #expect(lines.contains { $0.hasPrefix("arbete med stöd") && $0.hasSuffix("..          7") })
        #expect(lines.contains { $0.hasPrefix("praktik") && $0.hasSuffix("3–6  1–3/3–6/6–12") })
        #expect(lines.contains { $0.hasPrefix("övriga") && $0.hasSuffix("36") && $0.contains(" 9 ") })
        #expect(lines.contains { $0.hasPrefix("Räknas anonymt") && $0.hasSuffix("2026") })
        #expect(lines.contains { $0.contains("färre än 5") })
        #expect(FiguresTable(issues: []).lines == [Words.Figures.nothingIssued.text])
    }

    @Test func theTableFitsAScreenInBothLanguages() {
        for (language, lines) in inBoth({ FiguresTable(issues: $0 + $0 + $0).lines }) {
            #expect(lines.allSatisfy { $0.count <= 100 }, "\(language) \(lines.map(\.count))")
        }
        #expect(FiguresTable(issues: issues + issues + issues).lines.last == Words.Figures.more(1).text)
    }

    /// Every number of the CSV is one of the issues', and everything that is suppressed is empty.
    @Test func theSpreadsheet() throws {
        let lines = FiguresCSV(issues: issues).lines
        #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 9 })
        #expect(lines.contains("outcome,2026Q1,2026Q1,subsidisedWork,,yes,,,"))
        #expect(lines.contains("step,2026Q2,2026Q3,praktik,24,no,oneToThreeMonths,threeToSixMonths,sixToTwelveMonths"))
        #expect(lines.contains("municipality,2026Q1,2026Q1,others,9,no,,,"))
        #expect(lines.contains("anonymous,2026Q1,2026Q4,woman,6,no,,,"))
        #expect(inBoth { FiguresCSV(issues: $0).lines }.allSatisfy { $0.1 == lines })
    }

    @Test(.enabled(if: Picture.hasJudge, "python3 is not installed")) func thePicture() throws {
        for (language, lines) in inBoth({ FiguresPicture(issues: $0).lines }) {
            let counted = try #require(try Picture.judged(lines), "\(language)")
            // A bar for each group that is told and isn't empty.
            #expect(counted.first == 13, "\(language) \(counted)")
            let text = lines.joined()
            #expect(text.contains("<title id=") && text.contains("<desc id=") && text.contains("aria-labelledby"))
            #expect(text.contains("..") && !text.contains("nil") && !text.contains("Optional"))
        }
        #expect(try Picture.judged(FiguresPicture(issues: []).lines) != nil)
    }

    /// So many municipalities that not all have room.
    @Test(.enabled(if: Picture.hasJudge, "python3 is not installed")) func aPictureOfManyStaysOnThePage() throws {
        let many = Sample.issues.replacing(
            #""municipalities":[]"#,
            with: "\"municipalities\":[\((1401..<1440).map { #"{"municipality":"\#($0)","participants":5}"# }.joined(separator: ","))]")
        let issues = try JSONDecoder().decode([Figures.Issue].self, from: Data(many.utf8))
        #expect(try Picture.judged(FiguresPicture(issues: issues).lines) != nil)
    }

    private enum Sample {
        static let issues = """
            [{"quarter":"2026Q1","smallest":5,
              "begun":{"period":{"first":"2026Q1","last":"2026Q1"},"participants":40},
              "ended":{"period":{"first":"2026Q1","last":"2026Q1"},"participants":21,
                "outcomes":[{"outcome":"work","participants":12},{"outcome":"studies"},{"outcome":"subsidisedWork"},
                  {"outcome":"droppedOut"},{"outcome":"other"},{}],
                "steps":[\(steps(praktik: #","participants":8,"durations":{"median":"threeToSixMonths"}"#))],
                "municipalities":[{"municipality":"1480","participants":12}],"otherMunicipalities":9}},
             {"quarter":"2026Q2","smallest":5},
             {"quarter":"2026Q3","smallest":5,
              "begun":{"period":{"first":"2026Q2","last":"2026Q3"},"participants":31},
              "ended":{"period":{"first":"2026Q2","last":"2026Q3"},"participants":36,
                "outcomes":[{"outcome":"work","participants":14},{"outcome":"studies","participants":9},
                  {"outcome":"subsidisedWork","participants":7},{"outcome":"droppedOut","participants":6},
                  {"outcome":"other","participants":0},{"participants":0}],
                "steps":[\(steps(
                    praktik: #","participants":24,"durations":{"lowerQuartile":"oneToThreeMonths","median":"threeToSixMonths","upperQuartile":"sixToTwelveMonths"}"#
                ))],
                "municipalities":[],"otherMunicipalities":36}},
             {"quarter":"2026Q4","smallest":5,
              "anonymous":{"year":2026,"participants":11,
                "sexes":[{"sex":"woman","participants":6},{"sex":"man","participants":5},{"participants":0}]}}]
            """

        private static func steps(praktik: String) -> String {
            let told = [
                "institution": #","participants":6"#, "kartlaggning": #","participants":15"#, "uppfoljning": #","participants":5"#,
                "praktik": praktik, "studier": #","participants":0"#,
            ]
            return StepKind.allCases.map { #"{"step":"\#($0.rawValue)"\#(told[$0.rawValue] ?? "")}"# }.joined(separator: ",")
        }
    }
}
