import Exchange

// Values of signed records, and of what a register extract tells besides.

extension ConsentRecord.Decision: Worded {
    var words: Phrase {
        switch self {
        case .given: Phrase(sv: "ja", en: "yes")
        case .refused: Phrase(sv: "nej", en: "no")
        }
    }
}

extension WithdrawalRecord.How: Worded {
    var words: Phrase {
        switch self {
        case .oral: Phrase(sv: "muntligt", en: "orally")
        case .written: Phrase(sv: "skriftligt", en: "in writing")
        }
    }
}

extension RestrictionLifting.How: Worded {
    var words: Phrase {
        switch self {
        case .oral: Phrase(sv: "muntligt", en: "orally")
        case .letter: Phrase(sv: "med brev", en: "by letter")
        case .digital: Phrase(sv: "digitalt", en: "digitally")
        }
    }
}

extension ConfirmationRecord.Verdict: Worded {
    var words: Phrase {
        switch self {
        case .confirmed: Phrase(sv: "bekräftat", en: "confirmed")
        case .declined: Phrase(sv: "underkänt", en: "declined")
        }
    }
}

extension ErasureAnswer.Answer: Worded {
    var words: Phrase {
        switch self {
        case .confirmed: Phrase(sv: "bekräftad", en: "confirmed")
        case .declined: Phrase(sv: "avslagen", en: "declined")
        }
    }
}

extension IdentityNumber.Kind: Worded {
    var words: Phrase { Phrase(same: rawValue) }
}
