import Exchange

extension RegisterReport {
    func emergency(_ each: RegisteredEmergency) -> Item {
        var item = Item(Phrase(same: "\(dates.moment(each.readAt)), \(who(each.reader))"))
        item.add(Words.Register.id, each.id.text)
        item.add(Words.Register.document, Phrase(same: "\(each.document), \(name(each.owner))"))
        item.add(Words.Register.purpose, each.purpose.words)
        item.add(Words.Register.reason, each.reason)
        item.add(Words.Register.entry, "\(each.entry)")
        item.add(Words.Register.reviewBy, dates.moment(each.reviewBy))
        item.add(Words.Register.overdueSince, each.overdueSince.map { dates.moment($0) })
        if let officer = each.reviewedBy, let time = each.reviewedAt {
            item.add(Words.Register.reviewed, "\(dates.moment(time)), \(who(officer))")
        }
        item.add(Words.Register.verdict, each.verdict?.words)
        if let review = each.review { item.add(review, as: Words.Register.signed, self) }
        return item
    }

    func restriction(_ each: RegisteredRestriction) -> Item {
        var item = Item(Phrase(same: each.id.text))
        item.add(Words.Register.state, Words.Rights.state(each.endedAt == nil))
        item.add(Words.Register.ground, each.ground.words)
        item.add(Words.Register.begun, "\(dates.moment(each.begunAt)), \(who(each.begunBy))")
        if let officer = each.endedBy, let time = each.endedAt {
            item.add(Words.Register.ended, "\(dates.moment(time)), \(who(officer))")
        }
        item.add(each.record, as: Words.Register.signed, self)
        if let lifting = each.lifting { item.add(lifting, as: Words.Register.signedLifting, self) }
        return item
    }

    func objection(_ each: RegisteredObjection) -> Item {
        var item = Item(Phrase(same: each.id.text))
        item.add(Words.Register.about, each.target.text)
        item.add(Words.Register.recorded, "\(dates.moment(each.recordedAt)), \(who(each.recordedBy))")
        item.add(each.record, as: Words.Register.signed, self)
        return item
    }

    func erasure(_ each: RegisteredErasure) -> Item {
        var item = Item(Phrase(same: each.id.text))
        item.add(Words.Register.about, each.target.text)
        item.add(Words.Register.state, each.state.words)
        item.add(Words.Register.ground, each.ground)
        item.add(Words.Register.asked, "\(dates.moment(each.askedAt)), \(who(each.askedBy))")
        item.add(Words.Register.confirmBy, dates.moment(each.expiresAt))
        if let officer = each.endedBy, let time = each.endedAt {
            item.add(Words.Register.answered, "\(dates.moment(time)), \(who(officer))")
        }
        item.add(Words.Register.entry, each.entry.map { "\($0)" })
        if let record = each.record { item.add(record, as: Words.Register.signed, self) }
        if let answer = each.answer { item.add(answer, as: Words.Register.signedAnswer, self) }
        return item
    }

    /// The log, retrievals that may still be fetched, and kept answers: that they're there.
    var technical: [Item] {
        var log = Item(Words.Register.log)
        log.add(Words.Register.count, "\(extract.logEntries)")
        log.add(Words.Register.seeLog, Words.Register.logExtract)
        let open = extract.openRetrievals.map { each in
            var item = Item(Phrase(same: each.id.text))
            item.add(Words.Register.document, each.document.text)
            item.add(Words.Register.by, who(each.by))
            item.add(Words.Register.purpose, each.purpose.words)
            item.add(Words.Register.expires, dates.moment(each.expiresAt))
            item.add(Words.Register.inEmergency, each.emergency?.text)
            return item
        }
        let kept = extract.keptAnswers.map { each in
            var item = Item(Words.Register.keptAnswer)
            item.add(Words.Register.by, who(each.by))
            item.add(Words.Register.recorded, dates.moment(each.at))
            return item
        }
        return [log] + open + kept
    }
}
