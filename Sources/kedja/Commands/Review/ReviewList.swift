import ArgumentParser
import Exchange
import ExchangeClient

/// `kedja audit review list`.
struct ReviewList: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Review.list) }

    @OptionGroup var review: ReviewOptions
    @Flag(help: Words.Review.open.help) var open = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let plan = try review.plan()
        try await common.exchange { session in
            let report = ReviewReport(try await session.review(plan), plan)
            try session.output.show(report, report.list(openOnly: open))
        }
    }
}
