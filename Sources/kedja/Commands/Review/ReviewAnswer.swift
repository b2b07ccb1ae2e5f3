import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja audit review answer`: a signed answer to a finding, which is made anew from the verified log first.
struct ReviewAnswer: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("answer", Words.Review.answer) }

    @Argument(help: Words.Review.finding.help(Words.Common.id)) var finding: FindingID
    @Option(help: Words.Review.verdict.help) var verdict: AuditReview.Verdict
    @Option(help: Words.Review.note.help(Words.Common.text)) var note: String
    @OptionGroup var review: ReviewOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let plan = try review.plan()
        try await common.exchange { session in
            let answer = try await answerFinding(
                finding, in: try await session.review(plan), verdict: verdict, note: note, over: session.connection,
                signer: Signer(profile: session.profile))
            try session.output.show(answer) { _ in [Words.Review.answered.text] }
        }
    }
}
