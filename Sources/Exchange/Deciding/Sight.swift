package import Cedar

/// What of the facts an explanation may show to the one who asks for it.
///
/// Whoever may have a decision explained needn't be allowed to read what it was made from: the organisation that registered a person
/// may ask why a document of a case can't be read, without taking part in the case. Such a reader is told which conditions came
/// out how, as ever, but of the values only what another call would answer them:
///
/// - themselves, the time, the purpose they named, and organisations, whom the directory shows to everybody;
/// - the one consent in the context if the policies let them read it. Its contents name other organisations, and which of the
///   person's affairs it covers. No other consent is ever in the context;
/// - the approval in the context, which was given to them;
/// - of the document, the case and the person, what describing or reading these would show. That isn't who else works with the
///   person, in other cases: nothing shows that.
package struct Sight: Sendable {
    private let sees: @Sendable (Subject) -> Bool

    /// What a value was read from.
    package enum Subject: Hashable, Sendable {
        case consent
        case attribute(String, of: EntityUID)
    }

    package init(_ sees: @escaping @Sendable (Subject) -> Bool) { self.sees = sees }

    /// For made-up facts.
    package static let everything = Sight { _ in true }

    func shows(_ reading: Cedar.Reading) -> Bool {
        guard let attribute = reading.attribute else { return true }
        if let owner = reading.owner { return sees(.attribute(attribute, of: owner)) }
        return attribute != "consent" || sees(.consent)
    }
}

extension Rules {
    /// What an officer may be shown of a document's circumstances, asked of the policies themselves.
    func sight(of document: DocumentFacts, by officer: OfficerFacts, in circumstances: Circumstances) -> Sight {
        func may(_ action: Action, _ resource: Resource) -> Bool {
            decide(action, by: officer, on: resource, in: Circumstances(now: circumstances.now)).permitted
        }
        let consent = circumstances.consent.map {
            Resource.consent(ConsentFacts(id: $0.id, of: document.of, organisations: $0.from + $0.to))
        }
        let readsConsent = consent.map { may(.readConsent, $0) } ?? false
        let readsCase = may(.readCase, .caseOf(document.of))
        let readsParticipant = may(.readParticipant, .participant(document.of.participant))
        let describes = may(.describeDocument, .document(document))
        return Sight { subject in
            switch subject {
            case .consent: readsConsent
            case .attribute(let name, let owner):
                switch owner.type {
                case "Officer": owner == .officer(officer.officer.id)
                case "Organisation": true
                case "Document": describes
                case "Case": readsCase
                case "Participant": readsParticipant && name != "officers" && name != "caseOrganisations"
                default: false
                }
            }
        }
    }
}
