import Exchange

extension Words {
    /// The person's copy of what they have answered: plain language, short sentences.
    enum Copy {
        static let print = Phrase(
            sv: "Skriv ut personens kopia av vad som svarades.", en: "Print the person's copy of what was answered.")
        static let printDiscussion = Phrase(
            sv: "Samtyckenas signaturer kontrolleras först. HTML-sidan går att skriva ut på A4 och är gjord enligt WCAG 2.2 AA.",
            en: "The consents' signatures are verified first. The HTML page prints on A4 and is made to WCAG 2.2 AA.")
        static let ids = Phrase(
            sv: "Samtyckets id, cons_…; flera av samma person kan anges.",
            en: "The consent's id, cons_…; several of one person may be given.")
        static let format = Phrase(sv: "Form.", en: "Format.")
        static func written(_ path: String) -> Phrase { Phrase(sv: "Kopian är skriven: \(path)", en: "The copy is written: \(path)") }
        static let severalPeople = Phrase(
            sv: "samtyckena gäller olika personer; skriv ut en persons åt gången",
            en: "the consents are of different people; print one person's at a time")

        static let title = Phrase(sv: "Det här har du svarat", en: "This is what you have answered")
        static let formTitle = Phrase(sv: "Blankett om samtycke", en: "A form about consent")
        static let keep = Phrase(sv: "Det här är din kopia. Spara den.", en: "This is your copy. Keep it.")
        static func formIntro(_ organisation: String, _ day: String) -> Phrase {
            Phrase(
                sv: "\(organisation) fyllde i blanketten med dig den \(day). Läs den. Skriv under om den stämmer.",
                en: "\(organisation) filled in this form with you on \(day). Read it. Sign it if it is right.")
        }

        static func sitting(_ terms: ConsentRecord, _ day: String, _ names: OrganisationNames) -> Phrase {
            let place = names[terms.recordedBy.organisation]
            let how = terms.method.how.words
            let who = answerer(terms.givenBy.who)
            return Phrase(
                sv: "\(who.sv) svarade \(how.sv) den \(day). \(place) skrev ner svaret.",
                en: "\(who.en) answered \(how.en) on \(day). \(place) wrote the answer down.")
        }

        private static func answerer(_ who: ConsentRecord.GivenBy.Who) -> Phrase {
            switch who {
            case .participant: Phrase(sv: "Du", en: "You")
            case .guardian: Phrase(sv: "Din vårdnadshavare", en: "Your guardian")
            case .godMan: Phrase(sv: "Din gode man", en: "Your god man")
            case .forvaltare: Phrase(sv: "Din förvaltare", en: "Your trustee (förvaltare)")
            }
        }

        static func heading(_ section: ConsentCopy.Section, isForm: Bool) -> Phrase {
            switch section {
            case .yes:
                isForm
                    ? Phrase(sv: "Jag säger ja till det här", en: "I say yes to this")
                    : Phrase(sv: "Du har sagt ja", en: "You have said yes")
            case .no:
                isForm
                    ? Phrase(sv: "Jag säger nej till det här", en: "I say no to this")
                    : Phrase(sv: "Du har sagt nej", en: "You have said no")
            case .ended: Phrase(sv: "Det här gäller inte längre", en: "This no longer holds")
            }
        }
        /// Where there is no yes: there never was one, or there is none any more.
        static func noYes(ended: Bool) -> Phrase {
            ended
                ? Phrase(sv: "Inget ja gäller just nu.", en: "No yes holds now.")
                : Phrase(sv: "Du har inte sagt ja till något.", en: "You have said yes to nothing.")
        }
        static func mayRead(_ to: Phrase, _ section: ConsentCopy.Section) -> Phrase {
            switch section {
            case .yes: Phrase(sv: "\(to.sv) får läsa om", en: "\(to.en) may read about")
            case .no: Phrase(sv: "\(to.sv) får inte läsa om", en: "\(to.en) may not read about")
            case .ended: Phrase(sv: "\(to.sv) fick läsa om", en: "\(to.en) was allowed to read about")
            }
        }
        static func from(_ from: Phrase) -> Phrase { Phrase(sv: "Papper från: \(from.sv).", en: "Papers from: \(from.en).") }
        static func purposes(_ purposes: Phrase) -> Phrase { Phrase(sv: "För: \(purposes.sv).", en: "For: \(purposes.en).") }
        static func until(_ day: String) -> Phrase { Phrase(sv: "Till och med \(day).", en: "To the end of \(day).") }
        static func ended(_ state: ConsentState, _ day: String?) -> Phrase {
            switch (state, day) {
            case (.withdrawn, let day?): Phrase(sv: "Du tog tillbaka det den \(day).", en: "You took it back on \(day).")
            case (.superseded, _): Phrase(sv: "Ett nyare svar har ersatt det.", en: "A newer answer has replaced it.")
            default: Phrase(sv: "Tiden har gått ut.", en: "Its time has run out.")
            }
        }

