import ArgumentParser
import Exchange

/// `kedja policy matrix`: who may read what, as a table, for a spreadsheet, or as a picture for the wall.
struct PolicyMatrix: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("matrix", Words.Matrix.abstract, discussion: Words.Matrix.discussion)
    }

    @Argument(help: Words.Policy.dir.help(Words.Common.folder)) var dir = "policies"
    @Option(help: Words.Matrix.format.help) var format = MatrixFormat.table
    @Option(help: Words.Matrix.owner.help(Words.Common.organisation)) var owner: ExampleOrganisation?
    @Option(help: Words.Matrix.date.help(Words.Common.date)) var date: WrittenTime?
    @Option(name: .shortAndLong, help: Words.Matrix.output.help(Words.Common.file)) var output: String?
    @OptionGroup var common: CommonOptions

    func run() throws {
        let rules = try PolicyFolder(path: dir).rules(reportingTo: common.output)
        let matrix = rules.accessMatrix(of: try owner ?? ExampleOrganisation("af"))
        let day = DateText().date(date?.beginning() ?? SystemSources.clock.now())
        let lines = format.lines(matrix, rules, day: day)
        guard let output else { return try common.output.show(matrix, lines) }
        try FileText.write(output, lines)
        try common.output.show(["file": output], [Words.Matrix.written(output).text])
    }
}

/// How the matrix is shown.
enum MatrixFormat: String, CaseIterable, ExpressibleByArgument {
    case table, csv, svg

    func lines(_ matrix: AccessMatrix, _ rules: Rules, day: String) -> [String] {
        switch self {
        case .table: MatrixTable(matrix: matrix).lines
        case .csv: MatrixCSV(matrix: matrix).lines
        case .svg: MatrixPicture(matrix: matrix, rules: rules, day: day).lines
        }
    }
}
