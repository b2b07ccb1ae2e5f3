import Exchange

extension Words {
    /// `kedja policy matrix`.
    enum Matrix {
        static let abstract = Phrase(sv: "Visa vem som får läsa vad enligt reglerna.", en: "Show who may read what by the policies.")
        static let discussion = Phrase(
            sv: """
                Varje ruta är ett svar från reglerna: får en handläggare i mottagarens organisation, som arbetar i ett öppet ärende,
                läsa en handling av det slaget för det ändamålet? Frågan ställs utan samtycke och med ett samtycke som gäller just det.
                ■ utan samtycke   ○ bara med samtycke   · aldrig
                Handlingen lämnas ut efter reglerna, ingen har godkänt något, och deltagaren har inte skyddade personuppgifter.
                Mottagarna är exempelorganisationerna i tests.yaml. Med --format csv står också vilka regler som avgör.
                """,
            en: """
                Each cell is an answer of the policies: may an officer of the receiver, who works in an open case, read a document of that
                category for that purpose? It is asked without a consent, and with a consent to just that.
                ■ without consent   ○ with consent only   · never
                The document is released by policy, nobody has approved anything, and the person's identity isn't protected.
                The receivers are the example organisations of tests.yaml. With --format csv the policies that decide are there too.
                """)
        static let format = Phrase(sv: "Hur den visas.", en: "How it is shown.")
        static let output = Phrase(sv: "Skriv till en fil.", en: "Write to a file.")
        static let owner = Phrase(sv: "Handlingens ägare: en av organisationerna.", en: "The document's owner: one of the organisations.")
        static let date = Phrase(sv: "Dagen som står på bilden (annars i dag).", en: "The day that stands on the picture (else today).")

        static let title = Phrase(sv: "Vem får läsa vad", en: "Who may read what")
        static func question(_ owner: Phrase) -> Phrase {
            Phrase(
                sv: "Får mottagarens handläggare läsa en handling från \(owner.sv)?",
                en: "May the receiver's officer read a document of \(owner.en)?")
        }
        static let plainCase = Phrase(
            sv: "Handläggaren arbetar i ett öppet ärende. Samtycket gäller just den ägaren, mottagaren, ändamålet och slaget av handling.",
            en: "The officer works in an open case. The consent names just that owner, receiver, purpose and category of document.")
        static let receiver = Phrase(sv: "Mottagare", en: "Receiver")
        static let everyPurpose = Phrase(sv: "Alla ändamål", en: "Every purpose")
        static func purposes(_ purposes: [Phrase]) -> Phrase {
            let joined = purposes.joined(", ")
            return Phrase(sv: "Ändamål: \(joined.sv)", en: "Purpose: \(joined.en)")
        }
        static let host = Phrase(sv: "värd", en: "host")
        static let unbound = Phrase(sv: "utan tystnadsplikt", en: "not bound")
        static let itself = Phrase(sv: "ägaren", en: "the owner")
        static let deciding = Phrase(sv: "Regler som avgör", en: "Policies that decide")
        static func digest(_ digest: String) -> Phrase { Phrase(sv: "Reglernas kontrollsumma \(digest)", en: "Policy digest \(digest)") }
        static func written(_ path: String) -> Phrase { Phrase(sv: "Skrivet till \(path).", en: "Written to \(path).") }

        static func mark(_ access: AccessMatrix.Access) -> String {
            switch access {
            case .withoutConsent: "■"
            case .withConsent: "○"
            case .never: "·"
            }
        }

        static func meaning(_ access: AccessMatrix.Access) -> Phrase {
            switch access {
            case .withoutConsent: Phrase(sv: "utan samtycke", en: "without consent")
            case .withConsent: Phrase(sv: "bara med samtycke", en: "with consent only")
            case .never: Phrase(sv: "aldrig", en: "never")
            }
        }

        /// A column's heading.
        static func short(_ category: Category) -> Phrase {
            switch category {
            case .kartlaggning: Phrase(sv: "kartl", en: "surv")
            case .planering: Phrase(same: "plan")
            case .medicinsktUnderlag: Phrase(same: "med")
            case .arbetsformaga: Phrase(sv: "arbf", en: "work")
            case .ekonomi: Phrase(sv: "ekon", en: "fin")
            case .praktik: Phrase(sv: "prakt", en: "place")
            case .utslussning: Phrase(sv: "utsl", en: "rel")
            case .intyg: Phrase(sv: "intyg", en: "cert")
            case .ovrigt: Phrase(sv: "övr", en: "other")
            }
        }
    }
}
