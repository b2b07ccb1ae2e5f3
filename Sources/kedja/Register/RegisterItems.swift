import Exchange

// Each kind of thing that is kept about a person, in words. What is signed is told field by field besides, as it was signed.

extension RegisterReport {
    func identity(_ each: RegisteredIdentity) -> Item {
        var item = Item(Phrase(same: name(each.organisation)))
        item.add(Words.Participant.headings[1], "\(each.identity.givenName) \(each.identity.familyName)")
        item.add(Words.Participant.headings[2], [each.identity.numberKind.words, Phrase(same: each.identity.number)].joined(" "))
        item.add(Words.Participant.headings[3], Words.answer(each.identity.protectedIdentity))
        item.add(Words.Participant.registeredAt, dates.moment(each.at))
        return item
    }

    func correction(_ each: RegisteredCorrection) -> Item {
        var item = Item(Phrase(same: "\(dates.moment(each.at)), \(who(each.by))"))
        item.add(Words.Register.registeredBy, name(each.organisation))
        item.add(Words.Register.before, line(each.correction.before))
        item.add(Words.Register.after, line(each.correction.after))
        item.add(Words.Register.reason, each.correction.reason)
        return item
    }

    private func line(_ identity: ParticipantIdentity) -> Phrase {
        let text = "\(identity.givenName) \(identity.familyName), \(identity.numberKind.words.text) \(identity.number)"
        guard identity.protectedIdentity else { return Phrase(same: text) }
        return Phrase(sv: "\(text), skyddade personuppgifter", en: "\(text), protected identity")
    }

    func consent(_ each: RegisteredConsent) -> Item {
        var item = Item(Phrase(same: each.id.text))
        item.add(Words.Register.state, each.state.words)
        item.add(Words.Register.recorded, dates.moment(each.recordedAt))
        item.add(Words.Register.caseOf, each.caseID.text)
        item.add(Words.Register.withdrawn, each.withdrawnAt.map { dates.moment($0) })
        item.add(Words.Register.supersededBy, each.supersededBy?.text)
        item.add(each.record, as: Words.Register.signed, self)
        for withdrawal in each.withdrawals { item.add(withdrawal, as: Words.Register.signedWithdrawal, self) }
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
        item.add(Words.Register.supersedes, each.version.supersedes?.text)
        item.add(Words.Register.supersededBy, each.version.supersededBy?.text)
        if let rule = each.dueRule, let since = each.dueSince { item.add(Words.Register.due, "\(rule), \(dates.date(since))") }
        item.add(each.manifest, as: Words.Register.signed, self)
        if let rewrap = each.rewrap { item.add(rewrap, as: Words.Register.signedRewrap, self) }
        return item
    }

    func upload(_ each: RegisteredUpload) -> Item {
        var item = Item(Phrase(same: each.id.text))
        item.add(Words.Register.category, each.category.words)
        item.add(Words.Register.caseOf, each.caseID.text)
        item.add(Words.Register.by, who(each.by))
        item.add(Words.Register.release, each.release.words)
        item.add(Words.Register.expires, dates.moment(each.expiresAt))
        return item
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
