import Exchange

// Each kind of thing that is kept about a person, in words. What is signed is told field by field besides, as it was signed.

extension RegisterReport {
    func identity(_ each: RegisteredIdentity) -> Item {
        var item = Item(Phrase(same: name(each.organisation)))
        item.add(Words.Participant.headings[1], "\(each.identity.givenName) \(each.identity.familyName)")
        item.add(Words.Participant.headings[2], each.identity.number)
        item.add(Words.Participant.headings[3], Words.answer(each.identity.protectedIdentity))
        item.add(Words.Participant.registeredAt, dates.moment(each.at))
        return item
    }

    func correction(_ each: RegisteredCorrection) -> Item {
        var item = Item(Phrase(same: "\(dates.moment(each.at)), \(who(each.by))"))
        item.add(Words.Register.before, line(each.correction.before))
        item.add(Words.Register.after, line(each.correction.after))
        item.add(Words.Register.reason, each.correction.reason)
        return item
    }

    private func line(_ identity: ParticipantIdentity) -> Phrase {
        let text = "\(identity.givenName) \(identity.familyName), \(identity.number)"
        guard identity.protectedIdentity else { return Phrase(same: text) }
        return Phrase(sv: "\(text), skyddade personuppgifter", en: "\(text), protected identity")
    }

    func caseOf(_ each: RegisteredCase) -> Item {
        var item = Item(Phrase(same: each.id.text))
        item.add(Words.Register.begun, "\(dates.moment(each.openedAt)), \(who(each.openedBy))")
        item.add(Words.Register.ended, each.closedAt.map { dates.moment($0) })
        for step in each.steps { item.add(step.kind.words, line(step.current)) }
        item.add(Words.Register.takePart, each.officers.map { Phrase(same: who($0)) }.joined("; "))
        return item
    }

    private func line(_ version: RegisteredStep.Version) -> Phrase {
        let until = version.until.map { dates.lastDay(before: $0) } ?? ""
        return Phrase(same: "\(name(version.organisation)), \(dates.date(version.from)) – \(until)")
    }

    func consent(_ each: RegisteredConsent) -> Item {
        var item = Item(Phrase(same: each.id.text))
        item.add(Words.Register.state, each.state.words)
        item.add(Words.Register.recorded, dates.moment(each.recordedAt))
        item.add(Words.Register.caseOf, each.caseID.text)
        item.add(Words.Register.withdrawn, each.withdrawnAt.map { dates.moment($0) })
        item.add(Words.Register.supersededBy, each.supersededBy?.text)
        item.add(each.record, as: Words.Register.signed)
        for withdrawal in each.withdrawals { item.add(withdrawal, as: Words.Register.signedWithdrawal) }
        return item
    }

    func document(_ each: RegisteredDocument) -> Item {
        var item = Item(Phrase(same: each.name))
        item.add(Words.Register.id, each.id.text)
        item.add(Words.Register.category, each.category.words)
        item.add(Words.Register.caseOf, each.caseID.text)
        item.add(Words.Register.holder, Words.Register.copy(of: name(each.owner)))
        item.add(Words.Register.uploaded, "\(dates.moment(each.uploadedAt)), \(who(each.uploadedBy))")
        item.add(Words.Register.release, each.release.words)
        item.add(Words.Register.size, "\(each.payloadSize)")
        item.add(Words.Register.version, "\(each.version.number)")
        item.add(Words.Register.supersededBy, each.version.supersededBy?.text)
        if let rule = each.dueRule, let since = each.dueSince { item.add(Words.Register.due, "\(rule), \(dates.date(since))") }
        item.add(each.manifest, as: Words.Register.signed)
        if let rewrap = each.rewrap { item.add(rewrap, as: Words.Register.signedRewrap) }
        return item
    }

    func upload(_ each: RegisteredUpload) -> Item {
        var item = Item(Phrase(same: each.id.text))
        item.add(Words.Register.category, each.category.words)
        item.add(Words.Register.caseOf, each.caseID.text)
        item.add(Words.Register.by, who(each.by))
        item.add(Words.Register.release, each.release.words)
        item.add(Words.Register.until, dates.moment(each.expiresAt))
        return item
    }

    func request(_ each: RegisteredRequest) -> Item {
        var item = Item(Phrase(same: each.id.text))
        item.add(Words.Register.asked, "\(dates.moment(each.createdAt)), \(who(each.requester))")
        item.add(Words.Register.purpose, each.purpose.words)
        item.add(Words.Register.reason, each.reason)
        item.add(Words.Register.state, each.state.words)
        if let officer = each.answeredBy, let time = each.answeredAt {
            item.add(Words.Register.answered, "\(dates.moment(time)), \(who(officer))")
        }
        item.add(Words.Withdrawal.closedBecause, each.closedBecause?.words)
        for part in each.documents { item.add(Words.Register.document, line(part)) }
        if let answer = each.answer { item.add(answer, as: Words.Register.signed) }
        return item
    }

    private func line(_ part: RegisteredRequest.Part) -> Phrase {
        var words = [Phrase(same: part.document.text)]
        if let answer = part.answer { words.append(answer.words) }
        if let until = part.validUntil { words.append(Phrase(sv: "till \(dates.moment(until))", en: "until \(dates.moment(until))")) }
        return words.joined(", ")
    }

    func retrieval(_ each: RegisteredRetrieval) -> Item {
        var item = Item(Phrase(same: "\(dates.moment(each.at)), \(who(each.by))"))
        item.add(Words.Register.document, each.document)
        item.add(Words.Register.purpose, each.purpose?.words)
        item.add(Words.Register.onConsent, each.consent?.text)
        item.add(Words.Register.onRequest, each.approval?.text)
        item.add(Words.Register.inEmergency, each.isEmergency ? Words.answer(true) : nil)
        item.add(Words.Register.entry, "\(each.entry)")
        return item
    }
}
