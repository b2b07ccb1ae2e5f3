import ArgumentParser
import Exchange
import ExchangeClient

/// `kedja receipt`. Nothing here talks to the daemon.
struct ReceiptCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "receipt", Words.Receipts.noun, [ReceiptList.self, ReceiptShow.self, ReceiptVerify.self, ReceiptExport.self])
    }
}

extension CommonOptions {
    /// The receipts of the chosen profile.
    func receipts() throws -> ReceiptStore { try profiles.receipts(for: try chosenProfile().name) }
}

extension AuditEntry {
    /// An entry as a receipt's opening tells it.
    var receiptDetails: Details {
        let labels = Words.Audit.labels
        var details = Details()
        details.add(labels.index, String(index))
        details.add(labels.at, DateText().moment(at))
        details.add(labels.officer, officer.description)
        details.add(labels.action, action.words.text)
        details.add(labels.outcome, outcome.words.text)
        details.add(labels.resource, resource)
        details.add(labels.participant, participant?.text)
        details.add(labels.purpose, purpose?.words.text)
        details.add(labels.consent, consent?.text)
        details.add(labels.approval, approval?.text)
        details.add(labels.record, record)
        return details
    }
}
