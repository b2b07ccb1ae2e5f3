import Exchange

extension Words {
    /// `kedja organisation delegate`, `delegations` and `end-delegation`.
    enum Delegation {
        static let delegate = Phrase(
            sv: "Bestäm vem som svarar på begäran när en utlämnandeansvarig är borta.",
            en: "Say who answers requests while an approver is away.")
        static let list = Phrase(
            sv: "Lista vem som svarar för vem, nu och framöver.", en: "List who answers for whom, now and later.")
        static let to = Phrase(sv: "Den som svarar under tiden.", en: "Who answers meanwhile.")
        static let from = Phrase(sv: "Första dagen.", en: "The first day.")
        static let until = Phrase(sv: "Sista dagen, högst 93 dagar bort.", en: "The last day, at most 93 days on.")
        static let approver = Phrase(
            sv: "Den som är borta; annars du själv. Andra anger bara en administratör.",
            en: "Who is away; yourself if left out. Only an administrator names others.")
        static func delegated(_ delegate: OfficerID, for approver: OfficerID, _ period: String) -> Phrase {
            Phrase(sv: "\(delegate) svarar för \(approver) \(period).", en: "\(delegate) answers for \(approver) \(period).")
        }
        static let end = Phrase(
            sv: "Avsluta att någon svarar i en utlämnandeansvarigs ställe, före sista dagen.",
            en: "End that somebody answers in an approver's place, before the last day.")
        static let id = Phrase(sv: "Id från «kedja organisation delegations».", en: "The id, from `kedja organisation delegations`.")
        static func ended(_ delegate: OfficerID, for approver: OfficerID) -> Phrase {
            Phrase(
                sv: "\(delegate) svarar inte längre för \(approver). Det som redan är besvarat står kvar.",
                en: "\(delegate) no longer answers for \(approver). What has been answered stands.")
        }
        static func endedBy(_ officer: OfficerID, _ day: String) -> Phrase {
            Phrase(sv: "nej, avslutad \(day) av \(officer)", en: "no, ended \(day) by \(officer)")
        }
        static let keys = Phrase(
            sv: """
                Handlingar som ägaren själv lämnar ut öppnas bara av dem som är utlämnandeansvariga: en ersättare kan avslå begäran om dem, \
                men inte bifalla den utan att bli utlämnandeansvarig och få dem omförseglade («kedja organisation rewrap»).
                """,
            en: """
                Documents that their owner releases open for approvers alone: whoever stands in can deny requests for them, but not approve \
                them without becoming an approver and having them rewrapped (`kedja organisation rewrap`).
                """)
        static let headings = [
            Phrase(sv: "Utlämnandeansvarig", en: "Approver"), Phrase(sv: "Ersättare", en: "Stands in"), Phrase(sv: "Tid", en: "Time"),
            Phrase(sv: "Gäller nu", en: "Counts now"), Phrase(sv: "Id", en: "Id"),
        ]
    }
}
