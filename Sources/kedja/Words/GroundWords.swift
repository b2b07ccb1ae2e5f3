import Exchange

extension UnusableGround {
    var faultWords: FaultWords {
        let words = ExchangeError.Code.groundNotUsable.faultWords
        return FaultWords([words.sentence, reason].joined(": "), hint: hint ?? words.hint)
    }

    private var reason: Phrase {
        switch self {
        case .unknown: Phrase(sv: "den finns inte i den katalog som gäller nu", en: "the catalogue in force has no such ground")
        case .needsBalancing: Phrase(sv: "den kräver en avvägning", en: "it needs a balancing")
        case .owner: Phrase(sv: "den får inte användas av organisationer av ert slag", en: "organisations of your kind may not use it")
        case .receiver:
            Phrase(
                sv: "den gäller inte gentemot organisationer av det slag som begär",
                en: "it doesn't serve organisations of the requester's kind")
        case .category: Phrase(sv: "den gäller aldrig handlingar av det slaget", en: "it never covers documents of this category")
        case .purpose: Phrase(sv: "den gäller inte för begärans ändamål", en: "it doesn't serve the purpose of the request")
        case .consentNotListed: Phrase(sv: "katalogen har inte samtycke som grund", en: "the catalogue has no consent as a ground")
        case .consentNotInForce:
            Phrase(sv: "samtycket gäller inte nu i handlingens ärende", en: "the consent doesn't hold in the document's case now")
        case .consentNotCovering:
            Phrase(
                sv: "samtycket täcker inte er organisation, den som begär, slaget av handling och ändamålet",
                en: "the consent doesn't cover your organisation, the requester's, the category and the purpose")
        }
    }

    private var hint: Phrase? {
        switch self {
        case .needsBalancing:
            Phrase(sv: "ange --balancing: vad som väger för och emot", en: "give --balancing: what weighs on either side")
        case .consentNotInForce, .consentNotCovering:
            Phrase(
                sv: "«kedja consent list» visar vad deltagaren har samtyckt till",
                en: "`kedja consent list` shows what the participant has consented to")
        case .unknown, .owner, .receiver, .category, .purpose, .consentNotListed: nil
        }
    }
}
