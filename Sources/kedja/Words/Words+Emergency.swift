import Exchange

extension Words {
    /// `kedja emergency`, and `kedja document get --emergency`.
    enum Emergency {
        static let noun = Phrase(
            sv: "Nödöppningar: läsning utan samtycke för att någon annars skulle fara illa.",
            en: "Emergency reads: reading without consent because somebody would come to harm otherwise.")
        static let list = Phrase(
            sv: "Lista nödöppningar som du får se, med skäl och granskning.",
            en: "List the emergency reads that you may see, with reason and review.")
        static let review = Phrase(
            sv: "Svara på om en nödöppning var befogad. Svaret signeras och står kvar.",
            en: "Answer whether an emergency read was justified. The answer is signed and stays.")
        static let id = Phrase(sv: "Nödöppningen, nod_….", en: "The emergency read, nod_….")
        static let verdict = Phrase(sv: "justified = befogad, notJustified = inte befogad.", en: "Whether it was justified.")
        static let note = Phrase(sv: "Varför. Sparas med svaret.", en: "Why. Kept with the answer.")
        static let reviewed = Phrase(sv: "Granskningen är sparad.", en: "The review is kept.")
        static let reason = Phrase(
            sv: "Nödöppna utan samtycke, av det här skälet. Ägaren och granskarna ser det genast.",
            en: "Open in an emergency, without consent, for this reason. The owner and the auditors see it at once.")
        static let bytesNotHere = Phrase(sv: "--bytes går inte ihop med --emergency", en: "--bytes doesn't go with --emergency")
        static let why = Phrase(sv: "Skäl", en: "Reason")
        static let headings = [
            Phrase(sv: "Nödöppning", en: "Emergency read"), Phrase(sv: "Tid", en: "Time"), Phrase(sv: "Vem", en: "Officer"),
            Phrase(sv: "Handling", en: "Document"), Phrase(sv: "Ägare", en: "Owner"), why, Phrase(sv: "Post", en: "Entry"),
            Phrase(sv: "Granskning", en: "Review"),
        ]

        static func open(until day: String) -> Phrase { Phrase(sv: "ska granskas senast \(day)", en: "to be reviewed by \(day)") }
        static func overdue(since day: String) -> Phrase {
            Phrase(sv: "FÖRSENAD: skulle granskas senast \(day)", en: "OVERDUE: was to be reviewed by \(day)")
        }
        static func willBeReviewed(_ id: EmergencyID) -> Phrase {
            Phrase(
                sv: "nödöppningen \(id) är antecknad; ägaren och granskarna ser den",
                en: "the emergency read \(id) is logged; owner and auditors see it")
        }
        static func waiting(_ count: UnreviewedEmergencies) -> Phrase {
            let late =
                count.overdue == 0
                ? Phrase(same: "") : Phrase(sv: ", \(count.overdue) för sent", en: ", \(count.overdue) of them late")
            return Phrase(
                sv: "\(count.open) nödöppningar väntar på granskning\(late.sv); se «kedja emergency list»",
                en: "\(count.open) emergency reads wait for a review\(late.en); see `kedja emergency list`")
        }
    }
}

extension EmergencyVerdict: Worded {
    var words: Phrase {
        switch self {
        case .justified: Phrase(sv: "befogad", en: "justified")
        case .notJustified: Phrase(sv: "inte befogad", en: "not justified")
        }
    }
}
