import Exchange

extension Words {
    /// `kedja participant`.
    enum Participant {
        static let noun = Phrase(sv: "Deltagare.", en: "Participants.")
        static let register = Phrase(sv: "Registrera en deltagare.", en: "Register a participant.")
        static let show = Phrase(sv: "Visa en deltagare.", en: "Show a participant.")
        static let list = Phrase(
            sv: "Lista din organisations deltagare, eller sök ett nummer.",
            en: "List your organisation's participants, or search for a number.")
        static let id = Phrase(sv: "Deltagarens id, par_….", en: "The participant's id, par_….")
        static let numberName = Phrase(sv: "nummer|-", en: "number|-")
        static let numberHelp = Phrase(
            sv: "Personnummer eller samordningsnummer. - läser det från standard in; utan värde frågar kommandot i en terminal.",
            en: "Personnummer or samordningsnummer. - reads it from standard input; without it a terminal is asked.")
        static let askNumber = Phrase(sv: "Personnummer eller samordningsnummer:", en: "Personnummer or samordningsnummer:")
        static let numberMissing = Phrase(sv: "numret saknas", en: "the number is missing")
        static let numberMissingHint = Phrase(
            sv: "skriv det på standard in, med --number -", en: "write it on standard input, with --number -")
        static let numberForm = Phrase(sv: "skriv det som ÅÅÅÅMMDD-NNNN", en: "write it as YYYYMMDD-NNNN")
        static let givenName = Phrase(sv: "Förnamn.", en: "Given name.")
        static let familyName = Phrase(sv: "Efternamn.", en: "Family name.")
        static let protected = Phrase(sv: "Personen har skyddade personuppgifter.", en: "The person has protected identity.")
        static let headings = [
            Phrase(sv: "Id", en: "Id"), Phrase(sv: "Namn", en: "Name"), Phrase(sv: "Nummer", en: "Number"),
            Phrase(sv: "Skyddad", en: "Protected"), Phrase(sv: "Ärenden", en: "Cases"),
        ]
        static let registeredAt = Phrase(sv: "Registrerad", en: "Registered")
        static let organisations = Phrase(sv: "Organisationer", en: "Organisations")

        static func registered(_ id: ParticipantID) -> Phrase {
            Phrase(sv: "Deltagaren är registrerad: \(id)", en: "The participant is registered: \(id)")
        }

        static func refused(_ error: IdentityNumberError) -> Phrase {
            switch error {
            case .form: Phrase(sv: "det är inget personnummer: formen är fel", en: "that is not a personnummer: its form is wrong")
            case .date:
                Phrase(sv: "det är inget personnummer: datumet finns inte", en: "that is not a personnummer: its date doesn't exist")
            case .checkDigit:
                Phrase(sv: "det är inget personnummer: kontrollsiffran är fel", en: "that is not a personnummer: its check digit is wrong")
            }
        }
    }

    /// `kedja case`.
    enum Case {
        static let noun = Phrase(sv: "Ärenden.", en: "Cases.")
        static let open = Phrase(sv: "Öppna ett ärende om en deltagare.", en: "Open a case about a participant.")
        static let show = Phrase(sv: "Rita ett ärende som en kedja, med vad som saknas.", en: "Draw a case as a chain, with what it lacks.")
        static let addOfficer = Phrase(sv: "Låt en handläggare till vara med.", en: "Let another officer take part.")
        static let close = Phrase(sv: "Avsluta ett ärende. Inget i det delas mer.", en: "Close a case. Nothing of it is shared any more.")
        static let id = Phrase(sv: "Ärendets id, case_….", en: "The case's id, case_….")
        static let caseName = Phrase(sv: "Ärende", en: "Case")
        static let participant = Phrase(sv: "Deltagare", en: "Participant")
        static let opened = Phrase(sv: "Öppnat", en: "Opened")
        static let closed = Phrase(sv: "Avslutat", en: "Closed")
        static let by = Phrase(sv: "av", en: "by")

        static func didOpen(_ id: CaseID) -> Phrase { Phrase(sv: "Ärendet är öppnat: \(id)", en: "The case is open: \(id)") }
        static func didAdd(_ officer: OfficerID) -> Phrase {
            Phrase(sv: "\(officer) är med i ärendet.", en: "\(officer) takes part in the case.")
        }
        static let didClose = Phrase(sv: "Ärendet är avslutat.", en: "The case is closed.")
    }
}
