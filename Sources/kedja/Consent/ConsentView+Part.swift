import Exchange

extension ConsentView {
    /// What it lets whom read, in lists and on the person's copy.
    var part: ConsentPart {
        ConsentPart(decision: terms.decision, from: terms.from, to: terms.to, categories: terms.categories)
    }

    var partPurposes: [Purpose] { terms.purposes }
}
