import ArgumentParser
import Exchange
import ExchangeClient

/// What is reviewed, and by which measure. The same choices give the same findings.
struct ReviewOptions: ParsableArguments {
    @Option(help: Words.Audit.from.help(Words.Common.date)) var from: WrittenTime
    @Option(help: Words.Audit.until.help(Words.Common.date)) var until: WrittenTime
    @Option(help: Words.Review.sample.help(Words.Review.planValue)) var sample: SamplingPlan?
    @Option(help: Words.Review.seed.help(Words.Common.text)) var seed: String?
    @Option(help: Words.Review.hours.help(Words.Review.hoursValue)) var hours: OfficeHours?

    func plan() throws -> ReviewPlan {
        guard (sample == nil) == (seed == nil) else { throw LocalFault(.unusableArgument, Words.Review.seedNeeded) }
        let (first, end) = (from.beginning(), until.end())
        guard first < end else { throw LocalFault(.unusableArgument, Words.Review.emptyPeriod) }
        var thresholds = ReviewThresholds()
        if let hours { (thresholds.opens, thresholds.closes) = (hours.opens * 60, hours.closes * 60) }
        return ReviewPlan(period: first..<end, thresholds: thresholds, sampling: sample, seed: seed ?? "")
    }
}

/// `07-18`: whole hours.
struct OfficeHours: Hashable, ExpressibleByArgument {
    let opens: Int
    let closes: Int

    init?(argument: String) {
        let ends = argument.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, ends.allSatisfy({ (1...2).contains($0.utf8.count) }), let opens = Int(ends[0]), let closes = Int(ends[1]),
            0 <= opens, opens < closes, closes <= 24
        else { return nil }
        self.opens = opens
        self.closes = closes
    }
}

extension SamplingPlan: ExpressibleByArgument {
    /// `random:20` or `every:50`.
    public init?(argument: String) { self.init(argument) }
}

extension AuditReview.Verdict: ExpressibleByArgument {}

extension Session {
    /// Reviews the log. One that doesn't verify is a failure, with its faults.
    func review(_ plan: ReviewPlan) async throws -> LogReview {
        let review = try await reviewLog(plan, over: connection, memory: try memory(), progress: { _ in })
        guard review.log.faults.isEmpty else {
            try output.show(LogReport(review.log), LogReport(review.log).lines(texts: nil))
            throw LocalFault(.verificationFailed, Words.Audit.broken, hint: Words.Audit.brokenHint)
        }
        return review
    }
}
