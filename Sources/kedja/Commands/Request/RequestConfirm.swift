import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja request confirm`: a second approver's signed look at an answer that one alone may not give.
struct RequestConfirm: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("confirm", Words.Request.confirm) }

    @Argument(help: Words.Request.id.help(Words.Common.id)) var id: RequestID
    @Option(help: Words.Request.assessment.help(Words.Common.text)) var assessment: String
    @Flag(help: Words.Request.decline.help) var decline = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let view = try await session.result(of: .request(id))
            let sent = try await confirmAnswer(
                id, as: view, decline ? .declined : .confirmed, assessment: assessment, over: session.connection,
                signer: Signer(profile: session.profile))
            try session.output.show(sent) { [Words.Request.outcome($0.state).text] + $0.documentLines }
        }
    }
}
