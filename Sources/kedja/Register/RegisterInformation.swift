import Exchange

/// What art. 15.1 asks to be told of how the data is handled, letter by letter.
struct RegisterInformation {
    let letter: String
    let heading: Phrase
    let paragraphs: [Phrase]

    static func all(_ report: RegisterReport) -> [RegisterInformation] {
        let extract = report.extract
        return [
            RegisterInformation(letter: "a", heading: Words.Register.purposes, paragraphs: [purposes(extract), Words.Register.grounds]),
            RegisterInformation(letter: "b", heading: Words.Register.categories, paragraphs: [categories(extract)]),
            RegisterInformation(
                letter: "c", heading: Words.Register.recipients, paragraphs: [list(extract.recipients, report), Words.Register.noTransfers]),
            RegisterInformation(
                letter: "d", heading: Words.Register.retention, paragraphs: retention(report) + [Words.Register.retentionOfTheRest]),
            RegisterInformation(letter: "e", heading: Words.Register.rights, paragraphs: [Words.Register.yourRights]),
            RegisterInformation(letter: "f", heading: Words.Register.complaint, paragraphs: [Words.Register.toIMY]),
            RegisterInformation(letter: "g", heading: Words.Register.sources, paragraphs: [list(extract.sources, report)]),
            RegisterInformation(letter: "h", heading: Words.Register.automation, paragraphs: [Words.Register.automatedDecisions]),
        ]
    }

    private static func purposes(_ extract: RegisterExtract) -> Phrase {
        extract.purposes.isEmpty ? Words.Extract.none : extract.purposes.map(\.words).enumeration.capitalised
    }

    private static func categories(_ extract: RegisterExtract) -> Phrase {
        let found = Set(extract.documents.map(\.category)).sorted { $0.rawValue < $1.rawValue }.map(\.words)
        return Words.Register.kept(found.isEmpty ? nil : found.enumeration)
    }

    private static func list(_ ids: [OrganisationID], _ report: RegisterReport) -> Phrase {
        ids.isEmpty ? Words.Extract.none : report.names(ids)
    }

    private static func retention(_ report: RegisterReport) -> [Phrase] {
        report.extract.retention.map { each in
            Words.Register.retention(
                each.category.words, report.name(each.owner), keep: each.keep, after: each.after.flatMap(RetentionRule.Event.init),
                toEndOfYear: each.from == RetentionRule.Start.endOfYear.rawValue, reference: each.reference,
                forResearch: each.keptForResearch)
        }
    }
}
