import Exchange

extension ConsentView {
    /// What it lets whom read, in lists and on the person's copy: what is left of it or, when nothing is, what it was.
    var part: ConsentPart {
        ConsentPart(decision: terms.decision, from: told.from, to: told.to, categories: told.categories)
    }

    var partPurposes: [Purpose] { told.purposes }

    private var told: ConsentScope { effective.isEmpty ? ConsentScope(terms) : effective }
}
