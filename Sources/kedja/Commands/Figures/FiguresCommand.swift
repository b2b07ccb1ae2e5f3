import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja figures`: figures without people, as a table, for a spreadsheet, or as a picture.
struct FiguresCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("figures", Words.Figures.abstract, discussion: Words.Figures.discussion)
    }

    @Option(help: Words.Figures.format.help) var format = FiguresFormat.table
    @Option(name: .shortAndLong, help: Words.Figures.output.help(Words.Common.file)) var output: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            guard let output else { return try await session.show(.figures()) { format.lines($0) } }
            try FileText.write(output, format.lines(try await session.result(of: .figures())))
            try session.output.show(["file": output], [Words.Matrix.written(output).text])
        }
    }
}

/// How figures are shown.
enum FiguresFormat: String, CaseIterable, ExpressibleByArgument {
    case table, csv, svg

    func lines(_ issues: [Figures.Issue]) -> [String] {
        switch self {
        case .table: FiguresTable(issues: issues).lines
        case .csv: FiguresCSV(issues: issues).lines
        case .svg: FiguresPicture(issues: issues).lines
        }
    }
}
