import Exchange

extension Words {
    /// `kedja participant extract`: what a person reads about themselves.
    enum Extract {
        static let extract = Phrase(
            sv: "Skriv en deltagares loggutdrag: vad som har delats, med vem, när och varför.",
            en: "Write a participant's extract of the log: what was shared, with whom, when and why.")
        static let discussion = Phrase(
            sv: """
                Utdraget är till för deltagaren. Det tar med nekade försök, och säger varför varje gång. Varje rad kontrolleras mot loggen innan \
                den skrivs. Att utdraget tas fram loggas och står i nästa utdrag. Namn på handlingar och personnummer skrivs aldrig.
                """,
            en: """
                The extract is for the participant. It has refused attempts too, and says why each time. Every line is verified against the log \
                before it is written. That it was made is logged and stands in the next one. Names of documents and personnummer are never \
                written.
                """)
        static func written(_ count: Int, _ path: String) -> Phrase {
            Phrase(sv: "Loggutdraget är skrivet, \(count) poster: \(path)", en: "The extract is written, \(count) entries: \(path)")
        }

        static let title = Phrase(sv: "Loggutdrag", en: "Extract of the log")
        static let skip = Phrase(sv: "Hoppa till innehållet", en: "Skip to the content")
        static let intro = Phrase(
            sv: "Här står vem som har läst eller velat läsa om dig i Kedja, när det var och varför. Också försök som stoppades står med.",
            en:
                "This says who has read or wanted to read about you in Kedja, when that was and why. Attempts that were stopped are here too."
        )
        static func about(_ id: ParticipantID) -> Phrase { Phrase(sv: "Ditt nummer i loggen är \(id).", en: "In the log you are \(id).") }
        static let madeAt = Phrase(sv: "Utdraget är gjort", en: "The extract was made")

        static func heading(_ section: ExtractReport.Section) -> Phrase {
            switch section {
            case .shared: Phrase(sv: "Handlingar som har lästs, begärts eller nekats", en: "Documents that were read, asked for or refused")
            case .seen: Phrase(sv: "Andra som har tittat på uppgifter om dig", en: "Others who have looked at what is known of you")
            case .kept: Phrase(sv: "Din registrering, dina ärenden och samtycken", en: "Your registration, your cases and consents")
            case .damaged: Phrase(sv: "Poster som inte går att läsa", en: "Entries that can't be read")
            }
        }
        static let none = Phrase(sv: "Inget.", en: "None.")
        static let headings = [
            Phrase(sv: "När", en: "When"), Phrase(sv: "Vem", en: "Who"), Phrase(sv: "Vad", en: "What"), Phrase(sv: "Varför", en: "Why"),
            Phrase(sv: "Svar", en: "Answer"), Phrase(sv: "Bevis", en: "Proof"),
        ]

        static func entry(_ index: UInt64) -> Phrase { Phrase(sv: "post \(index), kontrollerad", en: "entry \(index), verified") }
        static func officer(_ organisation: String, _ name: String) -> Phrase { Phrase(same: "\(organisation), \(name)") }
        static let unknown = Phrase(sv: "okänt", en: "unknown")
        static let damagedLine = Phrase(
            sv: "Något hände här, men texten har förstörts. Be en granskare utreda det.",
            en: "Something happened here, but its text was destroyed. Ask an auditor to look into it.")

        static func outcome(_ told: ToldEntry) -> Phrase {
            switch told.outcome {
            case .permitted: Phrase(sv: "Ja", en: "Yes")
            case .denied: Phrase(sv: "Nej, stoppat av reglerna", en: "No, stopped by the rules")
            case .failed: Phrase(sv: "Nej, det gick inte", en: "No, it failed")
            }
        }

        static func answered(_ outcome: Phrase) -> Phrase { Phrase(sv: "Svar: \(outcome.sv)", en: "Answer: \(outcome.en)") }

        static func purpose(_ purpose: Phrase) -> Phrase {
            Phrase(sv: "Ändamål: \(purpose.sv).", en: "Purpose: \(purpose.en).")
        }
        static func onConsent(_ consent: Phrase) -> Phrase {
            Phrase(sv: "Ditt samtycke: \(consent.sv).", en: "Your consent: \(consent.en).")
        }
        static let onApproval = Phrase(
            sv: "Ägaren till handlingen har lämnat ut den efter en begäran.", en: "The document's owner released it after a request.")
        static func statedReason(_ reason: String) -> Phrase { Phrase(sv: "Skäl: \(reason)", en: "Reason: \(reason)") }

        static func document(_ category: Phrase, _ owner: String, _ day: String) -> Phrase {
            Phrase(sv: "\(category.sv), från \(owner), inlagd \(day)", en: "\(category.en), from \(owner), put in on \(day)")
        }
        static let goneDocument = Phrase(sv: "en handling som inte finns kvar", en: "a document that is no longer here")
        static let goneConsent = Phrase(sv: "ett samtycke som inte finns kvar", en: "a consent that is no longer here")
        static func consent(from: Phrase, to: Phrase, categories: Phrase, until: String, state: Phrase) -> Phrase {
            Phrase(
                sv: "\(to.sv) får läsa \(categories.sv) från \(from.sv) till och med \(until) (nu: \(state.sv))",
                en: "\(to.en) may read \(categories.en) from \(from.en) up to and including \(until) (now: \(state.en))")
        }

        static let proofHeading = Phrase(sv: "Så är det kontrollerat", en: "How this was verified")
        static func proof(_ officers: OfficerNames) -> [Phrase] {
            [proven, officers == .shown ? opened : withheld, limits]
        }
        private static let proven = Phrase(
            sv: "Varje rad är jämförd med den signerade loggen. Ingen kan ta bort eller flytta en post i loggen utan att det syns.",
            en: "Every line was compared with the signed log. Nobody can remove or move an entry of the log without its being seen.")
        private static let opened = Phrase(
            sv: "Texten i varje rad är den som stod i loggen när det hände. JSON-formen av utdraget har bevisen med sig.",
            en: "Each line's text is what the log had when it happened. The JSON form of the extract carries the proofs.")
        private static let withheld = Phrase(
            sv: """
                Handläggarnas namn lämnas inte ut här. Därför visar beviset att något loggades just då, medan orden är tjänstens egna: \
                beviset för orden innehåller namnet. En granskare kan jämföra dem åt dig.
                """,
            en: """
                The officers' names are withheld here. So the proof shows that something was logged just then, while the words are the \
                service's own: the proof of the words holds the name. An auditor can compare them for you.
                """)
        private static let limits = Phrase(
            sv: """
                Har en handläggare tagit fram utdraget står det här vad som hör till ärenden där hens organisation är med, eller har varit. \
                Värdorganisationens granskare kan ta fram allt. Att ingen rad saknas kan du inte se här. Det kan en granskare kontrollera med \
                «kedja audit verify».
                """,
            en: """
                If an officer made the extract, it says what belongs to cases in which their organisation takes part, or has. The host \
                organisation's auditors can make all of it. That no line is missing you can't see here. An auditor can verify it with \
                `kedja audit verify`.
                """)
    }
}
