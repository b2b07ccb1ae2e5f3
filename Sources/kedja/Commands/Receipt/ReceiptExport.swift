import ArgumentParser
import Exchange
import ExchangeClient

/// `kedja receipt export`: a C2SP tlog-proof, whose extra data has leaf and opening.
struct ReceiptExport: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("export", Words.Receipts.export) }

    @Argument(help: Words.Receipts.index.help(Words.Common.number)) var index: UInt64
    @Option(name: .shortAndLong, help: Words.Receipts.output.help(Words.Common.file)) var output: String?
    @OptionGroup var common: CommonOptions

    func run() throws {
        let proof = try ReceiptFile(common.receipts().receipt(of: index)).proof()
        guard let output, output != "-" else { return Terminal.write(proof, to: .standardOutput) }
        try FileText.write(output, text: proof)
        try common.output.show(["file": output], [Words.Receipts.written(output).text])
    }
}
