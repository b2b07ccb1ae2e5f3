import ArgumentParser
import Exchange

/// `kedja request answer`: each document its own answer, from a file.
struct RequestAnswerCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("answer", Words.Request.answer) }

    @Argument(help: Words.Request.id.help(Words.Common.id)) var id: RequestID
    @Option(help: Words.Request.answers.help(Words.Common.file)) var from: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let written = try AnswerFile.read(from)
        try await common.exchange { session in
            try await session.answer(try await session.answerFacts(of: id), with: written)
        }
    }
}
