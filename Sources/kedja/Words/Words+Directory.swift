import Exchange

extension Words {
    /// `kedja organisation`.
    enum Organisation {
        static let noun = Phrase(sv: "Organisationer i katalogen.", en: "Organisations in the directory.")
        static let add = Phrase(sv: "Lägg till en organisation.", en: "Add an organisation.")
        static let list = Phrase(sv: "Lista organisationerna.", en: "List the organisations.")
        static let id = Phrase(sv: "Kortnamn, t.ex. af-angered.", en: "Short name, for example af-angered.")
        static let name = Phrase(sv: "Det namn som folk använder.", en: "What people call it.")
        static let kind = Phrase(sv: "Slag av organisation.", en: "Kind of organisation.")
        static let binding = Phrase(sv: "Hur den är bunden till tystnad.", en: "How it is bound to silence.")
        static let headings = [
            Phrase(sv: "Id", en: "Id"), Phrase(sv: "Namn", en: "Name"), Phrase(sv: "Slag", en: "Kind"),
            Phrase(sv: "Bunden av", en: "Bound by"),
            Phrase(sv: "Värd", en: "Host"),
        ]

        static func added(_ id: OrganisationID) -> Phrase {
            Phrase(sv: "\(id) finns nu i katalogen.", en: "\(id) is now in the directory.")
        }
    }

    /// `kedja officer`.
    enum Officer {
        static let noun = Phrase(sv: "Handläggare i katalogen.", en: "Officers in the directory.")
        static let add = Phrase(sv: "Lägg till en handläggare.", en: "Add an officer.")
        static let list = Phrase(sv: "Lista handläggarna.", en: "List the officers.")
        static let disable = Phrase(sv: "Stäng av en handläggare, genast.", en: "Disable an officer, at once.")
        static let id = Phrase(sv: "Organisation/namn, t.ex. af-angered/karin.", en: "Organisation/name, for example af-angered/karin.")
        static let role = Phrase(sv: "Roll; kan anges flera gånger.", en: "Role; may be given several times.")
        static let cleared = Phrase(sv: "Får hantera skyddade personuppgifter.", en: "Cleared for protected identity.")
        static let recipient = Phrase(sv: "Handläggarens mottagarnyckel, age1….", en: "The officer's age recipient, age1….")
        static let recipientFile = Phrase(sv: "Fil med mottagarnyckeln.", en: "A file with the recipient.")
        static let oneRecipient = Phrase(
            sv: "ange en mottagarnyckel, med --recipient eller --recipient-file",
            en: "give one recipient, by --recipient or --recipient-file")
        static let headings = [
            Phrase(sv: "Handläggare", en: "Officer"), Phrase(sv: "Roller", en: "Roles"), Phrase(sv: "Skyddade", en: "Cleared"),
            Phrase(sv: "Avstängd", en: "Disabled"),
        ]

        static func added(_ id: OfficerID) -> Phrase { Phrase(sv: "\(id) finns nu i katalogen.", en: "\(id) is now in the directory.") }
        static func disabled(_ id: OfficerID) -> Phrase { Phrase(sv: "\(id) är avstängd.", en: "\(id) is disabled.") }
    }
}