        static let changeHeading = Phrase(sv: "Du kan ändra dig", en: "You can change your mind")
        static let change = [
            Phrase(
                sv: "Du får ta tillbaka ditt ja när du vill, allt eller en del.",
                en: "You may take back your yes whenever you want, all or a part."),
            Phrase(
                sv: "Säg bara till. Du behöver inte skriva något eller säga varför.",
                en: "Just say so. You need not write anything or say why."),
            Phrase(sv: "Då slutar det gälla med en gång.", en: "Then it ends at once."),
            Phrase(sv: "Det ändrar inte din rätt till ersättning.", en: "It does not change your right to benefits."),
        ]
        static let tell = Phrase(sv: "Du kan säga det till någon av de här:", en: "You can tell any of these:")
        static let seeHeading = Phrase(sv: "Du kan se vem som har läst", en: "You can see who has read")
        static let see = [
            Phrase(
                sv: "Varje gång någon läser skrivs det upp: vem, när och varför.",
                en: "Each time somebody reads, it is written down: who, when and why."),
            Phrase(sv: "Be om ett loggutdrag. Det kostar inget.", en: "Ask for an extract of the log. It costs nothing."),
        ]
        static let askHeading = Phrase(sv: "Frågor och klagomål", en: "Questions and complaints")
        static func ask(_ name: String) -> [Phrase] {
            [
                Phrase(sv: "Fråga \(name) om du undrar något.", en: "Ask \(name) if you wonder about something."),
                Phrase(
                    sv: "Du kan klaga hos Integritetsskyddsmyndigheten (IMY), imy.se.",
                    en: "You can complain to the Swedish Authority for Privacy Protection (IMY), imy.se."),
            ]
        }
        static let signHeading = Phrase(sv: "Underskrift", en: "Signature")
        static func signatures(representative: Bool) -> [Phrase] {
            let own = [
                Phrase(sv: "Din namnteckning", en: "Your signature"),
                Phrase(sv: "Ditt namn med tryckbokstäver", en: "Your name in capitals"),
            ]
            let other = [
                Phrase(sv: "Företrädarens namnteckning", en: "The representative's signature"),
                Phrase(sv: "Företrädarens namn med tryckbokstäver", en: "The representative's name in capitals"),
            ]
            return own + (representative ? other : []) + [Phrase(sv: "Ort och datum", en: "Place and date")]
        }
        static let textHeading = Phrase(sv: "Texten som du hörde", en: "The text that you heard")
        static let numbersHeading = Phrase(sv: "Nummer", en: "Numbers")
        static let numbersIntro = Phrase(
            sv: "Med de här numren hittar de som hjälper dig ditt svar.", en: "By these numbers those who help you find your answer.")
        static let participant = Phrase(sv: "Du i Kedja", en: "You in Kedja")
        static let caseName = Phrase(sv: "Ärende", en: "Case")
        static func record(_ section: ConsentCopy.Section) -> Phrase {
            switch section {
            case .yes: Phrase(sv: "Ja", en: "Yes")
            case .no: Phrase(sv: "Nej", en: "No")
            case .ended: Phrase(sv: "Gäller inte längre", en: "No longer holds")
            }
        }
    }
}
