import Exchange

/// Figures for a spreadsheet (RFC 4180): a line each figure, of all that has been issued. Names as in the exchange, whatever the language; what is
/// suppressed has an empty field.
///
///     table,first,last,group,participants,suppressed,lowerQuartile,median,upperQuartile
///     outcome,2026Q1,2026Q1,work,12,no,,,
struct FiguresCSV {
    let issues: [Figures.Issue]

    var lines: [String] {
        ["table,first,last,group,participants,suppressed,lowerQuartile,median,upperQuartile"] + issues.flatMap(lines)
    }

    private func lines(of issue: Figures.Issue) -> [String] {
        let begun = issue.begun.map { [line("begun", $0.period, "all", $0.participants)] } ?? []
        return begun + (issue.ended.map(lines) ?? []) + (issue.anonymous.map(lines) ?? [])
    }

    private func lines(of ended: Figures.Ended) -> [String] {
        let period = ended.period
        let municipalities = ended.municipalities.map { line("municipality", period, $0.municipality, $0.participants) }
        let others = ended.otherMunicipalities.map { [line("municipality", period, "others", $0)] } ?? []
        return [line("ended", period, "all", ended.participants)]
            + ended.outcomes.map { line("outcome", period, $0.outcome?.rawValue ?? "notStated", $0.participants) }
            + ended.steps.map { line("step", period, $0.step.rawValue, $0.participants, $0.durations) } + municipalities + others
    }

    private func lines(of anonymous: Figures.Anonymous) -> [String] {
        let quarters = ["Q1", "Q4"].compactMap { Quarter(String(anonymous.year) + $0) }
        guard let first = quarters.first, let last = quarters.last else { return [] }
        let year = Period(first: first, last: last)
        return [line("anonymous", year, "all", anonymous.participants)]
            + anonymous.sexes.map { line("anonymous", year, $0.sex?.rawValue ?? "notStated", $0.participants) }
    }

    private func line(
        _ table: String, _ period: Period, _ group: String, _ participants: Int?, _ durations: PublishedDurations? = nil
    ) -> String {
        let bands = [durations?.lowerQuartile, durations?.median, durations?.upperQuartile].map { $0?.rawValue ?? "" }
        return
            ([
                table, period.first.description, period.last.description, MatrixCSV.field(group), participants.map { String($0) } ?? "",
                participants == nil ? "yes" : "no",
            ] + bands).joined(separator: ",")
    }
}
