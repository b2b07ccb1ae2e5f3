import ArgumentParser
import Exchange
import ExchangeClient

/// `kedja receipt list`.
struct ReceiptList: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Receipts.list) }

    @OptionGroup var common: CommonOptions

    func run() throws {
        let store = try common.receipts()
        let receipts = try store.indexes().map { try store.receipt(of: $0) }
        var table = Table(Words.Audit.headings, rightAligned: [0])
        for entry in receipts.compactMap(\.opening.entry) {
            table.add([
                String(entry.index), DateText().moment(entry.at), entry.officer.description, entry.action.words.text,
                entry.outcome.words.text, entry.resource ?? "", entry.purpose?.words.text ?? "",
            ])
        }
        try common.output.show(receipts.compactMap(\.opening.entry), table.linesOrNothing)
    }
}
