import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja document readers`: who could read a document now.
struct DocumentReaders: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("readers", Words.Document.readers) }

    @Argument(help: Words.Document.id.help(Words.Common.id)) var id: DocumentID
    @Option(help: Words.Document.readersPurpose.help) var purpose: Purpose
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.readers(of: id, for: purpose)) { found in
                var table = Table(Words.Document.readerHeadings)
                for each in found.readers { table.add(each.row) }
                return table.linesOrNothing
            }
        }
    }
}

extension Reader {
    fileprivate var row: [String] {
        [officer.description, policies.joined(separator: ", "), consent?.text ?? "", approval?.text ?? ""]
    }
}
