import PKI
import SignedRecords

extension Words {
    /// `kedja pki`.
    enum Certificates {
        static let noun = Phrase(sv: "Certifikat för försök och test.", en: "Certificates for demonstrations and tests.")
        static let initialise = Phrase(sv: "Skapa en utfärdare.", en: "Create an authority.")
        static let issue = Phrase(sv: "Utfärda certifikat.", en: "Issue certificates.")
        static let server = Phrase(sv: "Utfärda tjänstens certifikat.", en: "Issue the server's certificate.")
        static let officer = Phrase(
            sv: "Utfärda en handläggares certifikat och nycklar.", en: "Issue an officer's certificates and keys.")
        static let revoke = Phrase(sv: "Återkalla en handläggares certifikat.", en: "Revoke an officer's certificates.")
        static let dir = Phrase(sv: "Mappen med utfärdaren.", en: "The authority's folder.")
        static let name = Phrase(sv: "Utfärdarens namn.", en: "The authority's name.")
        static let host = Phrase(
            sv: "Värdnamn eller adress, utöver localhost; kan anges flera gånger.",
            en: "Host name or address beside localhost; may be given several times.")
        static let days = Phrase(sv: "Giltighet i dagar.", en: "Validity in days.")
        static let notBefore = Phrase(sv: "Börjar gälla (för test).", en: "Beginning of the validity (for tests).")
        static let notAfter = Phrase(sv: "Slutar gälla (för test).", en: "End of the validity (for tests).")
        static let daysOrEnd = Phrase(sv: "ange --days eller --not-after, inte båda", en: "give --days or --not-after, not both")
        static let daysPositive = Phrase(sv: "--days är minst 1 och högst 3650", en: "--days is at least 1 and at most 3650")

        static func created(_ path: String) -> Phrase {
            Phrase(sv: "Utfärdaren är skapad: \(path)", en: "The authority is created: \(path)")
        }
        static func issuedServer(_ path: String) -> Phrase {
            Phrase(sv: "Tjänstens certifikat är utfärdat: \(path)", en: "The server's certificate is issued: \(path)")
        }
        static func issuedOfficer(_ name: String, _ path: String) -> Phrase {
            Phrase(sv: "Certifikat och nycklar för \(name) ligger i \(path)", en: "Certificates and keys for \(name) lie in \(path)")
        }
        static func recipient(_ text: String) -> Phrase { Phrase(sv: "Mottagarnyckel: \(text)", en: "Recipient: \(text)") }
        static func revoked(_ name: String, count: Int) -> Phrase {
            Phrase(sv: "\(count) certifikat för \(name) är återkallade.", en: "\(count) certificates of \(name) are revoked.")
        }
    }
}

extension PKIError {
    var faultWords: FaultWords {
        switch self {
        case .alreadyExists(let path):
            FaultWords(
                Phrase(sv: "\(path) finns redan", en: "\(path) exists already"),
                hint: Phrase(sv: "flytta den eller välj en annan mapp", en: "move it away or choose another folder"))
        case .notFound(let path):
            FaultWords(
                Phrase(sv: "\(path) saknas", en: "\(path) is missing"),
                hint: Phrase(
                    sv: "kör «kedja pki init» först, eller välj rätt mapp", en: "run `kedja pki init` first, or choose the right folder"))
        case .unreadable(let path): FaultWords(Words.Common.unreadable(path), hint: Words.Common.checkPath)
        case .unwritable(let path): FaultWords(Words.Common.unwritable(path), hint: Words.Common.checkPath)
        case .unusableAuthority: FaultWords(Phrase(sv: "utfärdaren går inte att använda", en: "the authority can't be used"), hint: restore)
        case .malformedName(let name):
            FaultWords(Phrase(sv: "\(name) är varken värdnamn eller adress", en: "\(name) is neither a host name nor an address"))
        case .unusableValidity:
            FaultWords(
                Phrase(sv: "giltigheten går inte att använda", en: "the validity can't be used"),
                hint: Phrase(
                    sv: "den ska sluta efter sin början och innan utfärdarens egen",
                    en: "it must end after it begins and within the authority's own"))
        case .unknownName(let name):
            FaultWords(
                Phrase(sv: "inget certifikat är utfärdat till \(name)", en: "no certificate was issued to \(name)"),
                hint: Phrase(sv: "kontrollera stavningen", en: "check the spelling"))
        case .cryptography:
            FaultWords(Phrase(sv: "certifikatet gick inte att göra", en: "the certificate could not be made"), hint: restore)
        case .record(let error):
            FaultWords(
                Phrase(
                    sv: "listan över återkallade certifikat godtas inte (\(error.code))",
                    en: "the list of revocations is refused (\(error.code))"),
                hint: restore)
        }
    }

    private var restore: Phrase {
        Phrase(sv: "lägg tillbaka de filer som skapades tillsammans", en: "restore the files that were made together")
    }

    var exit: ExitStatus {
        switch self {
        case .malformedName, .unusableValidity: .usage
        case .unknownName: .notFound
        case .record: .integrity
        case .alreadyExists, .notFound, .unreadable, .unwritable, .unusableAuthority, .cryptography: .local
        }
    }
}
