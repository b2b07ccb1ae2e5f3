import Exchange

extension Words {
    /// `kedja request list --watch`.
    enum Watch {
        static let help = Phrase(
            sv: "Fortsätt visa vad som händer, tills du avbryter med Ctrl-C.",
            en: "Go on showing what happens, until you end it with Ctrl-C.")
        static let begun = Phrase(sv: "väntar på händelser; avbryt med Ctrl-C", en: "waiting for events; end with Ctrl-C")
        static let again = Phrase(sv: "förbindelsen är tillbaka", en: "the connection is back")
        static func interrupted(_ code: String, seconds: Int64) -> Phrase {
            Phrase(sv: "avbrott (\(code)); försöker igen om \(seconds) s", en: "interrupted (\(code)); trying again in \(seconds) s")
        }
    }
}

extension RequestEventKind: Worded {
    var words: Phrase {
        switch self {
        case .created: Phrase(sv: "ny begäran", en: "new request")
        case .awaitingSecond: Phrase(sv: "väntar på bekräftelse", en: "waits for a second approver")
        case .answered: Phrase(sv: "besvarad", en: "answered")
        case .reopened: Phrase(sv: "svaret underkänt", en: "answer declined")
        case .withdrawn: Phrase(sv: "återtagen", en: "withdrawn")
        case .closed: Phrase(sv: "avslutad", en: "closed")
        case .overdue: Phrase(sv: "tiden har gått ut", en: "overdue")
        }
    }
}
