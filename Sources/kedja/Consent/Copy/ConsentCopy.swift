import Exchange

/// The person's own copy of what they have answered, whatever it's written as. Pure.
struct ConsentCopy {
    let items: [Item]
    /// Each text that was read aloud, once.
    let wordings: [ConsentRecord.Wording]
    let sittings: [Phrase]
    /// Those who can be told that the person has changed their mind, the recorder's organisation first.
    let contacts: [String]
    let participant: ParticipantID
    let caseIDs: [CaseID]
    /// The documents that hold what was signed on paper.
    let papers: [DocumentID]
    /// Lines to sign on: for a form, and for what was given on paper.
    let isSigned: Bool
    let hasRepresentative: Bool
    /// Nothing has been recorded yet: the person signs, and the paper is scanned.
    let isForm: Bool

    /// What became of an answer.
    enum Section: String, CaseIterable { case yes, no, ended }

    struct Item {
        let section: Section
        let to: Phrase
        let from: Phrase
        let categories: [Phrase]
        let purposes: Phrase
        let until: String
        /// `Återkallat 12 januari 2027`.
        let ended: Phrase?
        let id: ConsentID?
    }

    /// By which others find what is told here: who, in which case, on which paper, in which records.
    var numbers: [(label: Phrase, id: String)] {
        [(Words.Copy.participant, participant.text)] + caseIDs.map { (Words.Copy.caseName, $0.text) }
            + papers.map { (Words.Paper.label, $0.text) }
            + items.compactMap { item in item.id.map { (Words.Copy.record(item.section), $0.text) } }
    }

    func items(in section: Section) -> [Item] { items.filter { $0.section == section } }

    /// Said in the place of a yes.
    var noYes: Phrase { Words.Copy.noYes(ended: !items(in: .ended).isEmpty) }

    var title: Phrase { isForm ? Words.Copy.formTitle : Words.Copy.title }

    /// - Parameter consents: of one person, in the order in which they're told.
    init(_ consents: [ConsentView], _ names: OrganisationNames, dates: DateText = DateText()) throws(LocalFault) {
        guard let first = consents.first, consents.allSatisfy({ $0.terms.participant == first.terms.participant }) else {
            throw LocalFault(.unusableArgument, Words.Copy.severalPeople)
        }
        let months = Words.months
        items = consents.map { Item($0, names, dates) }
        wordings = ConsentCopy.once(consents.map(\.terms.wording))
        sittings = ConsentCopy.once(consents.map { Words.Copy.sitting($0.terms, dates.day($0.terms.recordedAt, months: months), names) })
        contacts = ConsentCopy.once(consents.flatMap { [$0.terms.recordedBy.organisation] + $0.terms.from + $0.terms.to }).map { names[$0] }
        participant = first.terms.participant
        caseIDs = ConsentCopy.once(consents.map(\.caseID))
        papers = ConsentCopy.once(consents.compactMap(\.terms.method.paperDocument))
        isSigned = consents.contains { $0.terms.method.how == .paper }
        hasRepresentative = consents.contains { $0.terms.givenBy.who != .participant }
        isForm = false
    }

    /// The form for a person who answers on paper, before anything is recorded.
    init(form answers: ConsentAnswers, _ sitting: ConsentSitting, _ setting: DialogueSetting) {
        let context = setting.context
        let until = setting.date(day: answers.lastDay)
        let plain = PlainWords(setting.wording(answers))
        let purposes = sitting.purposes.map(plain.word).enumeration
        items = answers.parts.map { Item($0, plain, purposes, until, context.name) }
        wordings = [sitting.wording]
        let day = setting.dates.day(context.now, months: Words.months)
        sittings = [Words.Copy.formIntro(context.name(context.me.organisation), day)]
        contacts = ConsentCopy.once([context.me.organisation] + answers.from + answers.to).map(context.name)
        participant = sitting.participant
        caseIDs = [sitting.caseID]
        papers = []
        isSigned = true
        hasRepresentative = sitting.giver.who != .participant
        isForm = true
    }

    private static func once<Value: Equatable>(_ values: [Value]) -> [Value] {
        values.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

extension ConsentCopy.Item {
    init(_ view: ConsentView, _ names: OrganisationNames, _ dates: DateText) {
        let terms = view.terms
        switch view.state {
        case .given: section = .yes
        case .refused: section = .no
        case .withdrawn, .expired, .superseded: section = .ended
        }
        to = names.list(view.part.to)
        from = names.list(view.part.from)
        let plain = PlainWords(heard: terms.wording)
        categories = view.part.categories.map(plain.word)
        purposes = view.partPurposes.map(plain.word).enumeration
        until = dates.day(dates.lastMoment(before: terms.validUntil), months: Words.months)
        ended = section == .ended ? Words.Copy.ended(view.state, view.withdrawnAt.map { dates.day($0, months: Words.months) }) : nil
        id = view.id
    }

    init(_ part: ConsentPart, _ plain: PlainWords, _ purposes: Phrase, _ until: String, _ name: (OrganisationID) -> String) {
        section = part.decision == .given ? .yes : .no
        to = part.to.map { Phrase(same: name($0)) }.enumeration
        from = part.from.map { Phrase(same: name($0)) }.enumeration
        categories = part.categories.map(plain.word)
        self.purposes = purposes
        self.until = until
        ended = nil
        id = nil
    }
}
