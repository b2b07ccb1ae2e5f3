import ArgumentParser
import Exchange
import ExchangeClient
import TransparencyLog

/// `kedja receipt verify`: by public keys alone, years later, whoever has the file.
struct ReceiptVerify: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("verify", Words.Receipts.verify) }

    @Argument(help: Words.Receipts.file.help(Words.Common.file)) var file: String
    @OptionGroup var keys: LogKeyOptions
    @Option(name: .customLong("witness"), help: Words.Witness.trusted.help(Words.Witness.verifierKey)) var witnesses: [String] = []
    @Option(help: Words.Witness.quorum.help) var quorum: Int?
    @OptionGroup var common: CommonOptions

    func run() throws {
        let file = try ReceiptFile(at: file)
        let given = try keys.keys(common)
        let proven = try file.verify(by: given)
        let policy = try policy()
        try verifyWitnessed(file.receipt, log: given, policy: policy)
        var details = proven.entry.receiptDetails
        details.add(Words.Receipts.size, String(proven.checkpoint.size))
        details.add(Words.Receipts.signedBy, proven.key.verifierKey)
        details.add(Words.Witness.label, try cosigners(file.receipt, policy)?.text)
        try common.output.show(ProvenReceipt(proven), details.lines + [Words.Receipts.proven(proven.entry.index).text])
    }

    /// The witnesses that were given; else, when no key of a log was given either, the profile's.
    private func policy() throws -> WitnessPolicy? {
        guard witnesses.isEmpty else { return try witnessPolicy(of: witnesses, quorum: quorum) }
        return keys.logKey.isEmpty ? try witnessPolicy(of: common.chosenProfile()) : nil
    }

    /// How many of those asked for have cosigned, and which log; without them it's the exchange's word, and isn't told.
    private func cosigners(_ receipt: Receipt, _ policy: WitnessPolicy?) throws -> Phrase? {
        guard let policy, let witnessed = receipt.witnessed else { return nil }
        let note = try SignedNote(parsing: witnessed.checkpoint.utf8)
        let count = try policy.count(note)
        let size = try Checkpoint(parsing: note.text).size
        return Words.Witness.vouched(count.signed.count, of: count.organisations, size: size, covers: receipt.index < size)
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
