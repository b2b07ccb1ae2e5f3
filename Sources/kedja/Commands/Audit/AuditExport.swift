import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation

/// `kedja audit export`: entries with all that is needed to verify them, for somebody who keeps them. Exporting is logged as such.
struct AuditExport: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("export", Words.Audit.export) }

    enum Format: String, ExpressibleByArgument, CaseIterable { case jsonl, csv }

    @Option(help: Words.Audit.format.help) var format: Format
    @Option(name: .shortAndLong, help: Words.Audit.output.help(Words.Common.file)) var output: String?
    @OptionGroup var filter: AuditFilterOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let found = try await session.entries(filter, exporting: true, limit: filter.limit ?? .max)
            let text = try text(of: found.answer.result)
            guard let output, output != "-" else { return Terminal.write(text, to: .standardOutput) }
            do { try Data(text.utf8).write(to: URL(filePath: output), options: .atomic) } catch {
                throw LocalFault(.unwritableFile, Words.Common.unwritable(output), hint: Words.Common.checkPath)
            }
            let written = Answer(result: ["entries": found.answer.result.count], receipt: found.answer.receipt)
            try session.output.show(written) { _ in [Words.Audit.exported(found.answer.result.count, output).text] }
        }
    }

    private func text(of entries: [AuditEntryView]) throws -> String {
        switch format {
        case .jsonl: try exportJSONLines(entries)
        case .csv: exportCSV(entries)
        }
    }
}
