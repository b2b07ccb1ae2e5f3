import Exchange

extension IndicatorsView {
    /// What is stated, a line each; none where nothing is.
    var lines: [String] {
        let values: [Phrase?] = [
            anonymous ? Words.Chain.anonymous : nil, indicators.municipality.map { Phrase(sv: "kommun \($0)", en: "municipality \($0)") },
            indicators.sex?.words, indicators.education?.words, indicators.timeOnSupport?.words,
            indicators.before.map { Situation.words(Words.Chain.before, $0) },
            indicators.after.map { Situation.words(Words.Chain.after, $0) },
            indicators.outcome.map { Phrase(sv: "resultat: \($0.words.sv)", en: "outcome: \($0.words.en)") },
            indicators.endingReason.map { Phrase(sv: "slutade: \($0.words.sv)", en: "ended: \($0.words.en)") },
        ]
        return values.compactMap { $0?.text }
    }
}

extension Situation {
    /// `före: söker arbete, ekonomiskt bistånd`.
    fileprivate static func words(_ side: Phrase, _ situation: Situation) -> Phrase {
        let values = [situation.occupation?.words, situation.income?.words].compactMap { $0 }
        return [side, values.joined(", ")].joined(": ")
    }
}
