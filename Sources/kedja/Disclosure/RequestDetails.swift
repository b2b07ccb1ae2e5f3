import Exchange
import ExchangeAPI
import SignedRecords

extension RequestView {
    var row: [String] {
        let categories = Set(documents.map(\.category)).sorted().map(\.words.text).joined(separator: ",")
        let named = documents.count == 1 ? documents[0].document.text : Words.Request.documents(documents.count).text
        return [
            id.text, state.words.text, named, categories, requester.description, purpose.words.text, DateText().moment(createdAt),
            deadline ?? "",
        ]
    }

    /// `2026-11-30 00:00`, and whether that has been.
    private var deadline: String? {
        guard let answerBy else { return nil }
        let time = DateText().moment(answerBy)
        return isOverdue ? Words.Request.overdue(time).text : time
    }

    var details: Details {
        let (labels, dates) = (Words.Request.labels, DateText())
        var details = Details()
        details.add(labels.request, id.text)
        details.add(labels.state, state.words.text)
        for part in documents { details.add(labels.document, "\(part.document) \(part.words(record).text)") }
        for part in documents {
            for words in part.consentWords { details.add(labels.consent, "\(part.document) \(words.text)") }
        }
        details.add(labels.owner, owner.text)
        details.add(labels.requester, requester.description)
        details.add(labels.purpose, purpose.words.text)
        details.add(labels.reason, reason)
        details.add(labels.created, dates.moment(createdAt))
        details.add(labels.answerBy, deadline)
        details.add(labels.answered, answeredAt.map { "\(dates.moment($0)), \(answeredBy?.description ?? "")" })
        details.add(Words.Withdrawal.closedBecause, closedBecause?.words.text)
        details.add(labels.behalf, record?.onBehalfOf?.description)
        details.add(labels.confirmed, confirmedAt.map { "\(dates.moment($0)), \(confirmedBy?.description ?? "")" })
        details.add(labels.appeal, appeal.map { Words.Request.appeal($0).text })
        return details
    }

    /// Each document and what is answered about it, and how to appeal.
    var documentLines: [String] {
        guard documents.count > 1 || appeal != nil else { return [] }
        return documents.map { "  \($0.document) \($0.words(record).text)" }
            + (appeal.map { [Words.Request.appeal($0).text] } ?? [])
    }

    /// What the answer says. It's shown as it came; that it's signed is checked by whoever relies on it.
    private var record: ApprovalRecord? {
        guard let answer, let signed = try? SignedRecord(parsing: Array(answer.utf8)) else { return nil }
        return try? CanonicalJSON.decode(ApprovalRecord.self, from: signed.payload)
    }
}

extension RequestedDocumentView {
    /// On which consents it can be let go, a line each: `cons_…, till 2026-12-31`. Nothing for whoever hasn't to answer.
    var consentWords: [Phrase] {
        guard let consents else { return [] }
        guard !consents.isEmpty else { return [Words.Request.noConsent] }
        return consents.map { Words.Request.covering($0.id, until: DateText().lastDay(before: $0.validUntil)) }
    }

    /// `planering, lämnas ut, till 2026-12-31, grund: OSL 10 kap. 27 §`.
    fileprivate func words(_ record: ApprovalRecord?) -> Phrase {
        let stated = record?.answer(on: document)
        let shown = answer ?? stated?.answer
        let until = (validUntil ?? stated?.validUntil).map { DateText().lastDay(before: $0) }
        let part = Words.Request.part(category.words, shown?.words, until: until)
        return [part, stated?.ground.map(\.words)].compactMap { $0 }.joined(", ")
    }
}

extension DisclosureGround {
    fileprivate var words: Phrase {
        switch self {
        case .consent(let id): Words.Request.consent(id?.text ?? "")
        case .listed(let ground): Words.Request.ground("\(ground.act) \(ground.section)")
        case .law(let section, _): Words.Request.ground(section)
        }
    }
}
