import Exchange

extension Words {
    /// A case as a chain: `kedja case show`, `list`, `step`, `indicators`, `leave`.
    enum Chain {
        static let list = Phrase(sv: "Lista dina ärenden, de öppna eller alla.", en: "List your cases, the open ones or all.")
        static let all = Phrase(sv: "Också avslutade.", en: "Closed ones too.")
        static let leave = Phrase(sv: "Lämna ett ärende som du är med i.", en: "Leave a case in which you take part.")
        static let removeOfficer = Phrase(sv: "Ta ur en handläggare ur ärendet.", en: "Take an officer out of the case.")
        static let indicators = Phrase(sv: "Skriv in vad som följs upp av ett ärende.", en: "State what is followed up of a case.")
        static let indicatorsDiscussion = Phrase(
            sv: "Utan samtycke till uppföljning, eller med skyddade personuppgifter, räknas personen bara med kön och år.",
            en: "Without consent to follow-up, or with protected identity, the person is counted by sex and year only.")
        static let step = Phrase(sv: "Kedjans steg.", en: "The chain's steps.")
        static let stepAdd = Phrase(sv: "Skriv in ett steg.", en: "State a step.")
        static let stepChange = Phrase(sv: "Ändra ett stegs datum eller ansvarig.", en: "Change a step's dates or who answers for it.")
        static let stepEnd = Phrase(sv: "Avsluta ett steg.", en: "End a step.")
        static let stepID = Phrase(sv: "Stegets id, step_….", en: "The step's id, step_….")
        static let kind = Phrase(sv: "Vad som händer i steget.", en: "What happens in the step.")
        static let organisation = Phrase(sv: "Vem som ansvarar för steget.", en: "Who answers for the step.")
        static let from = Phrase(sv: "Första dagen.", en: "The first day.")
        static let until = Phrase(sv: "Sista dagen.", en: "The last day.")
        static let endUntil = Phrase(sv: "Sista dagen; annars slutar steget nu.", en: "The last day; without it the step ends now.")
        static let openEnded = Phrase(sv: "Ta bort slutet.", en: "Take the end away.")
        static let outcome = Phrase(sv: "Vad ärendet ledde till.", en: "What the case came to.")
        static let municipality = Phrase(sv: "Kommunens kod, fyra siffror.", en: "The municipality's code, four digits.")
        static let sex = Phrase(sv: "Kön.", en: "Sex.")
        static let education = Phrase(sv: "Utbildning.", en: "Education.")
        static let timeOnSupport = Phrase(sv: "Tid med offentlig försörjning.", en: "Time on public support.")
        static let occupationBefore = Phrase(sv: "Sysselsättning före.", en: "Occupation before.")
        static let occupationAfter = Phrase(sv: "Sysselsättning efter.", en: "Occupation after.")
        static let incomeBefore = Phrase(sv: "Försörjning före.", en: "Source of income before.")
        static let incomeAfter = Phrase(sv: "Försörjning efter.", en: "Source of income after.")
        static let endingReason = Phrase(sv: "Varför ärendet slutade.", en: "Why the case ended.")
        static let code = Phrase(sv: "kod", en: "code")

        static func didRemove(_ officer: OfficerID) -> Phrase {
            Phrase(sv: "\(officer) är inte längre med i ärendet.", en: "\(officer) no longer takes part in the case.")
        }
        static func didAdd(_ step: CaseStep) -> Phrase {
            Phrase(sv: "Steget är inskrivet: \(step.id)", en: "The step is stated: \(step.id)")
        }
        static let didChange = Phrase(sv: "Steget är ändrat.", en: "The step is changed.")
        static let didRecord = Phrase(sv: "Uppföljningen är inskriven.", en: "The follow-up is stated.")
        static let nothingToChange = Phrase(sv: "ange vad som ska ändras", en: "state what is to be changed")

        static let headings = [
            Case.caseName, Case.participant, Phrase(sv: "Pågår", en: "Under way"), Case.opened, Case.closed,
        ]
    }
}

extension Words.Chain {
    /// Above the parts of what is drawn.
    static let parts = (
        steps: Phrase(sv: "Kedjan", en: "The chain"), present: Phrase(sv: "Är med", en: "Taking part"),
        past: Phrase(sv: "Har varit med", en: "Has taken part"), consents: Phrase(sv: "Samtycken", en: "Consents"),
        asked: Phrase(sv: "Väntar på svar", en: "Waiting for an answer"), followUp: Phrase(sv: "Uppföljning", en: "Follow-up"),
        missing: Phrase(sv: "Saknas", en: "Missing")
    )
    static let noSteps = Phrase(sv: "inga steg", en: "no steps")
    static let noConsents = Phrase(sv: "inga samtycken", en: "no consents")
    static let hiddenConsents = Phrase(
        sv: "fler samtycken finns, som du inte får läsa", en: "there are more consents, which you may not read")
    static let anonymous = Phrase(sv: "räknas bara med kön och år", en: "counted by sex and year only")
    static let before = Phrase(sv: "före", en: "before")
    static let after = Phrase(sv: "efter", en: "after")
    static let earlier = Phrase(sv: "förut", en: "earlier")

    static func since(_ day: String) -> Phrase { Phrase(sv: "sedan \(day)", en: "since \(day)") }
    static func removed(by officer: OfficerID) -> Phrase { Phrase(sv: "togs ur av \(officer)", en: "taken out by \(officer)") }
    static func until(_ state: ConsentState, _ day: String) -> Phrase {
        state == .given ? Phrase(sv: "gäller till och med \(day)", en: "holds through \(day)") : state.words
    }
    static func reads(_ from: String, _ to: String, _ what: Phrase, _ why: Phrase) -> Phrase {
        Phrase(sv: "\(to) får läsa \(from): \(what.sv); för \(why.sv)", en: "\(to) may read \(from): \(what.en); for \(why.en)")
    }
    static func asked(_ request: ChainRequest, _ day: String) -> Phrase {
        Phrase(
            sv: "\(request.category.words.sv) hos \(request.owner), begärd \(day) av \(request.requester)",
            en: "\(request.category.words.en) of \(request.owner), requested \(day) by \(request.requester)")
    }

    /// What a gap says; `step` is the step that it's about.
    static func missing(_ gap: ChainGap, _ step: CaseStep?, _ dates: DateText) -> Phrase {
        let (name, what) = (gap.organisation?.text ?? "", step?.kind.words ?? Phrase(same: ""))
        let end = gap.time.map { dates.lastDay(before: $0) } ?? ""
        return switch gap.kind {
        case .noStepUnderWay: Phrase(sv: "inget steg pågår", en: "no step is under way")
        case .responsibleHasLeft:
            Phrase(sv: "\(name) ansvarar för \(what.sv) men är inte med", en: "\(name) answers for \(what.en) but doesn't take part")
        case .noConsentTowards:
            Phrase(sv: "inget samtycke låter \(name) läsa andras handlingar", en: "no consent lets \(name) read the others' documents")
        case .consentEndsBeforeStep:
            Phrase(
                sv: "samtycket för \(name) slutar \(end), före steget \(what.sv)",
                en: "the consent for \(name) ends on \(end), before the step \(what.en)")
        case .consentRunsOut:
            Phrase(sv: "\(gap.consent?.text ?? "") löper ut \(end)", en: "\(gap.consent?.text ?? "") runs out on \(end)")
        case .unanswered:
            Phrase(
                sv: "\(name) har inte svarat sedan \(gap.time.map { dates.date($0) } ?? "")",
                en: "\(name) hasn't answered since \(gap.time.map { dates.date($0) } ?? "")")
        }
    }
}
