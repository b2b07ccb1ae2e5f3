import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja policy explain`: a decision in words, for one's own retrieval of a document, or for a row of the table.
struct PolicyExplain: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("explain", Words.Policy.explain) }

    @Argument(help: Words.Policy.document.help(Words.Common.id)) var document: DocumentID?
    @Option(help: Words.Document.purpose.help) var purpose: Purpose?
    @Option(help: Words.Policy.row.help(Words.Common.name)) var row: String?
    @Option(help: Words.Policy.dir.help(Words.Common.folder)) var dir = "policies"
    @OptionGroup var common: CommonOptions

    func run() async throws {
        switch (document, purpose, row) {
        case (let document?, let purpose?, nil):
            try await common.exchange { session in try await session.show(.explain(document, for: purpose)) { $0.lines } }
        case (nil, nil, let row?):
            try explain(row)
        default:
            throw LocalFault(.unusableArgument, Words.Policy.documentOrRow)
        }
    }

    private func explain(_ name: String) throws {
        let folder = PolicyFolder(path: dir)
        let rules = try folder.rules(reportingTo: common.output)
        guard let row = try folder.rows().first(where: { $0.name == name }) else {
            throw LocalFault(.rowNotFound, Words.Policy.nameMissing)
        }
        let explanation = row.explanation(by: rules)
        try common.output.show(explanation, explanation.lines)
    }
}
