import Exchange

/// What the dialogue knows before it begins, and what it may do with files.
struct DialogueSetting: Sendable {
    let context: ConsentContext
    /// The languages that can be read aloud.
    let wordings: [WordingTemplate]
    let dates: DateText
    let files: DialogueFiles

    /// The one that was chosen, else the first.
    func wording(_ answers: ConsentAnswers) -> WordingTemplate? { wordings.first { $0.language == answers.language } ?? wordings.first }

    /// A category as the person hears it where text and dialogue have one language.
    func word(_ category: Category, _ answers: ConsentAnswers) -> String {
        PlainWords(wording(answers)).word(category).text
    }

    func date(day: Int) -> String { dates.day(dates.midnight(day: day), months: Words.months) }
}

/// The files that a dialogue may touch: the scanned paper, and the form that is to be signed.
struct DialogueFiles: Sendable {
    let scan: @Sendable (_ path: String) throws(LocalFault) -> PaperScan
    /// Writes a new file; one that is there isn't touched.
    let writeNew: @Sendable (_ path: String, _ text: String) throws(LocalFault) -> Void
}

/// How long a consent may be asked for: never for ever.
enum ConsentPeriod {
    static let proposedMonths = 6
    static let longestMonths = 12

    /// The same day of the month, so many months later, or the month's last.
    static func day(_ day: Int, plusMonths months: Int) -> Int {
        let (year, month, dayOfMonth) = CivilDate.date(daysSince1970: day)
        let count = year * 12 + month - 1 + months
        let latest = (1...dayOfMonth).reversed().lazy.compactMap { CivilDate.days(year: count / 12, month: count % 12 + 1, day: $0) }.first
        return latest ?? day
    }
}
