import Exchange

/// A consent as a case officer reads it at a glance: what it lets whom do, and for how long yet.
struct ConsentLines {
    let view: ConsentView
    let names: OrganisationNames
    let now: Timestamp
    var dates = DateText()

    /// `gäller, 172 dagar kvar`.
    var standing: Phrase {
        guard view.state == .given else { return Words.Consent.ended(view.state, day: endDay) }
        let first = dates.dayNumber(view.terms.validFrom)
        let today = dates.dayNumber(now)
        if first > today && now < view.terms.validFrom { return Words.Consent.begins(dates.date(view.terms.validFrom)) }
        let lastDay = dates.dayNumber(dates.lastMoment(before: view.terms.validUntil))
        return [view.state.words, Words.Consent.daysLeft(lastDay - today)].joined(", ")
    }

    /// The day on which it came to stand where it stands.
    private var endDay: String {
        switch view.state {
        case .withdrawn: dates.date(view.withdrawnAt ?? view.terms.recordedAt)
        case .given, .expired: dates.lastDay(before: view.terms.validUntil)
        case .refused, .superseded: dates.date(view.terms.recordedAt)
        }
    }

    /// `Vägen ut! får läsa planering från SDF Angered`.
    var sentence: Phrase {
        let words = PartWords(view.part) { names[$0] }
        return view.state == .given ? words.mayRead : view.state == .refused ? words.mayNotRead : words.mightRead
    }

    /// Three lines in a list: where it stands, what it says, and its id.
    var short: [String] {
        [
            standing.capitalised.text, "  " + sentence.text,
            "  " + scope.text, "  " + view.id.text,
        ]
    }

    private var scope: Phrase {
        let until = view.state == .given ? dates.lastDay(before: view.terms.validUntil) : nil
        return Words.Consent.scope(view.partPurposes.map(\.words).enumeration, until: until)
    }

    var details: Details {
        let terms = view.terms
        var details = Details()
        details.add(Words.Consent.labels.consent, view.id.text)
        details.add(Words.Consent.labels.state, standing.text)
        details.add(Words.Consent.labels.from, names.list(terms.from).text)
        details.add(Words.Consent.labels.to, names.list(terms.to).text)
        details.add(Words.Consent.labels.categories, terms.categories.map(\.words.text).joined(separator: ", "))
        details.add(Words.Consent.labels.purposes, terms.purposes.map(\.words.text).joined(separator: ", "))
        details.add(Words.Consent.labels.period, "\(dates.date(terms.validFrom)) – \(dates.lastDay(before: terms.validUntil))")
        details.add(Words.Consent.labels.given, giving)
        details.add(Words.Paper.label, terms.method.paperDocument?.text)
        details.add(Words.Consent.labels.recorded, "\(dates.moment(terms.recordedAt)), \(terms.recordedBy)")
        details.add(Words.Consent.labels.grounds, "\(terms.grounds.secrecy); \(terms.grounds.dataProtection)")
        details.add(Words.Withdrawal.left, view.leftAfterWithdrawals?.text)
        details.add(Words.Consent.labels.wording, wording.text)
        details.add(Words.Consent.labels.withdrawn, view.withdrawnAt.map { dates.moment($0) })
        details.add(Words.Consent.labels.replacedBy, view.supersededBy?.text)
        for objection in view.objections ?? [] { details.add(Words.Rights.objections, objection.line) }
        return details
    }

    private var giving: String {
        let (giver, method) = (view.terms.givenBy, view.terms.method)
        let heard = giver.personHeard.map { ($0 ? Words.Consent.wasHeard : Words.Consent.wasNotHeard).text }
        return [giver.who.words.text, giver.assignment, giver.scope, heard, method.how.words.text, method.witness].compactMap { $0 }.joined(
            separator: ", ")
    }

    /// Which text the person heard, and whether it's one that the program was released with.
    private var wording: Phrase {
        let wording = view.terms.wording
        let released = (try? ReleasedWordings.templates()) ?? []
        let known = released.contains {
            $0.id == wording.id && $0.version == wording.version && $0.language == wording.language && $0.isFilled(in: wording.text)
        }
        return Words.Consent.heardText(wording.id, wording.version, wording.language, isKnown: known)
    }
}

extension [ConsentLines] {
    /// Those in force first, the one that ends soonest at the top; then by when they were recorded, the newest first.
    var inOrder: [ConsentLines] {
        let inForce = filter { $0.view.state == .given }.sorted { $0.view.terms.validUntil < $1.view.terms.validUntil }
        return inForce + filter { $0.view.state != .given }.sorted { $0.view.terms.recordedAt > $1.view.terms.recordedAt }
    }

    /// `2 gäller, 1 nekat`.
    var tally: Phrase {
        ConsentState.allCases.compactMap { state in
            let count = filter { $0.view.state == state }.count
            return count == 0 ? nil : Words.Consent.count(count, state)
        }.joined(", ")
    }
}
