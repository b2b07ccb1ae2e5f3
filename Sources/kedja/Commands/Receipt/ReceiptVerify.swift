import ArgumentParser
import Exchange
import ExchangeClient
import TransparencyLog

/// `kedja receipt verify`: by public keys alone, years later, whoever has the file.
struct ReceiptVerify: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("verify", Words.Receipts.verify) }

    @Argument(help: Words.Receipts.file.help(Words.Common.file)) var file: String
    @OptionGroup var keys: LogKeyOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let proven = try ReceiptFile(at: file).verify(by: try keys.verifiers(common))
        var details = proven.entry.receiptDetails
        details.add(Words.Receipts.size, String(proven.checkpoint.size))
        details.add(Words.Receipts.signedBy, proven.key.verifierKey)
        try common.output.show(ProvenReceipt(proven), details.lines + [Words.Receipts.proven(proven.entry.index).text])
    }
}

/// What a receipt proves, for programs.
private struct ProvenReceipt: Encodable {
    let entry: AuditEntry
    let size: UInt64
    let root: String
    let logKey: String

    init(_ proven: VerifiedReceipt) {
        entry = proven.entry
        size = proven.checkpoint.size
        root = proven.checkpoint.root.base64
        logKey = proven.key.verifierKey
    }
}
