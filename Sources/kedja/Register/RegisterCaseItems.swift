import Exchange

// Cases with all that is stated in them, and requests, in words.

extension RegisterReport {
    func caseOf(_ each: RegisteredCase) -> Item {
        var item = Item(Phrase(same: each.id.text))
        item.add(Words.Register.begun, "\(dates.moment(each.openedAt)), \(who(each.openedBy))")
        item.add(Words.Register.ended, each.closedAt.map { dates.moment($0) })
        for step in each.steps { item.add(step.kind.words.capitalised, lines(of: step)) }
        let present = each.stays.filter { $0.until == nil }
        let others = each.officers.filter { officer in !present.contains { $0.by == officer } }
        item.add(Words.Register.takePart, lines(present.map(line) + others.map { Phrase(same: who($0)) }))
        item.add(Words.Register.tookPart, lines(each.stays.filter { $0.until != nil }.map(line)))
        item.add(Words.Register.followUp, lines(each.indicators?.lines.map { Phrase(same: $0) } ?? []))
        return item
    }

    private func lines(_ lines: [Phrase]) -> Phrase? { lines.isEmpty ? nil : lines.joined("\n") }

    /// What holds now, and under it what was stated before, the newest first.
    private func lines(of step: RegisteredStep) -> Phrase {
        let now = [line(step.current), Phrase(same: "(\(step.id))")].joined(" ")
        let earlier = step.earlier.reversed().map { [Words.Register.earlier, line($0)].joined(" ") }
        return ([now] + earlier).joined("\n")
    }

    private func line(_ version: RegisteredStep.Version) -> Phrase {
        let until = version.until.map { dates.lastDay(before: $0) } ?? ""
        let what = "\(name(version.organisation)), \(dates.date(version.from)) – \(until)"
        return Words.Register.stated(what, dates.moment(version.at), by: who(version.by))
    }

    /// `Vägen ut!, vera, 2026-11-23 – 2026-12-01, togs ur av Arbetsförmedlingen, anna`.
    private func line(_ stay: RegisteredStay) -> Phrase {
        let (from, until) = (stay.from.map { dates.date($0) } ?? "", stay.until.map { dates.date($0) } ?? "")
        let period = Phrase(same: "\(who(stay.by)), \(from) – \(until)")
        guard let other = stay.endedBy, other != stay.by else { return period }
        return [period, Words.Register.takenOut(by: who(other))].joined(", ")
    }

    // MARK: Requests

    func request(_ each: RegisteredRequest) -> Item {
        var item = Item(Phrase(same: each.id.text))
        item.add(Words.Register.asked, "\(dates.moment(each.createdAt)), \(who(each.requester))")
        item.add(Words.Request.labels.owner, name(each.owner))
        item.add(Words.Register.purpose, each.purpose.words)
        item.add(Words.Register.reason, each.reason)
        item.add(Words.Request.labels.answerBy, each.answerBy.map { dates.moment($0) })
        item.add(Words.Register.state, each.state.words)
        if let officer = each.answeredBy, let time = each.answeredAt {
            item.add(Words.Register.answered, "\(dates.moment(time)), \(who(officer))")
        }
        if let officer = each.confirmedBy, let time = each.confirmedAt {
            item.add(Words.Request.labels.confirmed, "\(dates.moment(time)), \(who(officer))")
        }
        item.add(Words.Withdrawal.closedBecause, each.closedBecause?.words)
        for part in each.documents { item.add(Words.Register.document, line(part)) }
        if let answer = each.answer { item.add(answer, as: Words.Register.signedAnswer, self) }
        if let confirmation = each.confirmation { item.add(confirmation, as: Words.Register.signedConfirmation, self) }
        return item
    }

    private func line(_ part: RegisteredRequest.Part) -> Phrase {
        var words = [Phrase(same: part.document.text)]
        if let answer = part.answer { words.append(answer.words) }
        if let until = part.validUntil { words.append(Words.Register.until(dates.moment(until))) }
        if part.hasHeader { words.append(Words.Register.sealedForRequester) }
        return words.joined(", ")
    }
}
