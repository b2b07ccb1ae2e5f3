import Exchange

/// Figures on a terminal of 100 columns: a block a table, a column a period, the newest last.
struct FiguresTable {
    let issues: [Figures.Issue]

    private static let columns = 5

    var lines: [String] {
        let all = issues.filter { !$0.isEmpty }
        guard !all.isEmpty else { return [Words.Figures.nothingIssued.text] }
        let blocks = [begun, total, outcomes, steps, months, municipalities, anonymous].map(\.lines).filter { !$0.isEmpty }
        return [Words.Figures.title.text] + blocks.flatMap { [""] + $0 } + [""] + legend
    }

    private var ended: [Figures.Ended] { issues.compactMap(\.ended) }
    private var shown: [Figures.Ended] { Array(ended.suffix(FiguresTable.columns)) }

    // MARK: Blocks

    private var begun: Table {
        let shown = issues.compactMap(\.begun).suffix(FiguresTable.columns)
        var table = block(Words.Figures.begun, shown.map(\.period))
        if !shown.isEmpty { table.add([Words.Figures.participants.text] + shown.map { String($0.participants) }) }
        return table
    }

    private var total: Table {
        var table = block(Words.Figures.ended, shown.map(\.period))
        if !shown.isEmpty { table.add([Words.Figures.participants.text] + shown.map { String($0.participants) }) }
        return table
    }

    private var outcomes: Table {
        var table = block(Words.Figures.outcomes, shown.map(\.period))
        for (index, row) in (shown.first?.outcomes ?? []).enumerated() {
            table.add([row.name.text] + shown.map { $0.outcomes[index].participants.figure })
        }
        return table
    }

    private var steps: Table {
        var table = block(Words.Figures.steps, shown.map(\.period))
        for step in shown.isEmpty ? [] : StepKind.allCases {
            table.add([step.words.text] + shown.map { ended in ended.row(of: step)?.participants.figure ?? "" })
        }
        return table
    }

    private var months: Table {
        var table = block(Words.Figures.months, shown.map(\.period))
        for step in StepKind.allCases where shown.contains(where: { $0.row(of: step)?.durations != nil }) {
            table.add([step.words.text] + shown.map { $0.row(of: step)?.durations?.figure ?? "" })
        }
        return table
    }

    private var municipalities: Table {
        var table = block(Words.Figures.municipalities, shown.map(\.period))
        for name in Set(shown.flatMap { $0.municipalities.map(\.municipality) }).sorted() {
            table.add(
                [name] + shown.map { ended in ended.municipalities.first { $0.municipality == name }.map { String($0.participants) } ?? "" }
            )
        }
        if shown.contains(where: { $0.otherMunicipalities != nil }) {
            table.add([Words.Figures.others.text] + shown.map { $0.otherMunicipalities.map { String($0) } ?? "" })
        }
        return table
    }

    private var anonymous: Table {
        let shown = issues.compactMap(\.anonymous).suffix(FiguresTable.columns)
        let headings = [Words.Figures.anonymous] + shown.map { Phrase(same: String($0.year)) }
        var table = Table(headings, rightAligned: Set(1..<max(headings.count, 2)))
        guard let first = shown.first else { return table }
        table.add([Words.Figures.participants.text] + shown.map { String($0.participants) })
        for (index, row) in first.sexes.enumerated() { table.add([row.name.text] + shown.map { $0.sexes[index].participants.figure }) }
        return table
    }

    private func block(_ heading: Phrase, _ periods: [Period]) -> Table {
        Table([heading] + periods.map(Words.Figures.period), rightAligned: Set(1..<max(periods.count + 1, 2)))
    }

    private var legend: [String] {
        let earlier = ended.count - shown.count
        return [
            Words.Figures.legend(smallest: issues.last?.smallest ?? Figures.usualSmallest).text, Words.Figures.endedLegend.text,
            Words.Figures.monthsLegend.text,
        ] + (earlier > 0 ? [Words.Figures.more(earlier).text] : [])
    }
}

// MARK: One cell

extension Int? {
    /// The number, or the mark of what is suppressed.
    var figure: String { map { String($0) } ?? Words.Figures.suppressed }
}

extension PublishedDurations {
    /// `3–6`, or `1–3/3–6/6–12`.
    var figure: String { [lowerQuartile, median, upperQuartile].compactMap { $0.map(Words.Figures.band) }.joined(separator: "/") }
}

extension Figures.OutcomeRow {
    var name: Phrase { outcome?.words ?? Words.Figures.notStated }
}

extension Figures.SexRow {
    var name: Phrase { sex?.plural ?? Words.Figures.notStated }
}

extension Figures.Ended {
    func row(of step: StepKind) -> Figures.StepRow? { steps.first { $0.step == step } }
}
