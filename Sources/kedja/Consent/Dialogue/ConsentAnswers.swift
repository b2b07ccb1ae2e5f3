import Exchange

/// What was said to one organisation's reading one category.
enum PartAnswer: Hashable, Sendable { case yes, no, later }

/// All that the recorder has answered so far. Pure.
struct ConsentAnswers: Hashable, Sendable {
    var place = ""
    var giver = ConsentGiver()
    /// The language of the text that is read aloud.
    var language = ""
    var from: [OrganisationID] = []
    var to: [OrganisationID] = []
    var categories: [Category] = []
    var purposes: [Purpose] = []
    /// Days since 1970.
    var lastDay = 0
    var explained: [ConsentRecord.Explanation] = []
    var answers: [OrganisationID: [Category: PartAnswer]] = [:]
    var how = ConsentRecord.Method.How.screen
    var paper: PaperScan?
    var witness: String?

    /// Whose papers a recipient would read: nobody reads their own by consent.
    func sources(for recipient: OrganisationID) -> [OrganisationID] { from.filter { $0 != recipient } }

    func answer(_ recipient: OrganisationID, _ category: Category) -> PartAnswer? { answers[recipient]?[category] }

    mutating func answer(_ recipient: OrganisationID, with answer: PartAnswer) {
        answers[recipient] = Dictionary(uniqueKeysWithValues: categories.map { ($0, answer) })
    }

    /// What becomes records: the recipients that got the same answer together, yes before no.
    var parts: [ConsentPart] { parts(.yes, .given) + parts(.no, .refused) }

    /// What the person wants to wait with. Nothing of it is recorded.
    var waiting: [ConsentPart] { parts(.later, .refused) }

    private func parts(_ answer: PartAnswer, _ decision: ConsentRecord.Decision) -> [ConsentPart] {
        var parts: [ConsentPart] = []
        for recipient in to {
            let found = categories.filter { self.answer(recipient, $0) == answer }
            guard !found.isEmpty else { continue }
            let sources = sources(for: recipient)
            if let same = parts.firstIndex(where: { $0.from == sources && $0.categories == found }) {
                parts[same] = ConsentPart(decision: decision, from: sources, to: parts[same].to + [recipient], categories: found)
            } else {
                parts.append(ConsentPart(decision: decision, from: sources, to: [recipient], categories: found))
            }
        }
        return parts
    }

    /// The text as it's read aloud, with everything that is asked for: the wording is the question, and the records are the answers.
    func scope(_ context: ConsentContext, _ dates: DateText) -> WordingScope {
        WordingScope(
            from: from.map(context.name), to: to.map(context.name), categories: categories, purposes: purposes,
            begins: context.begins ?? context.now, ends: dates.midnight(day: lastDay + 1), contact: context.name(context.me.organisation))
    }

    func sitting(_ context: ConsentContext, _ template: WordingTemplate, _ dates: DateText) -> ConsentSitting {
        let scope = scope(context, dates)
        return ConsentSitting(
            participant: context.file.participant, caseID: context.file.id, recordedBy: context.me, place: place, giver: giver,
            method: ConsentRecord.Method(how: how, paperDigest: paper?.digest, witness: witness),
            wording: template.filled(scope, dates: dates), purposes: purposes, begins: context.begins, ends: scope.ends,
            explained: explained)
    }
}
