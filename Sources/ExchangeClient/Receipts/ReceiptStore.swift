package import Exchange
import ExchangeAPI
import Foundation
import Glibc

/// A profile's receipts: a folder (0700) with one file each (0600), named by the entry's index and nothing else.
///
///     ~/.config/kedja/receipts/anna/4711.receipt
///
/// A receipt holds the entry's text, which names people by their pseudonyms alone. It goes on proving the entry when the exchange has erased the text.
package struct ReceiptStore: Sendable {
    private static let suffix = ".receipt"

    private let folder: String

    init(folder: String, profile: String) { self.folder = "\(folder)/\(profile)" }

    /// Keeps a receipt that has been verified, in the place of an earlier one of the same entry.
    package func keep(_ receipt: Receipt) throws(ClientError) {
        guard let data = try? WireJSON.encode(receipt) else {
            throw .local("receipt-unwritable", "the receipt can't be written as JSON")
        }
        try LocalFiles.makeFolder(folder)
        try LocalFiles.replace(path(of: receipt.index), with: Array(data) + [0x0a])
    }

    /// The entries whose receipts are kept, in the log's order.
    package func indexes() -> [UInt64] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.compactMap { name in
            guard name.hasSuffix(Self.suffix), let index = UInt64(name.dropLast(Self.suffix.count)), name == "\(index)\(Self.suffix)"
            else { return nil }
            return index
        }.sorted()
    }

    /// A kept receipt. Throws `no-such-receipt`, `receipt-malformed`.
    package func receipt(of index: UInt64) throws(ClientError) -> Receipt {
        guard access(path(of: index), F_OK) == 0 else {
            throw ClientError(.notFound, "no-such-receipt", "no receipt of entry \(index) is kept", hint: "list those that are")
        }
        return try ReceiptFile(at: path(of: index)).receipt
    }

    /// Forgets all of them, as when the profile goes.
    package func forget() throws(ClientError) {
        guard access(folder, F_OK) == 0 else { return }
        do { try FileManager.default.removeItem(atPath: folder) } catch {
            throw .local("unwritable-file", "\(folder) can't be removed")
        }
    }

    private func path(of index: UInt64) -> String { "\(folder)/\(index)\(Self.suffix)" }
}

/// That receipts are kept, and who is told when one can't be: the action is done by then, and its answer isn't to be lost for that.
package struct ReceiptKeeping: Sendable {
    let store: ReceiptStore
    let trouble: @Sendable (ClientError) -> Void

    package init(in store: ReceiptStore, trouble: @escaping @Sendable (ClientError) -> Void) {
        self.store = store
        self.trouble = trouble
    }

    func keep(_ receipt: Receipt) {
        do throws(ClientError) { try store.keep(receipt) } catch { trouble(error) }
    }
}
