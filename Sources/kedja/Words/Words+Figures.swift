import Exchange

extension Words {
    /// `kedja figures`.
    enum Figures {
        static let abstract = Phrase(sv: "Visa siffror utan personer.", en: "Show figures without people.")
        static let discussion = Phrase(
            sv: """
                Två veckor efter varje kvartal ges siffror ut om dem som började och dem som avslutades: resultat, steg, tid i steg, kommun.
                Det som är utgivet ändras aldrig. Grupper som är för små visas inte, och går inte att räkna ut ur det som visas.
                Avslutades för få under ett kvartal räknas de i nästa: då är perioden längre. Med --format csv finns alla perioder med.
                """,
            en: """
                Two weeks after each quarter, figures are issued of those who began and those who ended: outcomes, steps, time in steps,
                municipalities. What is issued never changes. Groups that are too small aren't shown, and can't be computed from what is.
                If too few ended in a quarter they're counted in the next: then the period is longer. --format csv has all periods.
                """)
        static let format = Phrase(sv: "Hur de visas.", en: "How they are shown.")
        static let output = Phrase(sv: "Skriv till en fil.", en: "Write to a file.")

        static let title = Phrase(sv: "Siffror utan personer", en: "Figures without people")
        static let nothingIssued = Phrase(
            sv: "Inga siffror är utgivna än: för få har börjat eller avslutats till och med det senaste kvartalet.",
            en: "No figures are issued yet: too few have begun or ended up to the last quarter.")
        static let begun = Phrase(sv: "Började", en: "Began")
        static let ended = Phrase(sv: "Avslutades", en: "Ended")
        static let participants = Phrase(sv: "deltagare", en: "participants")
        static let outcomes = Phrase(sv: "Resultat", en: "Outcome")
        static let steps = Phrase(sv: "Gick igenom", en: "Went through")
        static let months = Phrase(sv: "Månader i steget", en: "Months in the step")
        static let municipalities = Phrase(sv: "Kommun", en: "Municipality")
        static let others = Phrase(sv: "övriga", en: "others")
        static let anonymous = Phrase(sv: "Räknas anonymt", en: "Counted anonymously")
        static let notStated = Phrase(sv: "uppgift saknas", en: "not stated")
        /// The mark of what is suppressed.
        static let suppressed = ".."

        static func legend(smallest: Int) -> Phrase {
            Phrase(
                sv: ".. visas inte: färre än \(smallest), alla, eller så skulle en sådan grupp gå att räkna ut.",
                en: ".. isn't shown: fewer than \(smallest), everybody, or such a group could be computed from it.")
        }
        static let monthsLegend = Phrase(
            sv: "Månader i steget: medianen, i större grupper nedre kvartil/median/övre kvartil.",
            en: "Months in the step: the median, in larger groups lower quartile/median/upper quartile.")
        static let endedLegend = Phrase(
            sv: "Resultat, steg och kommun: de som avslutades i perioden. Övriga: små och okända kommuner.",
            en: "Outcome, steps, municipality: those who ended in the period. Others: small and unknown ones.")
        static func more(_ count: Int) -> Phrase {
            Phrase(sv: "\(count) tidigare perioder visas med --format csv.", en: "\(count) earlier periods are shown by --format csv.")
        }
        static func pictured(_ period: Phrase, _ participants: Int) -> Phrase {
            Phrase(
                sv: "\(participants) deltagare vars väg genom kedjan avslutades \(period.sv)",
                en: "\(participants) participants whose way through the chain ended in \(period.en)")
        }
        static func row(_ name: String, _ value: String) -> String { "\(name) \(value)" }

        /// A quarter as statistics write it: `2026K1`.
        static func period(_ period: Period) -> Phrase {
            let (first, last) = (quarter(period.first), quarter(period.last))
            if period.first == period.last { return first }
            guard period.first.year == period.last.year else { return [first, last].joined("–") }
            return [first, Phrase(sv: "K\(period.last.number)", en: "Q\(period.last.number)")].joined("–")
        }

        private static func quarter(_ quarter: Quarter) -> Phrase {
            Phrase(sv: "\(quarter.year)K\(quarter.number)", en: "\(quarter.year)Q\(quarter.number)")
        }

        /// In months.
        static func band(_ band: DurationBand) -> String {
            switch band {
            case .underOneMonth: "<1"
            case .oneToThreeMonths: "1–3"
            case .threeToSixMonths: "3–6"
            case .sixToTwelveMonths: "6–12"
            case .overOneYear: ">12"
            }
        }
    }
}

extension Sex {
    /// As a heading over several people.
    var plural: Phrase {
        switch self {
        case .woman: Phrase(sv: "kvinnor", en: "women")
        case .man: Phrase(sv: "män", en: "men")
        }
    }
}
