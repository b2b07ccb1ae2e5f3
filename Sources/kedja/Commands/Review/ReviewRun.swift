import ArgumentParser
import Exchange
import ExchangeClient
import Foundation

/// `kedja audit review run`: how many findings there are by rule, or the whole as a report.
struct ReviewRun: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("run", Words.Review.run) }

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, html }

    @OptionGroup var review: ReviewOptions
    @Option(help: Words.Audit.format.help) var format: Format = .table
    @Option(name: .shortAndLong, help: Words.Audit.output.help(Words.Common.file)) var output: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let plan = try review.plan()
        try await common.exchange { session in
            let report = ReviewReport(try await session.review(plan), plan)
            switch format {
            case .table:
                let head = Words.Review.standsOn(size: report.size, root: report.root ?? "").text
                try session.output.show(report, [report.days, head] + report.counts)
            case .csv: try write(report.csv)
            case .html: try write(ReviewPage(report: report).text)
            }
        }
    }

    private func write(_ text: String) throws {
        guard let output, output != "-" else { return Terminal.write(text, to: .standardOutput) }
        do { try Data(text.utf8).write(to: URL(filePath: output), options: .atomic) } catch {
            throw LocalFault(.unwritableFile, Words.Common.unwritable(output), hint: Words.Common.checkPath)
        }
        Terminal.note(Words.Matrix.written(output))
    }
}
