import Exchange

extension Words {
    /// `kedja participant correct`, `restrict`, `unrestrict`, `restrictions` and `object`.
    enum Rights {
        static let correct = Phrase(
            sv: "Rätta det som din organisation har registrerat om en deltagare.",
            en: "Correct what your organisation has registered of a participant.")
        static let correctDiscussion = Phrase(
            sv: "Det som stod förut sparas förseglat och står i deltagarens registerutdrag. Skriv bara det som ska ändras.",
            en: "What stood before is kept, sealed, and stands in the participant's register extract. Write only what is to be changed.")
        static let reason = Phrase(sv: "Varför.", en: "Why.")
        static let protected = Phrase(
            sv: "Personen har skyddade personuppgifter, eller inte längre.", en: "The person has protected identity, or no longer has.")
        static let corrected = Phrase(sv: "Uppgifterna är rättade.", en: "It is corrected.")
        static let nothingToCorrect = Phrase(
            sv: "skriv vad som ska rättas: --number, --given-name, --family-name eller --protected",
            en: "write what is to be corrected: --number, --given-name, --family-name or --protected")

        static let restrict = Phrase(
            sv: "Begränsa behandlingen av en deltagares uppgifter (GDPR art. 18).",
            en: "Restrict the processing of a participant's data (GDPR art. 18).")
        static let restrictDiscussion = Phrase(
            sv: """
                Från svaret läser ingen något om deltagaren, vilka samtycken som än finns; bara deltagarens egna utdrag görs. Uppgifterna \
                finns kvar. Grunderna: accuracy (uppgifterna ifrågasätts), unlawful (begränsning i stället för radering), claims (rättsligt \
                anspråk), objection (invändning prövas).
                """,
            en: """
                From the answer on nobody reads anything about the participant, whatever consents there are; only their own extracts are made. \
                The data stays. The grounds: accuracy (the data is contested), unlawful (restriction instead of erasure), claims (a legal \
                claim), objection (an objection is looked into).
                """)
        static let ground = Phrase(sv: "Grunden i GDPR art. 18.1.", en: "The ground in GDPR art. 18.1.")
        static func restricted(_ id: RestrictionID) -> Phrase {
            Phrase(sv: "Behandlingen är begränsad: \(id)", en: "The processing is restricted: \(id)")
        }

        static let unrestrict = Phrase(
            sv: "Häv en begränsning, när deltagaren har fått veta det.", en: "Lift a restriction, once the participant has been told.")
        static let restriction = Phrase(
            sv: "Begränsningens id, begr_…; behövs när flera gäller.", en: "The restriction's id, begr_…; needed where several hold.")
        static let told = Phrase(
            sv: "När deltagaren fick veta att begränsningen hävs: dag, eller tidpunkt i UTC.",
            en: "When the participant was told that it will be lifted: a day, or a moment in UTC.")
        static let how = Phrase(sv: "Hur.", en: "How.")
        static let lifted = Phrase(sv: "Begränsningen är hävd.", en: "The restriction is lifted.")
        static let none = Phrase(sv: "ingen begränsning gäller för deltagaren", en: "no restriction of the participant holds")
        static let several = Phrase(
            sv: "flera begränsningar gäller: ange vilken med --restriction", en: "several restrictions hold: say which with --restriction")

        static let restrictions = Phrase(sv: "Lista en deltagares begränsningar.", en: "List a participant's restrictions.")
        static let headings = [
            Phrase(sv: "Begränsning", en: "Restriction"), Phrase(sv: "Läge", en: "State"), Phrase(sv: "Grund", en: "Ground"),
            Phrase(sv: "Sedan", en: "Since"), Phrase(sv: "Hävd", en: "Lifted"),
        ]
        static func state(_ inForce: Bool) -> Phrase {
            inForce ? Phrase(sv: "gäller", en: "holds") : Phrase(sv: "hävd", en: "lifted")
        }

        static let object = Phrase(
            sv: "Anteckna vad en deltagare invänder mot något som står om dem.",
            en: "Record what a participant says against something that is kept about them.")
        static let objectDiscussion = Phrase(
            sv:
                "Invändningen står sedan bredvid det den gäller. Den ändrar det inte; rätta med «kedja participant correct» eller en ny version.",
            en:
                "From then on it stands beside what it's about. It changes nothing there; correct with `kedja participant correct` or a new version."
        )
        static let target = Phrase(
            sv: "Vad invändningen gäller: doc_…, cons_…, eller deltagaren.", en: "What it's about: doc_…, cons_…, or the participant.")
        static let statement = Phrase(sv: "Vad deltagaren säger.", en: "What the participant says.")
        static func objected(_ id: ObjectionID) -> Phrase {
            Phrase(sv: "Invändningen är antecknad: \(id)", en: "The objection is recorded: \(id)")
        }
        static let objections = Phrase(sv: "Invändning", en: "Objection")
    }
}

extension RestrictionGround: Worded {
    var words: Phrase {
        switch self {
        case .accuracy: Phrase(sv: "uppgifterna ifrågasätts (art. 18.1 a)", en: "the data is contested (art. 18.1 a)")
        case .unlawful: Phrase(sv: "begränsning i stället för radering (art. 18.1 b)", en: "restriction instead of erasure (art. 18.1 b)")
        case .claims: Phrase(sv: "behövs för rättsligt anspråk (art. 18.1 c)", en: "needed for a legal claim (art. 18.1 c)")
        case .objection: Phrase(sv: "invändning prövas (art. 18.1 d)", en: "an objection is looked into (art. 18.1 d)")
        }
    }
}
