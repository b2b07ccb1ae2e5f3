import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja participant extract`: what has been shared about one person, for that person.
struct ParticipantExtract: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("extract", Words.Extract.extract, discussion: Words.Extract.discussion)
    }

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, html }

    @Argument(help: Words.Participant.id.help(Words.Common.id)) var participant: ParticipantID
    @Option(help: Words.Audit.format.help) var format = Format.text
    @Option(name: .shortAndLong, help: Words.Audit.output.help(Words.Common.file)) var output: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let made = try await makeExtract(of: participant, over: session.connection)
            let text = try text(of: ExtractReport(made.extract, madeAt: session.now))
            guard let output, output != "-" else { return Terminal.write(text, to: .standardOutput) }
            try FileText.write(output, text: text)
            let count = made.extract.lines.count
            try session.output.show(Answer(result: ["entries": count], receipt: made.receipt)) { _ in
                [Words.Extract.written(count, output).text]
            }
        }
    }

    private func text(of report: ExtractReport) throws -> String {
        switch format {
        case .text: ExtractText(report: report).text
        case .json: try ExtractFile(report: report).text
        case .html: ExtractHTML(report: report).text
        }
    }
}
