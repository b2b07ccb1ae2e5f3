import Exchange

extension PolicyDifference {
    /// As people read it: what is newly permitted first, marked `+`; then what no longer is, marked `-`. Cells that change alike are told
    /// together.
    ///
    ///     + nu tillåtet: läsa utan samtycke; slag: alla; ändamål: rehabilitering
    ///         förut nej enligt ingen regel, nu ja enligt read-open
    ///         fk, kommun läser från af
    ///     90 svar blir ja, 0 blir nej.
    var lines: [String] {
        let groups = ChangedCells.groups(cells)
        let opened = rows.filter(\.new.permitted).flatMap(\.lines) + groups.filter(\.new.permitted).flatMap(\.lines)
        let closed = rows.filter { !$0.new.permitted }.flatMap(\.lines) + groups.filter { !$0.new.permitted }.flatMap(\.lines)
        return opened + closed + [Words.PolicyDiff.counts(permitted: permitted, denied: denied).text]
    }
}

extension PolicyDifference.Row {
    fileprivate var lines: [String] {
        [
            Words.PolicyDiff.mark(new.permitted, Words.PolicyDiff.row(Text.safe(name))).text,
            "    " + Text.safe(Words.PolicyDiff.change(from: old.words, to: new.words).text),
        ]
    }
}

/// Cells that change from the same to the same: each of the categories with each of the purposes, between each of the pairs.
struct ChangedCells {
    let categories: [Category]
    let purposes: [Purpose]
    let consent: Bool
    let old: AccessMatrix.Verdict
    let new: AccessMatrix.Verdict
    /// Who reads from whom.
    let pairs: [(receivers: [OrganisationID], owners: [OrganisationID])]

    /// In the order of the cells.
    static func groups(_ cells: [PolicyDifference.Cell]) -> [ChangedCells] {
        let blocks = joined(joined(cells.map { Block($0) }, \.purposes), \.categories)
        let wide = joined(joined(blocks, \.receivers), \.owners)
        return Grouped(wide) { block in
            var kind = block
            (kind.owners, kind.receivers) = ([], [])
            return kind
        }.groups.map { kind, blocks in
            ChangedCells(
                categories: kind.categories, purposes: kind.purposes, consent: kind.consent, old: kind.old, new: kind.new,
                pairs: blocks.map { ($0.receivers, $0.owners) })
        }
    }

    fileprivate var lines: [String] {
        let what = Words.PolicyDiff.reading(consent: consent, all(categories), all(purposes))
        return [
            Words.PolicyDiff.mark(new.permitted, what).text,
            "    " + Text.safe(Words.PolicyDiff.change(from: old.words, to: new.words).text),
        ] + pairs.map { "    " + Words.PolicyDiff.pair(names($0.receivers), names($0.owners)).text }
    }

    private func names(_ organisations: [OrganisationID]) -> String { organisations.map(\.text).joined(separator: ", ") }

    private func all<Element: Worded & CaseIterable>(_ elements: [Element]) -> Phrase {
        elements.count == Element.allCases.count ? Words.PolicyDiff.all : elements.map(\.words).joined(", ")
    }

    /// Every one of the owners, receivers, categories and purposes with each other.
    private struct Block: Hashable {
        var owners: [OrganisationID]
        var receivers: [OrganisationID]
        var categories: [Category]
        var purposes: [Purpose]
        let consent: Bool
        let old: AccessMatrix.Verdict
        let new: AccessMatrix.Verdict

        init(_ cell: PolicyDifference.Cell) {
            (owners, receivers, categories, purposes) = ([cell.owner], [cell.receiver], [cell.category], [cell.purpose])
            (consent, old, new) = (cell.consent, cell.old, cell.new)
        }
    }

    /// Puts together those that differ in one field alone.
    private static func joined<Element: Hashable>(_ blocks: [Block], _ field: WritableKeyPath<Block, [Element]>) -> [Block] {
        Grouped(blocks) { block in
            var rest = block
            rest[keyPath: field] = []
            return rest
        }.groups.map { rest, blocks in
            var whole = rest
            whole[keyPath: field] = blocks.flatMap { $0[keyPath: field] }
            return whole
        }
    }
}

/// Values by a key, in the order in which the keys came.
private struct Grouped<Key: Hashable, Value> {
    private(set) var groups: [(key: Key, values: [Value])] = []

    init(_ values: [Value], by key: (Value) -> Key) {
        var places: [Key: Int] = [:]
        for value in values {
            let key = key(value)
            if let place = places[key] {
                groups[place].values.append(value)
            } else {
                places[key] = groups.count
                groups.append((key, [value]))
            }
        }
    }
}
