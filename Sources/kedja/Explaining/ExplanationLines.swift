import Exchange

extension Explanation {
    /// As people read it.
    ///
    ///     Det är inte tillåtet.
    ///     Ingen regel tillåter det. De här hade kunnat, närmast först:
    ///       read-by-consent: Deltagaren har samtyckt till att handläggarens organisation läser handlingen, …
    ///         stämmer inte: context.consent.purposes.contains(context.purpose)
    ///           de ändamål som samtycket gäller är rehabilitering, ändamålet är ersättning
    var lines: [String] {
        let verdict = permitted ? Words.Policy.permitted : Words.Policy.denied
        let decided = policies.contains(where: \.decided) ? Words.Policy.decidedBy : Words.Policy.nothingPermits
        return [verdict.text] + (policies.isEmpty ? [] : [decided.text]) + policies.flatMap(\.lines)
    }
}

extension ExplainedPolicy {
    fileprivate var lines: [String] {
        let sentence = Phrase(sv: swedish, en: english).text
        return ["  \(Text.safe(id)): \(Text.safe(sentence))"] + conditions.filter(isTelling).flatMap { $0.lines(indentation: 4) }
    }

    /// Of a policy that decided, everything; of one that didn't permit, what stood in its way.
    private func isTelling(_ condition: Condition) -> Bool {
        decided || condition.outcome == .fails || condition.outcome == .errs
    }
}

extension ExplainedPolicy.Condition {
    /// The condition, below it what it saw or the conditions that it is made of.
    fileprivate func lines(indentation: Int) -> [String] {
        let margin = String(repeating: " ", count: indentation)
        let seen = readings.map(\.words).joined(", ").text
        return [margin + Words.Explain.outcome(self).text + ": " + oneLine] + (seen.isEmpty ? [] : [margin + "  " + Text.safe(seen)])
            + parts.flatMap { $0.lines(indentation: indentation + 2) }
    }

    /// A condition may be written on several lines.
    private var oneLine: String { Text.safe(text.split(whereSeparator: \.isWhitespace).joined(separator: " ")) }
}
