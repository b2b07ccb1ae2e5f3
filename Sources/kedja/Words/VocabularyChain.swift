import Exchange

extension StepKind: Worded {
    var words: Phrase {
        switch self {
        case .institution: Phrase(sv: "institution", en: "institution")
        case .utslussning: Phrase(sv: "utslussning", en: "release")
        case .kartlaggning: Phrase(sv: "kartläggning", en: "survey")
        case .arbetstraning: Phrase(sv: "arbetsträning", en: "work training")
        case .praktik: Phrase(sv: "praktik", en: "placement")
        case .anstallning: Phrase(sv: "anställning", en: "employment")
        case .studier: Phrase(sv: "studier", en: "studies")
        case .uppfoljning: Phrase(sv: "uppföljning", en: "follow-up")
        }
    }
}

extension CaseStep.State: Worded {
    var words: Phrase {
        switch self {
        case .ahead: Phrase(sv: "kommer", en: "ahead")
        case .underWay: Phrase(sv: "pågår", en: "under way")
        case .ended: Phrase(sv: "slut", en: "ended")
        }
    }
}

extension CaseOutcome: Worded {
    var words: Phrase {
        switch self {
        case .work: Phrase(sv: "arbete", en: "work")
        case .studies: Phrase(sv: "studier", en: "studies")
        case .subsidisedWork: Phrase(sv: "arbete med stöd", en: "subsidised work")
        case .droppedOut: Phrase(sv: "avbrott", en: "dropped out")
        case .other: Phrase(sv: "annat", en: "other")
        }
    }
}

extension Sex: Worded {
    var words: Phrase {
        switch self {
        case .woman: Phrase(sv: "kvinna", en: "woman")
        case .man: Phrase(sv: "man", en: "man")
        }
    }
}

extension Occupation: Worded {
    var words: Phrase {
        switch self {
        case .work: Phrase(sv: "arbetar", en: "works")
        case .subsidisedWork: Phrase(sv: "arbetar med stöd", en: "works with a subsidy")
        case .studies: Phrase(sv: "studerar", en: "studies")
        case .workTraining: Phrase(sv: "arbetstränar", en: "trains for work")
        case .jobSeeking: Phrase(sv: "söker arbete", en: "seeks work")
        case .sickLeave: Phrase(sv: "är sjukskriven", en: "is on sick leave")
        case .parentalLeave: Phrase(sv: "är föräldraledig", en: "is on parental leave")
        case .unoccupied: Phrase(sv: "är utan sysselsättning", en: "is without occupation")
        case .other: Phrase(sv: "annan sysselsättning", en: "another occupation")
        }
    }
}

extension Income: Worded {
    var words: Phrase {
        switch self {
        case .salary: Phrase(sv: "lön", en: "salary")
        case .studentAid: Phrase(sv: "studiestöd", en: "student aid")
        case .sicknessBenefit: Phrase(sv: "sjukpenning", en: "sickness benefit")
        case .activityCompensation: Phrase(sv: "aktivitets- eller sjukersättning", en: "activity or sickness compensation")
        case .activitySupport: Phrase(sv: "aktivitetsstöd", en: "activity support")
        case .unemploymentBenefit: Phrase(sv: "a-kassa", en: "unemployment benefit")
        case .socialAssistance: Phrase(sv: "ekonomiskt bistånd", en: "social assistance")
        case .parentalBenefit: Phrase(sv: "föräldrapenning", en: "parental benefit")
        case .noIncome: Phrase(sv: "ingen inkomst", en: "no income")
        case .other: Phrase(sv: "annan inkomst", en: "another income")
        }
    }
}

extension Education: Worded {
    var words: Phrase {
        switch self {
        case .lessThanCompulsory: Phrase(sv: "inte hel grundskola", en: "less than compulsory school")
        case .compulsory: Phrase(sv: "grundskola", en: "compulsory school")
        case .upperSecondary: Phrase(sv: "gymnasium", en: "upper secondary school")
        case .postSecondary: Phrase(sv: "eftergymnasial utbildning", en: "post-secondary education")
        case .unknown: Phrase(sv: "okänd utbildning", en: "education unknown")
        }
    }
}

extension TimeOnSupport: Worded {
    var words: Phrase {
        switch self {
        case .never: Phrase(sv: "ingen offentlig försörjning", en: "no public support")
        case .underOneYear: Phrase(sv: "under ett år", en: "under one year")
        case .oneToTwoYears: Phrase(sv: "ett till två år", en: "one to two years")
        case .threeToFourYears: Phrase(sv: "tre till fyra år", en: "three to four years")
        case .fiveYearsOrMore: Phrase(sv: "fem år eller mer", en: "five years or more")
        case .unknown: Phrase(sv: "okänd tid", en: "time unknown")
        }
    }
}

extension EndingReason: Worded {
    var words: Phrase {
        switch self {
        case .completed: Phrase(sv: "enligt plan", en: "as planned")
        case .otherMeasure: Phrase(sv: "annan insats", en: "another measure")
        case .illHealth: Phrase(sv: "ohälsa", en: "ill health")
        case .moved: Phrase(sv: "flytt", en: "moved")
        case .ownWish: Phrase(sv: "egen önskan", en: "own wish")
        case .lostContact: Phrase(sv: "tappad kontakt", en: "lost contact")
        case .deceased: Phrase(sv: "avliden", en: "deceased")
        case .other: Phrase(sv: "annan orsak", en: "another reason")
        }
    }
}
