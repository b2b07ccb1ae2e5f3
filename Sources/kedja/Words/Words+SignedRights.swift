import Exchange
import SignedRecords

// Signed records about emergencies, erasures, restrictions and objections.

extension Words.Record {
    static let emergencyReview = [
        SignedField("emergency", Words.Register.inEmergency), SignedField("entry", Words.Register.entry),
        SignedField("verdict", Words.Register.verdict, .of(EmergencyVerdict.self)),
        SignedField("note", Phrase(sv: "Granskarens ord", en: "The reviewer's words")),
        SignedField("reviewedBy", Phrase(sv: "Granskad av", en: "Reviewed by"), .officer),
        SignedField("reviewedAt", Words.Register.reviewed, .moment), schema,
    ]

    static let erasure = [
        ofErasure, SignedField("target", Words.Register.about), SignedField("ground", Words.Register.ground),
        SignedField("decision", Phrase(sv: "Gallringsbeslut", en: "Decision to destroy")), reason,
        SignedField("askedBy", Phrase(sv: "Begärd av", en: "Asked by"), .officer),
        SignedField("askedAt", Words.Register.asked, .moment), schema,
    ]

    static let erasureAnswer =
        [
            ofErasure, SignedField("asked", Phrase(sv: "Begärans SHA-256", en: "The SHA-256 of what was asked")),
            SignedField("answer", Phrase(sv: "Svar", en: "Answer"), .of(ErasureAnswer.Answer.self)),
        ] + answeredAt + [schema]

    private static let ofErasure = SignedField("erasure", Phrase(sv: "Radering", en: "Erasure"))

    static let restriction =
        [
            ofRestriction, participant, SignedField("ground", Words.Register.ground, .of(RestrictionGround.self)), reason,
        ] + recorded + [schema]

    static let lifting = [
        ofRestriction, SignedField("restricted", Phrase(sv: "Begränsningens SHA-256", en: "The restriction's SHA-256")), reason,
        SignedField("toldAt", Phrase(sv: "Du fick veta det", en: "You were told"), .moment),
        SignedField("toldHow", Phrase(sv: "Hur du fick veta det", en: "How you were told"), .of(RestrictionLifting.How.self)),
        SignedField("liftedBy", Phrase(sv: "Hävd av", en: "Lifted by"), .officer),
        SignedField("liftedAt", Phrase(sv: "Hävd", en: "Lifted"), .moment), schema,
    ]

    private static let ofRestriction = SignedField("restriction", Phrase(sv: "Begränsning", en: "Restriction"))

    static let objection =
        [
            SignedField("objection", Words.Rights.objections), participant, SignedField("target", Words.Register.about),
            SignedField("statement", Phrase(sv: "Vad du säger", en: "What you say")),
        ] + recorded + [schema]
}
