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
        static let rewrap = Phrase(
            sv: "Försegla om organisationens handlingar till dem som är utlämnandeansvariga nu.",
            en: "Rewrap the organisation's documents for those who are approvers now.")
        static let nothingToRewrap = Phrase(
            sv: "Inget att göra: handlingarna är förseglade till dem som är utlämnandeansvariga nu.",
            en: "Nothing to do: the documents are sealed to those who are approvers now.")
        static let notRewrappedHint = Phrase(
            sv: "låt någon av dem som de är förseglade till köra kommandot", en: "let one of those whom they are sealed to run the command")
        static let headings = [
            Phrase(sv: "Id", en: "Id"), Phrase(sv: "Namn", en: "Name"), Phrase(sv: "Slag", en: "Kind"),
            Phrase(sv: "Bunden av", en: "Bound by"),
            Phrase(sv: "Värd", en: "Host"),
        ]

        static func added(_ id: OrganisationID) -> Phrase {
            Phrase(sv: "\(id) finns nu i katalogen.", en: "\(id) is now in the directory.")
        }

        static func rewrapped(_ count: Int, for holders: [OfficerID]) -> Phrase {
            let names = holders.map(\.description).joined(separator: ", ")
            return Phrase(sv: "Omförseglade: \(count), till \(names).", en: "Rewrapped: \(count), for \(names).")
        }

        static func notRewrapped(_ count: Int) -> Phrase {
            Phrase(sv: "\(count) handlingar kunde inte förseglas om", en: "\(count) documents could not be rewrapped")
        }
    }

    /// `kedja officer`.
    enum Officer {
        static let noun = Phrase(sv: "Handläggare i katalogen.", en: "Officers in the directory.")
        static let add = Phrase(sv: "Lägg till en handläggare.", en: "Add an officer.")
        static let list = Phrase(sv: "Lista handläggarna.", en: "List the officers.")
        static let change = Phrase(
            sv: "Ändra en handläggares roller, behörighet eller nyckel.", en: "Change an officer's roles, clearance or key.")
        static let newRole = Phrase(
            sv: "Roll i stället för dem som är; kan anges flera gånger.", en: "Role instead of those there are; may be given several times."
        )
        static let nothingToChange = Phrase(
            sv: "ange vad som ska ändras: --role, --cleared, --no-cleared, --recipient eller --recipient-file",
            en: "give what is to change: --role, --cleared, --no-cleared, --recipient or --recipient-file")
        static let rewrapNow = Phrase(
            sv: "De utlämnandeansvariga har ändrats: låt någon av dem som var det förut köra «kedja organisation rewrap».",
            en: "The approvers have changed: let one who was an approver before run `kedja organisation rewrap`.")
        static let unknownHint = Phrase(sv: "«kedja officer list» visar dem som finns", en: "`kedja officer list` shows those there are")
        static let disable = Phrase(sv: "Stäng av en handläggare, genast.", en: "Disable an officer, at once.")
        static let id = Phrase(sv: "Organisation/namn, t.ex. af-angered/karin.", en: "Organisation/name, for example af-angered/karin.")
        static let last = Phrase(
            sv: "Även om ingen annan då svarar på organisationens begäran eller öppnar det som den har förseglat.",
            en: "Though nobody else answers the organisation's requests then, or opens what it has sealed.")
        static let role = Phrase(sv: "Roll; kan anges flera gånger.", en: "Role; may be given several times.")
        static let cleared = Phrase(sv: "Får hantera skyddade personuppgifter.", en: "Cleared for protected identity.")
        static let recipient = Phrase(sv: "Handläggarens mottagarnyckel, age1….", en: "The officer's age recipient, age1….")
        static let recipientFile = Phrase(sv: "Fil med mottagarnyckeln.", en: "A file with the recipient.")
        static let oneRecipient = Phrase(
            sv: "ange en mottagarnyckel, med --recipient eller --recipient-file",
            en: "give one recipient, by --recipient or --recipient-file")
        static let pluginRecipient = Phrase(
            sv: "mottagarnyckeln är ett insticksprograms egen, som varken tjänsten eller andra kan låsa för",
            en: "the recipient is a plugin's own, which neither the service nor others can seal to")
        static let pluginRecipientHint = Phrase(
            sv: "ange nyckelns age1tag1… eller age1tagpq1…; insticksprogram för nycklar i hårdvara visar den",
            en: "give the key's age1tag1… or age1tagpq1…; plugins for keys in hardware show it")
        static let headings = [
            Phrase(sv: "Handläggare", en: "Officer"), Phrase(sv: "Roller", en: "Roles"), Phrase(sv: "Skyddade", en: "Cleared"),
            Phrase(sv: "Avstängd", en: "Disabled"),
        ]

        static func added(_ id: OfficerID) -> Phrase { Phrase(sv: "\(id) finns nu i katalogen.", en: "\(id) is now in the directory.") }
        static func unknown(_ id: OfficerID) -> Phrase {
            Phrase(sv: "\(id) finns inte i katalogen", en: "\(id) is not in the directory")
        }
        static func changed(_ id: OfficerID) -> Phrase { Phrase(sv: "\(id) är ändrad.", en: "\(id) is changed.") }
        static func disabled(_ id: OfficerID) -> Phrase { Phrase(sv: "\(id) är avstängd.", en: "\(id) is disabled.") }
    }

    /// `kedja directory`.
    enum Directory {
        static let noun = Phrase(sv: "Katalogens signerade ändringar.", en: "The directory's signed changes.")
        static let verify = Phrase(
            sv: "Kontrollera alla ändringar i katalogen, från början.", en: "Verify all changes of the directory, from its beginning.")
        static let root = Phrase(
            sv: "Katalogens rot. Annars sparas den vid första kontakten.", en: "The directory's root. Else it is kept at the first contact."
        )
        static let rootLabel = Phrase(sv: "Katalogens rot", en: "Directory root")
        static let badRoot = Phrase(
            sv: "katalogens rot är 64 hexadecimala siffror, som kedjad init skrev ut",
            en: "the directory's root is 64 hexadecimal digits, as kedjad init said")
        static let unsound = Phrase(
            sv: "katalogen är inte den som administratörerna har signerat", en: "the directory isn't what was signed")
        static let unsoundHint = Phrase(
            sv: "lämna inte ut något; spara det du ser och säg till administratörerna på annat sätt",
            en: "release nothing; keep what you see, and tell the administrators by another way")

        static func sound(size: UInt64, head: String) -> Phrase {
            Phrase(
                sv: "Katalogen är äkta: \(size) signerade ändringar, den senaste \(head).",
                en: "The directory is sound: \(size) signed changes, the newest \(head).")
        }

        static func pinned(_ root: String) -> Phrase {
            Phrase(
                sv: "katalogens rot är sparad i profilen: \(root); jämför den med värdens",
                en: "the directory's root is kept in the profile: \(root); compare it with the host's")
        }
    }
}
