import Exchange

extension Words {
    /// How a decision is explained.
    enum Explain {
        static func outcome(_ condition: ExplainedPolicy.Condition) -> Phrase {
            switch (condition.outcome, condition.kind) {
            case (.holds, .unless): Phrase(sv: "undantaget gäller inte", en: "the exception doesn't apply")
            case (.fails, .unless): Phrase(sv: "undantaget gäller", en: "the exception applies")
            case (.holds, _): Phrase(sv: "stämmer", en: "holds")
            case (.fails, _): Phrase(sv: "stämmer inte", en: "fails")
            case (.errs, _): [Phrase(sv: "gick inte att pröva", en: "errs"), error(condition.error)].compactMap { $0 }.joined(", ")
            case (.notReached, _): Phrase(sv: "prövades inte", en: "not reached")
            }
        }

        /// What isn't there is told by what was read; the rest needs a word.
        private static func error(_ code: String?) -> Phrase? {
            switch code {
            case "type_error": Phrase(sv: "fel sorts värde", en: "a value of the wrong type")
            case "overflow": Phrase(sv: "talet är för stort", en: "the number is too large")
            case "extension_error": Phrase(sv: "värdet går inte att tolka", en: "the value can't be read")
            default: nil
            }
        }

        static func isMissing(_ thing: Phrase) -> Phrase { Phrase(sv: "\(thing.sv) finns inte", en: "\(thing.en) is missing") }
        static func isThere(_ thing: Phrase) -> Phrase { Phrase(sv: "\(thing.sv) finns", en: "\(thing.en) is there") }
        static func isHidden(_ thing: Phrase) -> Phrase {
            Phrase(sv: "\(thing.sv) visas inte för dig", en: "\(thing.en) is not shown to you")
        }
        static func flag(_ thing: Phrase, _ value: Phrase) -> Phrase { [thing, value].joined(": ") }
        static func equals(_ thing: Phrase, _ value: Phrase, plural: Bool) -> Phrase {
            Phrase(sv: "\(thing.sv) är \(value.sv)", en: "\(thing.en) \(plural ? "are" : "is") \(value.en)")
        }
        static func more(_ count: Int) -> Phrase { Phrase(sv: "\(count) till", en: "\(count) more") }
        static let none = Phrase(sv: "inga", en: "none")
    }
}

extension ApprovalInContext.Ground: Worded {
    var words: Phrase {
        switch self {
        case .consent: Phrase(sv: "samtycke", en: "consent")
        case .law: Phrase(sv: "lag", en: "law")
        }
    }
}

/// What the paths of Kedja's own policies are called by people. A path that isn't here keeps its Cedar.
enum PathWords {
    static func phrase(_ path: String) -> Phrase { known[path] ?? Phrase(same: path) }

    static let known: [String: Phrase] = principal.merging(document) { $1 }.merging(resource) { $1 }.merging(context) { $1 }

    private static let principal: [String: Phrase] = [
        "principal": Phrase(sv: "du", en: "you"),
        "principal.organisation": Phrase(sv: "din organisation", en: "your organisation"),
        "principal.organisation.kind": Phrase(sv: "din organisations slag", en: "your organisation's kind"),
        "principal.organisation.bound": Phrase(sv: "din organisation har tystnadsplikt", en: "your organisation is bound to silence"),
        "principal.organisation.host": Phrase(sv: "din organisation är värd", en: "your organisation is the host"),
        "principal.roles": Phrase(sv: "dina roller", en: "your roles"),
        "principal.cleared": Phrase(
            sv: "du har behörighet till skyddade personuppgifter", en: "you are cleared for protected identities"),
        "principal.disabled": Phrase(sv: "du är avstängd", en: "you are disabled"),
        "action": Phrase(sv: "det som görs", en: "what is done"),
    ]

