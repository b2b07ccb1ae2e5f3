extension Words.Dialogue {
    // What is said when an answer can't be taken: what to write instead.

    static func unreadable(_ longest: Int) -> Phrase {
        Phrase(
            sv: "svaret har tecken som inte går att läsa, eller är längre än \(longest) tecken; skriv det igen",
            en: "the answer has characters that can't be read, or is longer than \(longest) characters; write it again")
    }
    static let isFirst = Phrase(
        sv: "det här är första frågan; skriv avbryt för att sluta", en: "this is the first question; write abort to stop")
    static func oneNumber(_ count: Int) -> Phrase {
        Phrase(sv: "skriv ett nummer, från 1 till \(count)", en: "write one number, from 1 to \(count)")
    }
    static func numbers(_ count: Int) -> Phrase {
        Phrase(
            sv: "skriv ett eller flera nummer, från 1 till \(count), med mellanrum emellan, eller alla",
            en: "write one or more numbers, from 1 to \(count), with spaces between, or all")
    }
    static let yesOrNo = Phrase(sv: "skriv ja eller nej", en: "write yes or no")
    static let someText = Phrase(sv: "skriv något; raden får inte vara tom", en: "write something; the line can't be empty")
    static let pressEnter = Phrase(
        sv: "tryck bara på Enter, när texten är uppläst", en: "just press Enter, when the text has been read aloud")
    static let mustBeSaid = Phrase(
        sv: "utan det gäller inget ja: förklara det en gång till, eller skriv avbryt",
        en: "without it no yes holds: explain it once more, or write abort")
    static let partWords = Phrase(sv: "skriv ja, nej eller senare", en: "write yes, no or later")
    static let recipientWords = Phrase(sv: "skriv ja, nej, senare eller samma", en: "write yes, no, later or same")
    static let noPrevious = Phrase(
        sv: "det finns ingen förra än; skriv ja, nej eller senare", en: "there is no previous one yet; write yes, no or later")
    static func ownPapers(_ name: String) -> Phrase {
        Phrase(
            sv: "\(name) har bara sina egna papper att läsa; välj någon annan, eller gå tillbaka",
            en: "\(name) has but its own papers to read; choose another, or go back")
    }
    static let dayForm = Phrase(
        sv: "skriv en dag som 2027-05-31, eller ett antal månader som 3",
        en: "write a day such as 2027-05-31, or a number of months such as 3")
    static let dayPast = Phrase(sv: "den dagen är förbi; välj en senare", en: "that day is past; choose a later one")
    static func dayTooLate(_ months: Int) -> Phrase {
        Phrase(
            sv: "ett samtycke frågas för högst \(months) månader; det kan förnyas sedan",
            en: "a consent is asked for at most \(months) months; it can be renewed then")
    }
    static let notConfirmed = Phrase(
        sv: "skriv tillbaka för att ändra ett svar, eller avbryt för att inte spara något",
        en: "write back to change an answer, or abort to keep nothing")
    static let nothingToKeep = Phrase(
        sv: "inget att spara: allt väntar; skriv tillbaka för att ändra, eller avbryt",
        en: "nothing to keep: everything waits; write back to change an answer, or abort")

    static func fileExists(_ path: String) -> Phrase {
        Phrase(sv: "\(path) finns redan; välj ett annat namn", en: "\(path) is there already; choose another name")
    }

    // The dialogue's end.

    static let aborted = Phrase(sv: "avbrutet, inget är sparat", en: "aborted, nothing is kept")
    static let narrow = Phrase(sv: "terminalen är för smal för dialogen", en: "the terminal is too narrow for the dialogue")
    static func narrowHint(_ columns: Int) -> Phrase {
        Phrase(
            sv: "gör fönstret minst \(columns) tecken brett, eller ange allt som flaggor",
            en: "make the window at least \(columns) characters wide, or give everything as options")
    }
    static func sentSome(_ done: Int, of count: Int) -> Phrase {
        Phrase(sv: "\(done) av \(count) är sparade.", en: "\(done) of \(count) are kept.")
    }
    static let retryPrompt = Phrase(sv: "Försöka igen? ja eller nej:", en: "Try again? yes or no:")
    static let copyPrompt = Phrase(
        sv: "Fil för en kopia att skriva ut, .html eller .txt (tom rad: ingen):",
        en: "File for a copy to print, .html or .txt (empty line: none):")
    static func copyLater(_ ids: String) -> Phrase {
        Phrase(
            sv: "kopian kan skrivas ut igen: kedja consent print \(ids)", en: "the copy can be printed again: kedja consent print \(ids)")
    }
}
