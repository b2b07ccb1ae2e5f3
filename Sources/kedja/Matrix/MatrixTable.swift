import Exchange

/// The matrix on a terminal of 100 columns: a panel a purpose, purposes with the same answers in one panel.
struct MatrixTable {
    let matrix: AccessMatrix

    var lines: [String] {
        [Words.Matrix.question(owner).text]
            + panels.flatMap { ["", heading($0.purposes)] + table($0.purposes[0]).lines }
            + ["", legend] + abbreviations + [Words.Matrix.digest(matrix.policyDigest).text]
    }

    private var owner: Phrase { ExampleOrganisation.words(matrix.owner) }

    private typealias Panel = (purposes: [Purpose], access: [AccessMatrix.Access])

    private var panels: [Panel] {
        Purpose.allCases.reduce(into: [Panel]()) { panels, purpose in
            let access = matrix.cells.filter { $0.purpose == purpose }.map(\.access)
            if let same = panels.firstIndex(where: { $0.access == access }) {
                panels[same].purposes.append(purpose)
            } else {
                panels.append(([purpose], access))
            }
        }
    }

    private func heading(_ purposes: [Purpose]) -> String {
        purposes.count == Purpose.allCases.count ? Words.Matrix.everyPurpose.text : Words.Matrix.purposes(purposes.map(\.words)).text
    }

    private func table(_ purpose: Purpose) -> Table {
        var table = Table([Words.Matrix.receiver] + Category.allCases.map(Words.Matrix.short))
        for receiver in ExampleOrganisation.all {
            let marks = matrix.cells(of: receiver.id, for: purpose).map { Words.Matrix.mark($0.access) }
            table.add([receiver.words(in: matrix).text] + marks)
        }
        return table
    }

    private var legend: String {
        AccessMatrix.Access.allCases.map { Words.Matrix.mark($0) + " " + Words.Matrix.meaning($0).text }.joined(separator: "   ")
    }

    /// As many as fit on each line.
    private var abbreviations: [String] {
        Category.allCases.map { "\(Words.Matrix.short($0).text) = \($0.words.text)" }.reduce(into: [String]()) { lines, word in
            if let last = lines.last, last.count + 2 + word.count <= MatrixTable.width {
                lines[lines.count - 1] += ", " + word
            } else {
                lines.append(word)
            }
        }
    }

    private static let width = 100
}

extension ExampleOrganisation {
    /// `Kriminalvården (kriminalvarden)`.
    static func words(_ id: OrganisationID) -> Phrase {
        let kind = all.first { $0.id == id }.map(\.organisation.kind.words) ?? Phrase(same: "")
        return [kind, Phrase(same: " (\(id))")].joined("")
    }

    /// Its kind, what tells it apart from others of that kind, and whether it is the owner.
    func words(in matrix: AccessMatrix) -> Phrase {
        let marks = [
            organisation.host ? Words.Matrix.host : nil, organisation.binding == .none ? Words.Matrix.unbound : nil,
            id == matrix.owner ? Words.Matrix.itself : nil,
        ].compactMap { $0 }
        return ([organisation.kind.words] + marks).joined(", ").capitalised
    }
}
