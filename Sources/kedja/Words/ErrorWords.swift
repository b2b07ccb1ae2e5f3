import Exchange
import ExchangeAPI

/// An error in people's words: what went wrong, and what to do.
struct FaultWords: Hashable, Sendable {
    let sentence: Phrase
    let hint: Phrase?

    init(_ sentence: Phrase, hint: Phrase? = nil) {
        self.sentence = sentence
        self.hint = hint
    }

    /// The words for a code of the exchange or the wire; `nil` for a code that this client doesn't know.
    init?(code: String) {
        if let code = ExchangeError.Code(rawValue: code) {
            self = code.faultWords
        } else if let fault = WireFault(rawValue: code) {
            self = fault.faultWords
        } else {
            return nil
        }
    }
}

extension ExchangeError.Code {
    var faultWords: FaultWords { FaultWords(sentence, hint: hint) }

    private var sentence: Phrase {
        switch self {
        case .notFound: Phrase(sv: "det finns inte, eller så får du inte se det", en: "there is no such thing, or you may not see it")
        case .erased: Phrase(sv: "det är raderat", en: "it has been erased")
        case .denied: Phrase(sv: "reglerna säger nej", en: "the policies refuse")
        case .unknownOfficer: Phrase(sv: "du finns inte i katalogen", en: "you are not in the directory")
        case .disabledOfficer: Phrase(sv: "din behörighet är avstängd", en: "your access is disabled")
        case .invalidInput: Phrase(sv: "uppgifterna går inte att använda", en: "the input can't be used")
        case .invalidRecord: Phrase(sv: "den signerade handlingen godtas inte", en: "the signed record can't be taken")
        case .invalidIdentityNumber:
            Phrase(sv: "det är inget personnummer eller samordningsnummer", en: "that is not a personnummer or samordningsnummer")
        case .invalidConsent: Phrase(sv: "samtycket godtas inte", en: "the consent record can't be taken")
        case .alreadyExists: Phrase(sv: "det finns redan", en: "it exists already")
        case .conflict: Phrase(sv: "det går inte i det här läget", en: "it can't be done in this state")
        case .idempotencyKeyReused:
            Phrase(sv: "samma nyckel användes för två olika anrop", en: "one idempotency key was used for two different calls")
        case .digestMismatch: Phrase(sv: "innehållet ändrades på vägen", en: "the bytes are not those that were stated")
        case .uploadIncomplete: Phrase(sv: "inlämningen är inte fullständig", en: "the upload is not complete")
        case .uploadOffset: Phrase(sv: "inlämningen ska fortsätta på ett annat ställe", en: "the upload goes on at another offset")
        case .tooLarge: Phrase(sv: "det är för stort", en: "it is too large")
        case .approvalRequired: Phrase(sv: "ägaren måste godkänna först", en: "the owner's approval is required")
        case .groundNotUsable: Phrase(sv: "grunden kan inte bära utlämnandet", en: "the ground can't carry the disclosure")
        case .lastApprover:
            Phrase(
                sv: "ingen annan svarar på organisationens begäran, eller öppnar det som den har förseglat",
                en: "nobody else answers the organisation's requests, or opens what it has sealed")
        case .policyInvalid: Phrase(sv: "reglerna innehåller fel", en: "the policies don't validate")
        case .wrongMasterKey: Phrase(sv: "tjänsten har fel huvudnyckel", en: "the service has the wrong master key")
        case .damaged: Phrase(sv: "lagrade uppgifter är skadade", en: "stored bytes are damaged")
        case .storageFailed: Phrase(sv: "lagringen svarar inte", en: "storage failed")
        case .quorumMissing:
            Phrase(sv: "för få vittnen har bevittnat loggen på sistone", en: "too few witnesses have cosigned the log lately")
        case .internalFailure: Phrase(sv: "något gick fel i tjänsten", en: "something went wrong in the service")
        }
    }

    private var hint: Phrase {
        switch self {
        case .notFound: Phrase(sv: "kontrollera id:t och att du är med i ärendet", en: "check the id and that you are in the case")
        case .erased: Phrase(sv: "inget av det finns kvar", en: "nothing of it is left")
        case .denied:
            Phrase(sv: "«kedja policy explain» visar vad som saknas", en: "`kedja policy explain` shows what is missing")
        case .unknownOfficer, .disabledOfficer: Phrase(sv: "prata med din administratör", en: "talk to your administrator")
        case .invalidInput, .invalidConsent: Phrase(sv: "rätta uppgifterna och försök igen", en: "correct it and try again")
        case .invalidRecord:
            Phrase(
                sv: "kontrollera datorns klocka och att du signerar med ditt eget kort", en: "check the computer's clock and your own key")
        case .invalidIdentityNumber: Phrase(sv: "skriv det som ÅÅÅÅMMDD-NNNN", en: "write it as YYYYMMDD-NNNN")
        case .alreadyExists: Phrase(sv: "visa det som finns, eller välj ett annat namn", en: "look at what exists, or choose another name")
        case .conflict: Phrase(sv: "se hur det står till med «show»", en: "look at its state with `show`")
        case .idempotencyKeyReused, .digestMismatch, .uploadIncomplete, .uploadOffset:
            Phrase(sv: "kör kommandot igen", en: "run the command again")
        case .tooLarge: Phrase(sv: "dela upp det", en: "split it")
        case .approvalRequired: Phrase(sv: "begär den med «kedja request create»", en: "ask for it with `kedja request create`")
        case .groundNotUsable:
            Phrase(
                sv: "«kedja request approve» utan --ground visar de grunder som går att använda",
                en: "`kedja request approve` without --ground shows the grounds that can be used")
        case .lastApprover:
            Phrase(
                sv: "utse en till och låt den som ska bort köra «kedja organisation rewrap», eller ange --last",
                en: "name another one and let the one who goes run `kedja organisation rewrap`, or give --last")
        case .policyInvalid: Phrase(sv: "kör «kedja policy check» på mappen", en: "run `kedja policy check` on the folder")
        case .wrongMasterKey, .damaged, .internalFailure:
            Phrase(sv: "säg till den som driver tjänsten", en: "tell those who run the service")
        case .storageFailed, .quorumMissing: Phrase(sv: "vänta en stund och försök igen", en: "wait a while and try again")
        }
    }

    /// Codes that stand for many reasons: the service's own English sentence says which.
    var needsDetail: Bool {
        switch self {
        case .invalidInput, .invalidRecord, .invalidConsent, .alreadyExists, .conflict, .policyInvalid, .groundNotUsable, .tooLarge,
            .damaged, .lastApprover:
            true
        default: false
        }
    }
}
