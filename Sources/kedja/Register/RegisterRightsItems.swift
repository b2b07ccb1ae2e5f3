import Exchange
import SignedRecords

extension RegisterReport {
    func emergency(_ each: RegisteredEmergency) -> Item {
        var item = Item(Phrase(same: "\(dates.moment(each.readAt)), \(who(each.reader))"))
        item.add(Words.Register.id, each.id.text)
        item.add(Words.Register.document, Phrase(same: "\(each.document), \(name(each.owner))"))
        item.add(Words.Register.purpose, each.purpose.words)
        item.add(Words.Register.reason, each.reason)
        item.add(Words.Register.entry, "\(each.entry)")
        if let officer = each.reviewedBy, let time = each.reviewedAt {
            item.add(Words.Register.reviewed, "\(dates.moment(time)), \(who(officer))")
        }
        item.add(Words.Register.verdict, each.verdict?.words)
        if let review = each.review { item.add(review, as: Words.Register.signed) }
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
        item.add(each.record, as: Words.Register.signed)
        if let lifting = each.lifting { item.add(lifting, as: Words.Register.signedLifting) }
        return item
    }

    func objection(_ each: RegisteredObjection) -> Item {
        var item = Item(Phrase(same: each.id.text))
        item.add(Words.Register.about, each.target.text)
        item.add(Words.Register.recorded, "\(dates.moment(each.recordedAt)), \(who(each.recordedBy))")
        item.add(each.record, as: Words.Register.signed)
        return item
    }

    func erasure(_ each: RegisteredErasure) -> Item {
        var item = Item(Phrase(same: each.id.text))
        item.add(Words.Register.about, each.target.text)
        item.add(Words.Register.state, each.state.words)
        item.add(Words.Register.ground, each.ground)
        item.add(Words.Register.asked, "\(dates.moment(each.askedAt)), \(who(each.askedBy))")
        if let officer = each.endedBy, let time = each.endedAt {
            item.add(Words.Register.answered, "\(dates.moment(time)), \(who(officer))")
        }
        if let record = each.record { item.add(record, as: Words.Register.signed) }
        if let answer = each.answer { item.add(answer, as: Words.Register.signedAnswer) }
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
            item.add(Words.Register.until, dates.moment(each.expiresAt))
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

extension RegisterReport.Item {
    /// What a signed record says, field by field, fields that this version doesn't know among them; and what names the record.
    mutating func add(_ record: RegisteredRecord, as title: Phrase) {
        add(title, "SHA-256 \(record.digest)")
        guard let payload = try? JSONValue(parsing: Array(record.payload.utf8)) else { return add(title, record.payload) }
        for (path, value) in RegisterFields(payload).fields { add(Phrase(same: path), value) }
    }
}

/// A JSON value as paths and values: `givenBy.who`, `participant`.
struct RegisterFields {
    private(set) var fields: [(path: String, value: String)] = []

    init(_ value: JSONValue) { add(value, at: "") }

    private mutating func add(_ value: JSONValue, at path: String) {
        switch value {
        case .null: break
        case .bool(let flag): fields.append((path, String(flag)))
        case .integer(let number): fields.append((path, String(number)))
        case .number(let number): fields.append((path, String(number)))
        case .string(let text): fields.append((path, text))
        case .array(let items): add(items, at: path)
        case .object(let members):
            for name in members.keys.sorted() { add(members[name] ?? .null, at: path.isEmpty ? name : "\(path).\(name)") }
        }
    }

    /// Plain values stand on one line.
    private mutating func add(_ items: [JSONValue], at path: String) {
        let texts = items.compactMap { if case .string(let text) = $0 { text } else { nil } }
        guard texts.count < items.count || items.isEmpty else { return fields.append((path, texts.joined(separator: ", "))) }
        for (number, item) in items.enumerated() { add(item, at: "\(path).\(number + 1)") }
    }
}
