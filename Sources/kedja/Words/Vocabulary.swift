import Exchange

/// A value of the domain that people read in their own language.
protocol Worded {
    var words: Phrase { get }
}

extension Category: Worded {
    var words: Phrase {
        switch self {
        case .kartlaggning: Phrase(sv: "kartläggning", en: "survey of the situation")
        case .planering: Phrase(sv: "planering", en: "planning")
        case .medicinsktUnderlag: Phrase(sv: "medicinskt underlag", en: "medical documents")
        case .arbetsformaga: Phrase(sv: "arbetsförmåga", en: "ability to work")
        case .ekonomi: Phrase(sv: "ekonomi", en: "finances")
        case .praktik: Phrase(sv: "praktik", en: "work placement")
        case .utslussning: Phrase(sv: "utslussning", en: "release planning")
        case .intyg: Phrase(sv: "intyg", en: "certificates")
        case .ovrigt: Phrase(sv: "övrigt", en: "other")
        }
    }
}

extension Purpose: Worded {
    var words: Phrase {
        switch self {
        case .rehabilitering: Phrase(sv: "rehabilitering", en: "rehabilitation")
        case .planering: Phrase(sv: "planering", en: "planning")
        case .ersattning: Phrase(sv: "ersättning", en: "benefits")
        case .uppfoljning: Phrase(sv: "uppföljning", en: "follow-up")
        case .utslussning: Phrase(sv: "utslussning", en: "release planning")
        }
    }
}

extension ReleaseMode: Worded {
    var words: Phrase {
        switch self {
        case .policy: Phrase(sv: "efter reglerna", en: "by policy")
        case .owner: Phrase(sv: "av ägaren", en: "by its owner")
        }
    }
}

extension ConsentState: Worded {
    var words: Phrase {
        switch self {
        case .given: Phrase(sv: "gäller", en: "given")
        case .refused: Phrase(sv: "nekat", en: "refused")
        case .withdrawn: Phrase(sv: "återkallat", en: "withdrawn")
        case .expired: Phrase(sv: "har löpt ut", en: "expired")
        case .superseded: Phrase(sv: "ersatt", en: "superseded")
        }
    }
}

extension ConsentRecord.GivenBy.Who: Worded {
    var words: Phrase {
        switch self {
        case .participant: Phrase(sv: "deltagaren", en: "the participant")
        case .guardian: Phrase(sv: "vårdnadshavare", en: "a guardian")
        case .godMan: Phrase(sv: "god man", en: "a god man (appointed representative)")
        case .forvaltare: Phrase(sv: "förvaltare", en: "a förvaltare (trustee)")
        }
    }
}

extension ConsentRecord.Method.How: Worded {
    var words: Phrase {
        switch self {
        case .paper: Phrase(sv: "på papper", en: "on paper")
        case .screen: Phrase(sv: "på skärm", en: "on screen")
        case .oral: Phrase(sv: "muntligt", en: "orally")
        }
    }
}

extension ConsentRecord.Explanation: Worded {
    /// What the person is to have understood.
    var words: Phrase { Words.Consent.explanations[rawValue] ?? Phrase(same: rawValue) }
}

extension RequestState: Worded {
    var words: Phrase {
        switch self {
        case .open: Phrase(sv: "väntar på svar", en: "open")
        case .awaitingSecond: Phrase(sv: "väntar på bekräftelse", en: "waits for a second approver")
        case .partlyApproved: Phrase(sv: "delvis bifallen", en: "approved in part")
        case .approved: Phrase(sv: "bifallen", en: "approved")
        case .denied: Phrase(sv: "avslagen", en: "denied")
        case .withdrawn: Phrase(sv: "återtagen", en: "withdrawn")
        case .closed: Phrase(sv: "stängd", en: "closed")
        }
    }
}

extension EntryRemark: Worded {
    var words: Phrase {
        switch self {
        case .onOwnWord:
            Phrase(
                sv: "låter den egna organisationen läsa, utan papper och utan personens underskrift",
                en: "lets the recorder's own organisation read, without paper and without the person's signature")
        case .letsRead:
            Phrase(
                sv: "blev utlämnandeansvarig eller fick behörighet till skyddade personuppgifter",
                en: "became an approver, or was cleared for protected identity")
        }
    }
}

extension RequestClosing: Worded {
    var words: Phrase {
        switch self {
        case .consentWithdrawn:
            Phrase(
                sv: "personen har tagit tillbaka det samtycke som den vilade på", en: "the person has withdrawn the consent it rested on")
        case .consentSuperseded:
            Phrase(
                sv: "samtycket som den vilade på har ersatts av ett som inte täcker den",
                en: "the consent it rested on was replaced by one that doesn't cover it")
        case .caseClosed: Phrase(sv: "ärendet är avslutat", en: "the case is closed")
        case .requesterLeft:
            Phrase(sv: "den som begärde är inte med i ärendet längre", en: "whoever asked takes no part in the case any more")
        }
    }
}

extension ApprovalRecord.Answer: Worded {
    var words: Phrase {
        switch self {
        case .approved: Phrase(sv: "lämnas ut", en: "let go")
        case .denied: Phrase(sv: "lämnas inte ut", en: "denied")
        }
    }
}

extension Role: Worded {
    var words: Phrase {
        switch self {
        case .caseOfficer: Phrase(sv: "handläggare", en: "case officer")
        case .recorder: Phrase(sv: "intagningshandläggare", en: "recorder")
        case .approver: Phrase(sv: "utlämnandeansvarig", en: "approver")
        case .auditor: Phrase(sv: "granskare", en: "auditor")
        case .administrator: Phrase(sv: "administratör", en: "administrator")
        case .emergency: Phrase(sv: "får nödöppna", en: "may open in an emergency")
        }
    }
}

extension AuditOutcome: Worded {
    var words: Phrase {
        switch self {
        case .permitted: Phrase(sv: "ja", en: "permitted")
        case .denied: Phrase(sv: "nej", en: "denied")
        case .failed: Phrase(sv: "gick inte", en: "failed")
        }
    }
}

extension OrganisationKind: Worded {
    var words: Phrase {
        switch self {
        case .arbetsformedlingen: Phrase(same: "Arbetsförmedlingen")
        case .forsakringskassan: Phrase(same: "Försäkringskassan")
        case .kommun: Phrase(sv: "kommun", en: "municipality")
        case .region: Phrase(sv: "region", en: "region")
        case .kriminalvarden: Phrase(same: "Kriminalvården")
        case .sis: Phrase(same: "Statens institutionsstyrelse")
        case .samordningsforbund: Phrase(same: "Samordningsförbund")
        case .socialtForetag: Phrase(sv: "socialt företag", en: "social enterprise")
        case .annan: Phrase(sv: "annan", en: "other")
        }
    }
}

extension SecrecyBinding: Worded {
    var words: Phrase {
        switch self {
        case .statute: Phrase(sv: "lag", en: "statute")
        case .agreement(let reference, let date): Phrase(sv: "avtal \(reference), \(date)", en: "agreement \(reference), \(date)")
        case .none: Phrase(sv: "ingen", en: "none")
        }
    }
}
