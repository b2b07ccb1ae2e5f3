import Exchange

extension ExplainedPolicy.Reading: Worded {
    /// `samtyckets läge är återkallat`; of a path that has no words of its own, `context.x.y är 7`.
    var words: Phrase {
        let thing = PathWords.phrase(path)
        switch kind {
        case .missing: return Words.Explain.isMissing(thing)
        case .present: return Words.Explain.isThere(thing)
        case .hidden: return Words.Explain.isHidden(thing)
        case .flag: return Words.Explain.flag(thing, Words.answer(values.first == "true"))
        case .text, .number, .time, .entity, .other:
            return Words.Explain.equals(thing, value, plural: path == "principal")
        case .texts, .entities, .others:
            return Words.Explain.equals(thing, value, plural: true)
        }
    }

    private var value: Phrase {
        guard !values.isEmpty else { return Words.Explain.none }
        return (values.map(word) + (omitted > 0 ? [Words.Explain.more(omitted)] : [])).joined(", ")
    }

    private func word(_ value: String) -> Phrase {
        switch kind {
        case .text, .texts: vocabulary(value) ?? Phrase(same: value)
        case .time: Phrase(same: Timestamp(value).map { DateText().moment($0) } ?? value)
        case .entity, .entities: Phrase(same: name(value))
        default: Phrase(same: value)
        }
    }

    /// What stands between the quotation marks of `Officer::"af/karin"`.
    private func name(_ entity: String) -> String {
        guard let first = entity.firstIndex(of: "\""), let last = entity.lastIndex(of: "\""), first < last else { return entity }
        return String(entity[entity.index(after: first)..<last])
    }

    /// The domain's own words, by where the value was read.
    private func vocabulary(_ value: String) -> Phrase? {
        switch path.split(separator: ".").last {
        case "state": ConsentState(rawValue: value)?.words
        case "category", "categories": Category(rawValue: value)?.words
        case "purpose", "purposes": Purpose(rawValue: value)?.words
        case "roles": Role(rawValue: value)?.words
        case "kind": OrganisationKind(rawValue: value)?.words
        case "release": ReleaseMode(rawValue: value)?.words
        case "ground": ApprovalInContext.Ground(rawValue: value)?.words
        default: nil
        }
    }
}
