// Facts without what makes them one person's, one case's, one document's: names, and times that come with the question.
//
// They're copies with other names in them, so that whatever is added to facts stays in what is compared. A test holds that policies see of
// a copy what they see of the original, but for the names.

extension DocumentFacts {
    /// The same of any document of any person in any case.
    var unnamed: DocumentFacts {
        var facts = self
        facts.id = .unnamed
        facts.of.value.id = .unnamed
        facts.of.value.participant = .unnamed
        facts.of.participant.id = .unnamed
        // Of the case's times policies see whether it's open.
        facts.of.value.openedAt = .unnamed
        if facts.of.value.closedAt != nil { facts.of.value.closedAt = .unnamed }
        return facts
    }
}

extension Circumstances {
    /// The same at any times, with any records of such contents.
    var unnamed: Circumstances {
        var circumstances = self
        circumstances.now = .unnamed
        circumstances.consent?.id = .unnamed
        circumstances.consent?.validFrom = .unnamed
        circumstances.consent?.validUntil = .unnamed
        circumstances.approval?.request = .unnamed
        circumstances.approval?.validUntil = .unnamed
        return circumstances
    }
}

extension Timestamp {
    fileprivate static let unnamed = Timestamp(milliseconds: 0)
}

/// What stands where a name doesn't matter.
extension DocumentID { static var unnamed: DocumentID { Names.document } }
extension CaseID { static var unnamed: CaseID { Names.caseOf } }
extension ParticipantID { static var unnamed: ParticipantID { Names.participant } }
extension ConsentID { fileprivate static var unnamed: ConsentID { Names.consent } }
extension RequestID { fileprivate static var unnamed: RequestID { Names.request } }

/// Made once.
private enum Names {
    static let document = DocumentID(number: 0)
    static let caseOf = CaseID(number: 0)
    static let participant = ParticipantID(number: 0)
    static let consent = ConsentID(number: 0)
    static let request = RequestID(number: 0)
}
