/// What the process ends with. `kedja help exit-codes` documents each.
enum ExitStatus: Int32, CaseIterable, Sendable {
    case ok = 0
    case failure = 1
    case usage = 2
    case refused = 3
    case notFound = 4
    case integrity = 5
    case unavailable = 6
    case local = 7
    /// `kedja policy diff` alone: nothing failed, but somebody has to look.
    case opened = 8

    var words: Phrase {
        switch self {
        case .ok: Phrase(sv: "det gick bra", en: "it went well")
        case .failure: Phrase(sv: "det gick inte; felet säger varför", en: "it failed; the error says why")
        case .usage: Phrase(sv: "kommandot är fel skrivet", en: "the command is wrongly written")
        case .refused: Phrase(sv: "reglerna eller tjänsten säger nej", en: "the policies or the service refuse")
        case .notFound: Phrase(sv: "det finns inte, eller du får inte se det", en: "there is no such thing, or you may not see it")
        case .integrity:
            Phrase(sv: "en kontroll misslyckades: lita inte på innehållet", en: "a verification failed: don't trust the content")
        case .unavailable: Phrase(sv: "tjänsten går inte att nå", en: "the service can't be reached")
        case .local: Phrase(sv: "fel på en fil eller nyckel på den här datorn", en: "a file or key on this computer is at fault")
        case .opened: Phrase(sv: "ändrade regler tillåter något nytt", en: "changed policies permit something new")
        }
    }

    /// The whole list, a line each.
    static var table: Phrase {
        allCases.map { Phrase(sv: "\($0.rawValue)  \($0.words.sv)", en: "\($0.rawValue)  \($0.words.en)") }.joined("\n")
    }
}
