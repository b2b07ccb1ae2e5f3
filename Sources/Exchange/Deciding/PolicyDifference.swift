/// What changes when one set of policies takes the place of another: every cell of the matrix, for every owner, and every row of the
/// tables that gets another answer.
///
/// The answer is yes or no. That another policy gives the same answer changes nothing for anybody.
package struct PolicyDifference: Sendable, Codable, Hashable {
    package let oldDigest: String
    package let newDigest: String
    /// What is newly permitted first.
    package let rows: [Row]
    package let cells: [Cell]

    package struct Row: Sendable, Codable, Hashable {
        /// The row's name.
        package let name: String
        package let old: AccessMatrix.Verdict
        package let new: AccessMatrix.Verdict
    }

    package struct Cell: Sendable, Codable, Hashable {
        package let owner: OrganisationID
        package let receiver: OrganisationID
        package let category: Category
        package let purpose: Purpose
        /// Whether a consent was there.
        package let consent: Bool
        package let old: AccessMatrix.Verdict
        package let new: AccessMatrix.Verdict
    }

    /// How many answers become yes, and how many no.
    package var permitted: Int { rows.count { $0.new.permitted } + cells.count { $0.new.permitted } }
    package var denied: Int { rows.count + cells.count - permitted }

    /// Asks both. `oldRows` that `newRows` have too are told once, if the answers are the same.
    package init(
        from old: Rules, to new: Rules, oldRows: [PolicyCase], newRows: [PolicyCase],
        owners: [ExampleOrganisation] = ExampleOrganisation.all
    ) {
        oldDigest = old.digest
        newDigest = new.digest
        guard old.digest != new.digest else {
            (rows, cells) = ([], [])
            return
        }
        var seen: Set<Row> = []
        let asked = (newRows + oldRows).map { Row(name: $0.name, old: $0.decision(by: old).verdict, new: $0.decision(by: new).verdict) }
        rows = openedFirst(asked.filter { $0.old.permitted != $0.new.permitted && seen.insert($0).inserted }) { $0.new.permitted }
        let changed = owners.flatMap { PolicyDifference.changes(from: old, to: new, owner: $0) }
        cells = openedFirst(changed) { $0.new.permitted }
    }

    private static func changes(from old: Rules, to new: Rules, owner: ExampleOrganisation) -> [Cell] {
        let (before, after) = (old.accessMatrix(of: owner), new.accessMatrix(of: owner))
        return zip(before.cells, after.cells).flatMap { was, becomes in
            [(false, was.withoutConsent, becomes.withoutConsent), (true, was.withConsent, becomes.withConsent)]
                .filter { $0.1.permitted != $0.2.permitted }
                .map { consent, old, new in
                    Cell(
                        owner: owner.id, receiver: was.receiver, category: was.category, purpose: was.purpose, consent: consent, old: old,
                        new: new)
                }
        }
    }
}

/// Those that open something, then the others, each in their order.
private func openedFirst<Change>(_ changes: [Change], _ opens: (Change) -> Bool) -> [Change] {
    changes.filter(opens) + changes.filter { !opens($0) }
}
