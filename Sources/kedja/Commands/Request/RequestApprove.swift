import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja request approve`: a signed approval; an `owner` document's key is wrapped for the requester here.
struct RequestApprove: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("approve", Words.Request.approve) }

    @Argument(help: Words.Request.id.help(Words.Common.id)) var id: RequestID
    @Option(help: Words.Request.assessment.help(Words.Common.text)) var assessment: String
    @Option(help: Words.Request.ground.help) var ground: WrittenGround
    @Option(help: Words.Request.balancing.help(Words.Common.text)) var balancing: String?
    @Option(help: Words.Request.until.help(Words.Common.date)) var until: WrittenTime
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let plan = ApprovalPlan(
            assessment: assessment, ground: try ground.ground(balancing: balancing), validUntil: until.end())
        try await common.exchange { session in
            try session.output.show(try await session.answer(id, with: .approve(plan))) { _ in [Words.Request.approved.text] }
        }
    }
}

extension Session {
    /// Reads the request, and answers what was read.
    func answer(_ id: RequestID, with answer: RequestAnswer) async throws -> Answer<RequestView> {
        try await answerRequest(
            id, as: try await result(of: .request(id)), with: answer, over: connection, signer: Signer(profile: profile),
            identities: identities())
    }
}
