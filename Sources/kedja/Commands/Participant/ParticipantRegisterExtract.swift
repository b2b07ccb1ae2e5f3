import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja participant register-extract`: everything that is kept about one person where one's own organisation takes part, for that person.
struct ParticipantRegisterExtract: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("register-extract", Words.Register.command, discussion: Words.Register.discussion)
    }

    @Argument(help: Words.Participant.id.help(Words.Common.id)) var participant: ParticipantID
    @Option(help: Words.Audit.format.help) var format = ParticipantExtract.Format.text
    @Option(name: .shortAndLong, help: Words.Audit.output.help(Words.Common.file)) var output: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let made = try await makeRegister(of: participant, over: session.connection)
            let text = try text(of: RegisterReport(made.result))
            guard let output, output != "-" else { return Terminal.write(text, to: .standardOutput) }
            try FileText.write(output, text: text)
            try session.output.show(Answer(result: ["entries": made.result.logEntries], receipt: made.receipt)) { _ in
                [Words.Register.written(output).text]
            }
        }
    }

    private func text(of report: RegisterReport) throws -> String {
        switch format {
        case .text: RegisterText(report: report).text
        case .json: try RegisterFile(report: report).text
        case .html: RegisterHTML(report: report).text
        }
    }
}
