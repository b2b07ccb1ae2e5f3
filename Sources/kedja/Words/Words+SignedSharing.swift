import Exchange
import SignedRecords

// Signed records about documents and about what was asked of them.

extension Words.Record {
    static let manifest =
        [
            SignedField("name", Phrase(sv: "Filens namn", en: "The file's name")), SignedField("document", Words.Register.document),
            participant, ofCase, SignedField("owner", Words.Request.labels.owner, .organisation),
            SignedField("category", Words.Register.category, .of(Category.self)),
            SignedField("release", Words.Register.release, .of(ReleaseMode.self)),
            SignedField("payloadSize", Phrase(sv: "Storlek i byte, förseglad", en: "Size in bytes, sealed")), payloadDigest,
        ] + holders + [
            SignedField("uploadedBy", Phrase(sv: "Inlagd av", en: "Put in by"), .officer),
            SignedField("uploadedAt", Words.Register.uploaded, .moment), SignedField("supersedes", Words.Register.supersedes), schema,
        ]

    static let rewrap =
        [SignedField("document", Words.Register.document), payloadDigest] + holders + [
            SignedField("headerDigest", Phrase(sv: "Det nya huvudets SHA-256", en: "The new header's SHA-256")),
            SignedField("rewrappedBy", Phrase(sv: "Omförseglad av", en: "Rewrapped by"), .officer),
            SignedField("rewrappedAt", Phrase(sv: "Omförseglad", en: "Rewrapped"), .moment), schema,
        ]

    private static let payloadDigest = SignedField(
        "payloadDigest", Phrase(sv: "Förseglade innehållets SHA-256", en: "The sealed payload's SHA-256"))

    private static let holders = [
        SignedField("holders.officer", Phrase(sv: "Kan öppnas av", en: "Can be opened by"), .officer),
        SignedField("holders.recipient", Phrase(sv: "Med nyckeln", en: "By the key")),
    ]

    // MARK: Requests

    static let approval =
        [
            request, SignedField("requester", Words.Request.labels.requester, .officer),
        ] + part("") + part("documents.") + [
            SignedField("appeal.isPossible", Phrase(sv: "Går att överklaga", en: "Can be appealed")),
            SignedField("appeal.days", Phrase(sv: "Dagar att överklaga på", en: "Days to appeal")),
            SignedField("appeal.swedish", Phrase(sv: "Överklagande, på svenska", en: "Appeal, in Swedish"), language: { _ in "sv" }),
            SignedField("appeal.english", Phrase(sv: "Överklagande, på engelska", en: "Appeal, in English"), language: { _ in "en" }),
            SignedField("onBehalfOf", Phrase(sv: "I stället för", en: "Standing in for"), .officer),
        ] + answeredAt + [schema]

    /// What is answered about a document; in the first version it stood beside the answer's own fields.
    private static func part(_ place: String) -> [SignedField] {
        [
            SignedField(place + "document", Words.Register.document),
            SignedField(place + "answer", Phrase(sv: "Svar", en: "Answer"), .of(ApprovalRecord.Answer.self)),
            SignedField(place + "assessment", Phrase(sv: "Menprövning", en: "Secrecy assessment")),
            SignedField(place + "ground.by", Words.Register.ground, .words(ground)),
            SignedField(place + "ground.consent", Phrase(sv: "Samtycke", en: "Consent")),
            SignedField(place + "ground.section", Phrase(sv: "Bestämmelse", en: "Section")),
            SignedField(place + "ground.balancing", balancing),
            SignedField(place + "ground.ground.act", Phrase(sv: "Lag", en: "Act")),
            SignedField(place + "ground.ground.section", Phrase(sv: "Bestämmelse", en: "Section")),
            SignedField(place + "ground.ground.balancing", balancing),
            SignedField(place + "ground.ground.id", Phrase(sv: "Grundens namn i katalogen", en: "The ground's name in the catalogue")),
            SignedField(place + "validUntil", Phrase(sv: "Sista dagen", en: "The last day"), .lastDay),
            SignedField(place + "recipient", Phrase(sv: "Förseglad till nyckeln", en: "Sealed to the key")),
        ]
    }

    private static let request = SignedField("request", Words.Request.labels.request)
    private static let balancing = Phrase(sv: "Intresseavvägning", en: "Balancing of interests")

    private static let ground: @Sendable (String) -> Phrase? = { by in
        switch by {
        case "consent": Phrase(sv: "samtycke", en: "consent")
        case "listed": Phrase(sv: "grund i katalogen", en: "a ground of the catalogue")
        case "law": Phrase(sv: "lag", en: "a law")
        default: nil
        }
    }

    static let confirmation = [
        request, SignedField("answer", Phrase(sv: "Svarets SHA-256", en: "The answer's SHA-256")),
        SignedField("verdict", Words.Register.verdict, .of(ConfirmationRecord.Verdict.self)),
        SignedField("assessment", Phrase(sv: "Menprövning", en: "Secrecy assessment")),
        SignedField("confirmedBy", Phrase(sv: "Prövad av", en: "Looked at by"), .officer),
        SignedField("confirmedAt", Phrase(sv: "Prövad", en: "Looked at"), .moment), schema,
    ]
}
