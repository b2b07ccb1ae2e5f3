import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja audit list`.
struct AuditList: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Audit.list) }

    /// Rows unless `--limit` says otherwise.
    static let defaultLimit = 100

    @OptionGroup var filter: AuditFilterOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        guard (filter.limit ?? 1) > 0 else { throw ValidationError(Words.Audit.limit.text) }
        try await common.exchange { session in
            let found = try await session.entries(filter, exporting: false, limit: filter.limit ?? AuditList.defaultLimit)
            try session.output.show(found.answer) { entries in
                var table = Table(Words.Audit.headings, rightAligned: [0])
                for each in entries { table.add(each.row) }
                return table.linesOrNothing + (found.more ? [Words.Audit.more.text] : [])
            }
        }
    }
}

extension AuditEntryView {
    var row: [String] {
        guard let entry else { return [String(index), "", "", closedWords.text, "", "", ""] }
        return [
            String(index), DateText().moment(entry.at), entry.officer.description, entry.action.words.text, entry.outcome.words.text,
            entry.resource ?? "", entry.purpose?.words.text ?? "",
        ]
    }

    private var closedWords: Phrase { erasure.map { Words.Audit.erased(by: $0.index) } ?? Words.Audit.closed(closed?.rawValue) }

    var details: Details {
        let labels = Words.Audit.labels
        var details = Details()
        details.add(labels.index, String(index))
        guard let entry else {
            details.add(labels.text, closedWords.text)
            details.add(labels.leaf, leaf)
            return details
        }
        details.add(labels.at, DateText().moment(entry.at))
        details.add(labels.officer, entry.officer.description)
        details.add(labels.action, entry.action.words.text)
        details.add(labels.outcome, entry.outcome.words.text)
        details.add(labels.code, entry.code)
        details.add(labels.resource, entry.resource)
        details.add(labels.participant, entry.participant?.text)
        details.add(labels.purpose, entry.purpose?.words.text)
        details.add(Words.Emergency.why, entry.remark?.words.text ?? entry.reason)
        details.add(labels.policies, entry.policies.isEmpty ? nil : entry.policies.joined(separator: ", "))
        details.add(labels.consent, entry.consent?.text)
        details.add(labels.approval, entry.approval?.text)
        details.add(labels.record, entry.record)
        details.add(Words.Audit.erasure, entry.erased.map { Words.Audit.erasedTexts($0).text })
        details.add(Words.Audit.askedBy, entry.erased?.askedBy.description)
        details.add(Words.Audit.decidedBy, entry.erased?.decision)
        details.add(labels.leaf, leaf)
        return details
    }
}