    private static let document: [String: Phrase] = [
        "resource": Phrase(sv: "det som det gäller", en: "what it is about"),
        "resource.owner": Phrase(sv: "handlingens ägare", en: "the document's owner"),
        "resource.owner.kind": Phrase(sv: "ägarens slag", en: "the owner's kind"),
        "resource.category": Phrase(sv: "handlingens slag", en: "the document's category"),
        "resource.superseded": Phrase(sv: "en nyare version har ersatt handlingen", en: "a newer version has superseded the document"),
        "resource.release": Phrase(sv: "handlingens utlämnande", en: "the document's release"),
        "resource.case": Phrase(sv: "ärendet", en: "the case"),
        "resource.case.open": Phrase(sv: "ärendet är öppet", en: "the case is open"),
        "resource.case.officers": Phrase(sv: "ärendets handläggare", en: "the case's officers"),
        "resource.case.organisations": Phrase(sv: "organisationerna i ärendet", en: "the case's organisations"),
        "resource.case.stepsEnded": Phrase(sv: "de vars steg i kedjan är slut", en: "those whose steps in the chain have ended"),
        "resource.case.opener": Phrase(sv: "den som öppnade ärendet", en: "whoever opened the case"),
        "resource.participant": Phrase(sv: "deltagaren", en: "the participant"),
        "resource.participant.officers": Phrase(sv: "deltagarens handläggare", en: "the participant's officers"),
        "resource.participant.organisations": Phrase(
            sv: "de som har registrerat deltagaren", en: "those who have registered the participant"),
        "resource.participant.caseOrganisations": Phrase(
            sv: "organisationerna i deltagarens ärenden", en: "the organisations in the participant's cases"),
        "resource.participant.protectedIdentity": Phrase(
            sv: "deltagaren har skyddade personuppgifter", en: "the participant's identity is protected"),
    ]

    private static let resource: [String: Phrase] = [
        "resource.officers": Phrase(sv: "de handläggare som är med", en: "the officers who take part"),
        "resource.organisations": Phrase(sv: "de organisationer som det gäller", en: "the organisations that it concerns"),
        "resource.caseOrganisations": Phrase(
            sv: "organisationerna i deltagarens ärenden", en: "the organisations in the participant's cases"),
        "resource.protectedIdentity": Phrase(sv: "deltagaren har skyddade personuppgifter", en: "the participant's identity is protected"),
        "resource.open": Phrase(sv: "ärendet är öppet", en: "the case is open"),
        "resource.opener": Phrase(sv: "den som öppnade ärendet", en: "whoever opened the case"),
        "resource.requester": Phrase(sv: "den som har gjort begäran", en: "whoever made the request"),
        "resource.answeredBy": Phrase(sv: "den som har besvarat begäran", en: "whoever answered the request"),
        "resource.answeredFor": Phrase(sv: "den som svaret gavs i stället för", en: "the one in whose place it was answered"),
        "resource.approver": Phrase(sv: "den som är borta", en: "the one who is away"),
        "resource.organisation": Phrase(sv: "organisationen", en: "the organisation"),
        "resource.delegates": Phrase(sv: "de som ersätter en utlämnandeansvarig", en: "those who stand in for an approver"),
        "resource.document.category": Phrase(sv: "handlingens slag", en: "the document's category"),
        "resource.askedBy": Phrase(sv: "den som har begärt raderingen", en: "whoever asked for the erasure"),
        "resource.target": Phrase(sv: "det som raderas", en: "what is erased"),
        "resource.due": Phrase(sv: "det ska gallras", en: "it is due by the rules of retention"),
        "resource.document": Phrase(sv: "handlingen", en: "the document"),
        "resource.document.case.open": Phrase(sv: "ärendet är öppet", en: "the case is open"),
    ]

    private static let context: [String: Phrase] = [
        "context.now": Phrase(sv: "nu", en: "now"),
        "context.purpose": Phrase(sv: "ändamålet", en: "the purpose"),
        "context.consent": Phrase(sv: "samtycke", en: "consent"),
        "context.consent.state": Phrase(sv: "samtyckets läge", en: "the consent's state"),
        "context.consent.from": Phrase(sv: "de vars handlingar samtycket gäller", en: "those whose documents the consent covers"),
        "context.consent.to": Phrase(sv: "de som samtycket låter läsa", en: "those whom the consent lets read"),
        "context.consent.categories": Phrase(sv: "de slag som samtycket gäller", en: "the categories that the consent covers"),
        "context.consent.purposes": Phrase(sv: "de ändamål som samtycket gäller", en: "the purposes that the consent covers"),
        "context.consent.validFrom": Phrase(sv: "samtyckets början", en: "the consent's beginning"),
        "context.consent.validUntil": Phrase(sv: "samtyckets slut", en: "the consent's end"),
        "context.approval": Phrase(sv: "ägarens beslut", en: "the owner's approval"),
        "context.approval.ground": Phrase(sv: "grunden för ägarens beslut", en: "the ground of the owner's approval"),
        "context.approval.purpose": Phrase(sv: "ändamålet i ägarens beslut", en: "the purpose of the owner's approval"),
        "context.approval.approvedBy": Phrase(sv: "den som beslutade", en: "whoever approved"),
        "context.approval.validUntil": Phrase(sv: "slutet för ägarens beslut", en: "the end of the owner's approval"),
    ]
}
