import ArgumentParser
import Exchange
import ExchangeClient

/// `kedja receipt show`.
struct ReceiptShow: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("show", Words.Receipts.show) }

    @Argument(help: Words.Receipts.index.help(Words.Common.number)) var index: UInt64
    @OptionGroup var common: CommonOptions

    func run() throws {
        let receipt = try common.receipts().receipt(of: index)
        try common.output.show(receipt, receipt.opening.entry?.receiptDetails.lines ?? [])
    }
}
