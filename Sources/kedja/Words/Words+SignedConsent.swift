import Exchange
import SignedRecords

extension Words.Record {
    /// What each kind of signed record has about a person, by the name of its schema without the version.
    static let fields: [String: [SignedField]] = [
        "kedja-consent": consent, "kedja-withdrawal": withdrawal, "kedja-withdrawal-of-all": withdrawalOfAll,
        "kedja-manifest": manifest, "kedja-rewrap": rewrap, "kedja-approval": approval, "kedja-confirmation": confirmation,
        "kedja-emergency-review": emergencyReview, "kedja-erasure": erasure, "kedja-erasure-answer": erasureAnswer,
        "kedja-restriction": restriction, "kedja-restriction-lifting": lifting, "kedja-objection": objection,
    ]

    // MARK: Fields of several kinds

    static let schema = SignedField("schema", Phrase(sv: "Formatet", en: "Its format"))
    static let participant = SignedField("participant", Phrase(sv: "Deltagare", en: "Participant"))
    static let ofCase = SignedField("caseID", Words.Register.caseOf)
    static let reason = SignedField("reason", Words.Register.reason)
    static let recorded = [
        SignedField("recordedBy", Phrase(sv: "Antecknat av", en: "Recorded by"), .officer),
        SignedField("recordedAt", Words.Register.recorded, .moment),
    ]
    static let answeredAt = [
        SignedField("answeredBy", Phrase(sv: "Besvarad av", en: "Answered by"), .officer),
        SignedField("answeredAt", Words.Register.answered, .moment),
    ]

    // MARK: Consents and withdrawals

    private static let consent =
        [
            SignedField("id", Phrase(sv: "Samtycke", en: "Consent")), participant, ofCase,
            SignedField("decision", Phrase(sv: "Svar", en: "Answer"), .of(ConsentRecord.Decision.self)),
        ] + scope + [
            SignedField("controllers", Phrase(sv: "Personuppgiftsansvariga", en: "Controllers"), .organisation),
            SignedField("validFrom", Phrase(sv: "Gäller från", en: "Holds from"), .moment),
            SignedField("validUntil", Phrase(sv: "Sista dagen", en: "The last day"), .lastDay),
            SignedField("grounds.secrecy", Phrase(sv: "Grund för att bryta sekretessen", en: "Ground for lifting secrecy")),
            SignedField("grounds.dataProtection", Phrase(sv: "Grund i dataskyddet", en: "Ground in data protection")),
        ] + giving + recorded + [
            SignedField("place", Phrase(sv: "Plats", en: "Place")), SignedField("supersedes", Words.Register.supersedes), schema,
        ]

    private static let scope = [
        SignedField("from", Words.Consent.labels.from, .organisation), SignedField("to", Words.Consent.labels.to, .organisation),
        SignedField("categories", Words.Consent.labels.categories, .of(Category.self)),
        SignedField("purposes", Words.Consent.labels.purposes, .of(Purpose.self)),
    ]

    private static let giving = [
        SignedField("wording.text", Words.Consent.labels.wording, language: { $0["wording"]?["language"]?.string }),
        SignedField("wording.id", Phrase(sv: "Textens namn", en: "The wording's name")),
        SignedField("wording.version", Phrase(sv: "Textens version", en: "The wording's version")),
        SignedField("wording.language", Phrase(sv: "Textens språk", en: "The wording's language")),
        SignedField("wording.digest", Phrase(sv: "Textens SHA-256", en: "The wording's SHA-256")),
        SignedField("givenBy.who", Words.Consent.labels.given, .of(ConsentRecord.GivenBy.Who.self)),
        SignedField("givenBy.assignment", Phrase(sv: "Företrädarens uppdrag", en: "The representative's assignment")),
        SignedField("givenBy.scope", Phrase(sv: "Uppdraget omfattar", en: "The assignment covers")),
        SignedField("givenBy.personHeard", Phrase(sv: "Personen själv har hörts", en: "The person was heard")),
        SignedField("method.how", Phrase(sv: "Hur svaret gavs", en: "How the answer was given"), .of(ConsentRecord.Method.How.self)),
        SignedField("method.witness", Phrase(sv: "Vem mer som var med", en: "Who else was there")),
        SignedField("method.paperDocument", Phrase(sv: "Handlingen med papperet", en: "The document with the paper")),
        SignedField("method.paperDigest", Phrase(sv: "Papperets SHA-256", en: "The paper's SHA-256")),
        SignedField("explained", Phrase(sv: "Förklarat", en: "Explained"), .of(ConsentRecord.Explanation.self)),
    ]

    private static let withdrawal =
        [SignedField("consent", Phrase(sv: "Samtycke", en: "Consent")), withdrawnHow] + withdrawn + recorded + [schema]

    private static let withdrawalOfAll = [participant, withdrawnHow] + recorded + [schema]

    private static let withdrawnHow = SignedField(
        "how", Phrase(sv: "Hur personen sa det", en: "How the person said so"), .of(WithdrawalRecord.How.self))

    /// Without any of these the whole consent is withdrawn.
    private static let withdrawn = [
        SignedField("from", Phrase(sv: "Lämnar inte längre ut", en: "No longer hand out"), .organisation),
        SignedField("to", Phrase(sv: "Får inte längre läsa", en: "No longer may read"), .organisation),
        SignedField("categories", Phrase(sv: "Handlingar som inte längre får läsas", en: "Categories no longer read"), .of(Category.self)),
        SignedField("purposes", Phrase(sv: "Ändamål som inte längre gäller", en: "Purposes that no longer hold"), .of(Purpose.self)),
    ]
}
