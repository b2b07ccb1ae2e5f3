import Exchange

extension Words {
    /// An approver's form: what is asked, and what can't be answered.
    enum Disclosure {
        static func introduction(_ requester: OfficerID, _ purpose: Phrase, _ reason: String) -> Phrase {
            Phrase(
                sv: "\(requester) begär handlingar. Ändamål: \(purpose.sv). Skäl: \(Text.safe(reason))",
                en: "\(requester) asks for documents. Purpose: \(purpose.en). Reason: \(Text.safe(reason))")
        }

        /// The question that an approver answers with their assessment.
        static func test(_ regime: SecrecyRegime) -> Phrase {
            let test =
                switch regime.test {
                case .straight:
                    Phrase(
                        sv: """
                            Rakt skaderekvisit (\(regime.reference)): uppgiften är offentlig om det inte kan antas att den enskilde lider men. \
                            Kan det antas att ett utlämnande skadar?
                            """,
                        en: """
                            Straight test of harm (\(regime.reference)): open, unless it may be assumed that the person comes to harm. \
                            May harm be assumed?
                            """)
                case .reverse:
                    Phrase(
                        sv: """
                            Omvänt skaderekvisit (\(regime.reference)): uppgiften är hemlig om det inte står klart att den kan lämnas ut \
                            utan men. Står det klart?
                            """,
                        en: """
                            Reverse test of harm (\(regime.reference)): secret, unless it's clear that it can be let go without harm. \
                            Is that clear?
                            """)
                case .agreement:
                    Phrase(
                        sv: "Tystnadsplikt (\(regime.reference)): får uppgiften lämnas ut utan att tystnadsplikten bryts?",
                        en: "Duty of silence (\(regime.reference)): may it be let go without breaking that duty?")
                }
            return regime.isUnsure ? [test, unsureTest].joined(" ") : test
        }
        private static let unsureTest = Phrase(
            sv: "Rättsläget är osäkert här: fråga era jurister om du tvekar.", en: "The law isn't plain here: ask your lawyers if in doubt."
        )

        static func document(_ number: Int, of count: Int, _ id: DocumentID, _ category: Phrase) -> Phrase {
            Phrase(sv: "Handling \(number) av \(count): \(id), \(category.sv)", en: "Document \(number) of \(count): \(id), \(category.en)")
        }

        static func choice(_ number: Int, _ ground: CataloguedGround) -> Phrase {
            let unsure = ground.isUnsure ? Phrase(sv: " (osäkert rättsläge)", en: " (the law isn't plain)") : Phrase(same: "")
            return Phrase(
                sv: "  \(number)  \(ground.swedish), \(ground.act) \(ground.section)\(unsure.sv)",
                en: "  \(number)  \(ground.english), \(ground.act) \(ground.section)\(unsure.en)")
        }

        static let askAssessment = Phrase(sv: "Din menprövning:", en: "Your secrecy assessment:")
        static let askRelease = Phrase(sv: "Lämna ut (ja/nej):", en: "Let it go (yes/no):")
        static let askGround = Phrase(sv: "Vilken grund (siffra):", en: "On which ground (number):")
        static let askBalancing = Phrase(sv: "Din intresseavvägning:", en: "How the interests weigh:")
        static let askUntil = Phrase(sv: "Sista dagen (ÅÅÅÅ-MM-DD):", en: "The last day (YYYY-MM-DD):")
        static func chooseOne(_ count: Int) -> Phrase {
            Phrase(sv: "Skriv en siffra från 1 till \(count).", en: "Write a number from 1 to \(count).")
        }
        static let badDate = Phrase(sv: "Skriv dagen som 2026-12-31.", en: "Write the day as 2026-12-31.")
        static let yesOrNo = Phrase(sv: "Svara ja eller nej.", en: "Answer yes or no.")
        static let noGround = Phrase(
            sv: "Ingen grund i katalogen bär det, och inget samtycke täcker det: handlingen lämnas inte ut.",
            en: "No ground of the catalogue carries it, and no consent covers it: the document isn't let go.")
        static let brokenOff = Phrase(sv: "avbrutet; ingenting är besvarat", en: "broken off; nothing is answered")

        // MARK: What can't be right

        static let lawWithoutBalancing = Phrase(
            sv: "den här grunden kräver en avvägning: ange --balancing", en: "this ground needs a balancing: give --balancing")
        static let balancingWithoutLaw = Phrase(
            sv: "--balancing hör till en grund i lag, inte till ett samtycke",
            en: "--balancing belongs to a ground in law, not to a consent")
        static func noConsent(_ id: DocumentID) -> Phrase {
            Phrase(sv: "inget samtycke som gäller nu täcker \(id)", en: "no consent that holds now covers \(id)")
        }
        static func unusable(_ ground: String, _ id: DocumentID) -> Phrase {
            Phrase(
                sv: "grunden \(ground) kan inte bära utlämnandet av \(id)", en: "the ground \(ground) can't carry the disclosure of \(id)")
        }
        static func usable(_ ids: [String]) -> Phrase {
            let all = (["consent"] + ids).joined(separator: ", ")
            return Phrase(sv: "här går att använda: \(all)", en: "these can be used here: \(all)")
        }
        static func notAskedFor(_ id: DocumentID) -> Phrase {
            Phrase(sv: "\(id) hör inte till begäran", en: "\(id) isn't asked for by the request")
        }
        static func unknownOrganisation(_ id: OrganisationID) -> Phrase {
            Phrase(sv: "\(id) finns inte i katalogen", en: "\(id) is not in the directory")
        }
        static let unreadableCatalogue = Phrase(
            sv: "katalogen över grunder går inte att läsa", en: "the catalogue of grounds can't be read")
        static let updateClient = Phrase(
            sv: "är klient och tjänst av samma version?", en: "are client and daemon of the same version?")
        static let incompleteOptions = Phrase(
            sv: "ange --assessment, --ground och --until, eller kör kommandot i en terminal",
            en: "give --assessment, --ground and --until, or run the command in a terminal")

        // MARK: Answers in a file

        static func badFile(_ path: String) -> Phrase {
            Phrase(sv: "\(path) är ingen lista med svar", en: "\(path) is no list of answers")
        }
        static func twice(_ path: String) -> Phrase {
            Phrase(sv: "\(path) besvarar samma handling två gånger", en: "\(path) answers one document twice")
        }
        static let denialWithGround = Phrase(
            sv: "ett avslag har varken «ground», «balancing» eller «until»", en: "a denial has neither ground, balancing nor until")
        static func incompleteApproval(_ id: DocumentID) -> Phrase {
            Phrase(sv: "\(id) saknar «ground» eller «until»", en: "\(id) lacks ground or until")
        }
        static let fileForm = Phrase(
            sv:
                "en rad för varje handling: «{document, answer, assessment, ground, balancing, until}», där «answer» är «approved» eller «denied»",
            en: "a row for each document: {document, answer: approved or denied, assessment, ground, balancing, until}")
    }
}
