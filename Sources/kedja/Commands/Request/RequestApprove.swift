import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja request approve`: a signed answer; `owner` documents' keys are wrapped for the requester here.
struct RequestApprove: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("approve", Words.Request.approve, discussion: Words.Request.approveDiscussion)
    }

    @Argument(help: Words.Request.id.help(Words.Common.id)) var id: RequestID
    @Option(help: Words.Request.assessment.help(Words.Common.text)) var assessment: String?
    @Option(help: Words.Request.ground.help) var ground: WrittenGround?
    @Option(help: Words.Request.balancing.help(Words.Common.text)) var balancing: String?
    @Option(help: Words.Request.until.help(Words.Common.date)) var until: WrittenTime?
    @Option(parsing: .singleValue, help: Words.Request.denied.help(Words.Common.id)) var deny: [DocumentID] = []
    @OptionGroup var common: CommonOptions

    func run() async throws {
        if balancing != nil, case .consent = ground { throw LocalFault(.unusableArgument, Words.Disclosure.balancingWithoutLaw) }
        if !isWhole, !Terminal.isTerminal(.standardInput) { throw LocalFault(.unusableArgument, Words.Disclosure.incompleteOptions) }
        try await common.exchange { session in
            let facts = try await session.answerFacts(of: id)
            try await session.answer(facts, with: try written(to: facts))
        }
    }

    private var isWhole: Bool { assessment != nil && ground != nil && until != nil }

    private func written(to facts: AnswerFacts) throws(LocalFault) -> [WrittenAnswer] {
        guard let assessment, let ground, let until else {
            return try AnswerDialogue(
                facts: facts, ask: { Terminal.line(asking: $0) }, say: { Terminal.write($0.text + "\n", to: .standardError) }
            ).answers()
        }
        if let stranger = deny.first(where: { id in !facts.request.documents.contains { $0.document == id } }) {
            throw LocalFault(.unusableArgument, Words.Disclosure.notAskedFor(stranger))
        }
        let approval = WrittenAnswer.Approval(ground: ground, balancing: balancing, until: until.end())
        return facts.request.documents.map {
            WrittenAnswer(document: $0.document, assessment: assessment, approval: deny.contains($0.document) ? nil : approval)
        }
    }
}
