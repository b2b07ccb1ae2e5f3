import Exchange

// Names of what is kept about a person, and the few words between what is told of it.

extension Words.Register {
    static let id = Phrase(same: "Id")
    static let before = Phrase(sv: "Förut", en: "Before")
    static let after = Phrase(sv: "Sedan", en: "Since")
    static let reason = Phrase(sv: "Skäl", en: "Reason")
    static let begun = Phrase(sv: "Början", en: "Begun")
    static let ended = Phrase(sv: "Slut", en: "Ended")
    static let takePart = Phrase(sv: "Med i ärendet", en: "Takes part")
    static let tookPart = Phrase(sv: "Har varit med", en: "Took part")
    static let followUp = Phrase(sv: "Uppföljning", en: "Follow-up")
    static let earlier = Phrase(sv: "förut:", en: "earlier:")
    static func stated(_ what: String, _ time: String, by officer: String) -> Phrase {
        Phrase(sv: "\(what); antecknat \(time) av \(officer)", en: "\(what); stated \(time) by \(officer)")
    }
    static func takenOut(by officer: String) -> Phrase { Phrase(sv: "togs ur av \(officer)", en: "taken out by \(officer)") }
    static let state = Phrase(sv: "Läge", en: "State")
    static let recorded = Phrase(sv: "Antecknat", en: "Recorded")
    static let caseOf = Phrase(sv: "Ärende", en: "Case")
    static let withdrawn = Phrase(sv: "Återkallat", en: "Withdrawn")
    static let supersededBy = Phrase(sv: "Ersatt av", en: "Superseded by")
    static let supersedes = Phrase(sv: "Ersätter", en: "Supersedes")
    static let registeredBy = Phrase(sv: "Registrerat av", en: "As registered by")
    static let signed = Phrase(sv: "Signerat", en: "Signed record")
    static let signedWithdrawal = Phrase(sv: "Signerad återkallelse", en: "Signed withdrawal")
    static let signedRewrap = Phrase(sv: "Signerad omförsegling", en: "Signed rewrap")
    static let signedLifting = Phrase(sv: "Signerat när den hävdes", en: "Signed when it was lifted")
    static let signedAnswer = Phrase(sv: "Signerat svar", en: "Signed answer")
    static let signedConfirmation = Phrase(sv: "Signerad prövning av en andra", en: "Signed by a second approver")
    /// Above fields that this version has no words for.
    static let asSigned = Phrase(sv: "Står så i den signerade filen", en: "Stands so in the signed file")
    static let category = Phrase(sv: "Slag", en: "Category")
    static let holder = Phrase(sv: "Hos", en: "Held by")
    static func copy(of owner: String) -> Phrase {
        Phrase(sv: "\(owner). Be dem om en kopia.", en: "\(owner). Ask them for a copy.")
    }
    static let uploaded = Phrase(sv: "Inlagd", en: "Put in")
    static let release = Phrase(sv: "Lämnas ut", en: "Released")
    static let size = Phrase(sv: "Storlek i byte", en: "Size in bytes")
    static let version = Phrase(sv: "Version", en: "Version")
    static let due = Phrase(sv: "Ska gallras, enligt regel och sedan", en: "Due to be erased, by rule and since")
    static let by = Phrase(sv: "Av", en: "By")
    static let expires = Phrase(sv: "Går ut", en: "Expires")
    static let document = Phrase(sv: "Handling", en: "Document")
    static let asked = Phrase(sv: "Begärd", en: "Asked")
    static let purpose = Phrase(sv: "Ändamål", en: "Purpose")
    static func until(_ time: String) -> Phrase { Phrase(sv: "till \(time)", en: "until \(time)") }
    static let sealedForRequester = Phrase(sv: "förseglad till den som begärde", en: "sealed for the requester")
    static let confirmBy = Phrase(sv: "Bekräftas senast", en: "To be confirmed by")
    static let answered = Phrase(sv: "Besvarad", en: "Answered")
    static let onConsent = Phrase(sv: "Med samtycket", en: "On the consent")
    static let onRequest = Phrase(sv: "Efter begäran", en: "After the request")
    static let inEmergency = Phrase(sv: "Nödöppning", en: "In an emergency")
    static let entry = Phrase(sv: "Loggpost", en: "Log entry")
    static let reviewBy = Phrase(sv: "Granskas senast", en: "To be reviewed by")
    static let overdueSince = Phrase(sv: "Försenad sedan", en: "Overdue since")
    static let reviewed = Phrase(sv: "Granskad", en: "Reviewed")
    static let verdict = Phrase(sv: "Bedömning", en: "Verdict")
    static let ground = Phrase(sv: "Grund", en: "Ground")
    static let about = Phrase(sv: "Gäller", en: "About")
    static let log = Phrase(sv: "Loggen", en: "The log")
    static let count = Phrase(sv: "Poster om dig", en: "Entries about you")
    static let seeLog = Phrase(sv: "Vad som står i dem", en: "What they say")
    static let logExtract = Phrase(
        sv: "Det står i loggutdraget, som du också kan få.", en: "That is in the extract of the log, which you can have as well.")
    static let keptAnswer = Phrase(
        sv: "Ett svar som sparas ett dygn, om samma anrop görs igen",
        en: "An answer that is kept for a day, should the same call be made again")
}
