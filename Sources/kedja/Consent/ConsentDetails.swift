import Exchange

extension ConsentView {
    var details: Details {
        let dates = DateText()
        var details = Details()
        details.add(Words.Consent.labels.consent, id.text)
        details.add(Words.Consent.labels.state, state.words.text)
        details.add(Words.Consent.labels.from, terms.from.map(\.text).joined(separator: ", "))
        details.add(Words.Consent.labels.to, terms.to.map(\.text).joined(separator: ", "))
        details.add(Words.Consent.labels.categories, terms.categories.map(\.words.text).joined(separator: ", "))
        details.add(Words.Consent.labels.purposes, terms.purposes.map(\.words.text).joined(separator: ", "))
        details.add(Words.Consent.labels.period, period)
        details.add(Words.Consent.labels.given, "\(terms.givenBy.who.words.text), \(terms.method.how.words.text)")
        details.add(Words.Consent.labels.recorded, "\(dates.moment(terms.recordedAt)), \(terms.recordedBy)")
        details.add(Words.Consent.labels.grounds, "\(terms.grounds.secrecy); \(terms.grounds.dataProtection)")
        details.add(Words.Withdrawal.left, leftAfterWithdrawals?.text)
        details.add(Words.Consent.labels.withdrawn, withdrawnAt.map { dates.moment($0) })
        details.add(Words.Consent.labels.replacedBy, supersededBy?.text)
        for objection in objections ?? [] { details.add(Words.Rights.objections, objection.line) }
        return details
    }

    /// `2026-11-23 – 2027-05-31`, the last day included.
    var period: String {
        let dates = DateText()
        return "\(dates.date(terms.validFrom)) – \(dates.lastDay(before: terms.validUntil))"
    }

    var row: [String] {
        [
            id.text, state.words.text, terms.from.map(\.text).joined(separator: ","), terms.to.map(\.text).joined(separator: ","),
            terms.categories.map(\.words.text).joined(separator: ","), period,
        ]
    }
}
