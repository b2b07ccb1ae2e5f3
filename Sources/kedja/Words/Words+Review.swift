import Exchange

extension Words {
    /// `kedja audit review`.
    enum Review {
        static let noun = Phrase(
            sv: "Granska loggen: regler letar, stickprov dras, och varje fynd besvaras.",
            en: "Review the log: rules look, samples are drawn, and each finding is answered.")
        static let run = Phrase(
            sv: "Kontrollera loggen och räkna fynden, eller skriv en rapport.",
            en: "Verify the log and count the findings, or write a report.")
        static let discussion = Phrase(
            sv: """
                kedja audit review --from 2026-10-01 --until 2026-10-31 --sample random:20 --seed "tärningskast 4 1 6" \
                --format html -o oktober.html
                Samma period, val, stickprov och frö ger samma fynd för alla som får läsa samma poster. Granska perioder som är slut: \
                ett fynd som får fler poster får ett annat id.
                random:20 drar 20 läsningar per handläggare och månad, every:50 var femtionde läsning.
                """,
            en: """
                kedja audit review --from 2026-10-01 --until 2026-10-31 --sample random:20 --seed "dice 4 1 6" --format html -o october.html
                The same period, choices, plan and seed give the same findings to all who may read the same entries. Review periods that \
                have ended: a finding that gets more entries gets another id.
                random:20 draws 20 reads for each officer and month, every:50 each fiftieth read.
                """)
        static let list = Phrase(sv: "Lista fynden, öppna och besvarade.", en: "List the findings, open and answered.")
        static let answer = Phrase(
            sv: "Besvara ett fynd. Svaret signeras, loggas och står kvar.", en: "Answer a finding. The answer is signed, logged, and stays."
        )
        static let open = Phrase(sv: "Bara de som ingen har besvarat.", en: "Only those that nobody has answered.")
        static let finding = Phrase(sv: "Fyndet, fnd_….", en: "The finding, fnd_….")
        static let verdict = Phrase(
            sv: "acceptable = godtagbar, followUp = följs upp, misuse = missbruk.", en: "How it is judged.")
        static let note = Phrase(
            sv: "Varför. Nämn ingen deltagare: svaret står kvar när en person har raderats.",
            en: "Why. Name no participant: the answer stays when a person has been erased.")
        static let sample = Phrase(sv: "Stickprov: random:ANTAL eller every:STEG.", en: "Sampling plan: random:COUNT or every:STEP.")
        static let seed = Phrase(
            sv: "Frö till stickprovet, så att andra kan dra samma.", en: "Seed of the sample, so that others can draw the same.")
        static let hours = Phrase(sv: "Kontorstid i Sverige, 07-18.", en: "Office hours in Sweden, 07-18.")
        static let hoursValue = Phrase(sv: "från-till", en: "from-to")
        static let planValue = Phrase(same: "plan")
        static let seedNeeded = Phrase(sv: "--sample och --seed anges tillsammans", en: "--sample and --seed are given together")
        static let emptyPeriod = Phrase(sv: "perioden slutar innan den börjar", en: "the period ends before it begins")
        static let answered = Phrase(sv: "Svaret är sparat.", en: "The answer is kept.")
        static let unanswered = Phrase(sv: "öppen", en: "open")
        static let headings = [
            Phrase(sv: "Fynd", en: "Finding"), Phrase(sv: "Regel", en: "Rule"), Phrase(sv: "Vem", en: "Officer"),
            Phrase(sv: "Första", en: "First"), Phrase(sv: "Poster", en: "Entries"), Phrase(sv: "Svar", en: "Answer"),
        ]
        static let countHeadings = [Phrase(sv: "Regel", en: "Rule"), Phrase(sv: "Fynd", en: "Findings"), Phrase(sv: "Öppna", en: "Open")]

        static let title = Phrase(sv: "Granskning av loggen", en: "Review of the log")
        static func period(_ first: String, _ last: String) -> Phrase { Phrase(sv: "\(first) till \(last)", en: "\(first) to \(last)") }
        static func standsOn(size: UInt64, root: String) -> Phrase {
            Phrase(
                sv: "Loggen är kontrollerad: \(size) poster under roten \(root).",
                en: "The log is verified: \(size) entries under the root \(root).")
        }
        static func sampled(_ plan: String, seed: String) -> Phrase {
            Phrase(sv: "Stickprov \(plan), frö «\(seed)».", en: "Sample \(plan), seed \"\(seed)\".")
        }
        static let readsTitle = Phrase(sv: "Läsningar per organisation och dag", en: "Reads per organisation and day")
        static let readsCaption = Phrase(
            sv: "Staplarna visar lästa handlingar per dag. Samma tal står i tabellen.",
            en: "The bars show documents read a day. The same numbers stand in the table.")
        static let day = Phrase(sv: "Dag", en: "Day")
        static let noReads = Phrase(sv: "Inga läsningar.", en: "No reads.")
        static let findingsTitle = Phrase(sv: "Fynd", en: "Findings")
        static let noFindings = Phrase(sv: "Inga fynd.", en: "No findings.")
        static let indexes = Phrase(sv: "Postnummer", en: "Entry indexes")
    }
}

extension ReviewRule: Worded {
    var words: Phrase {
        switch self {
        case .outsideOfficeHours: Phrase(sv: "utanför kontorstid", en: "outside office hours")
        case .withoutRequest: Phrase(sv: "utan begäran", en: "without a request")
        case .manyParticipants: Phrase(sv: "många deltagare på kort tid", en: "many participants in a short time")
        case .beforeClosing: Phrase(sv: "strax innan ärende avslutades", en: "just before a case closed")
        case .refusals: Phrase(sv: "många avslag i rad", en: "a burst of refusals")
        case .emergency: Phrase(sv: "nödöppning", en: "emergency read")
        case .repeatedReads: Phrase(sv: "samma person om och om igen", en: "one person over and over")
        case .consentOnOwnWord: Phrase(sv: "samtycke på eget ord", en: "a consent on the recorder's own word")
        case .letReadThenRead: Phrase(sv: "ny behörighet, sedan läst", en: "let read, then read")
        case .sample: Phrase(sv: "stickprov", en: "sample")
        }
    }
}

extension AuditReview.Verdict: Worded {
    var words: Phrase {
        switch self {
        case .acceptable: Phrase(sv: "godtagbar", en: "acceptable")
        case .followUp: Phrase(sv: "följs upp", en: "to be followed up")
        case .misuse: Phrase(sv: "missbruk", en: "misuse")
        }
    }
}
