import Exchange

extension Action: Worded {
    var words: Phrase {
        switch self {
        case .addOrganisation, .addOfficer, .changeOfficer, .disableOfficer, .listDirectory, .reloadPolicies, .readPolicies, .readAudit,
            .exportAudit, .reviewAudit, .extractLog, .listEmergencies, .reviewEmergency, .beginKeyRotation, .finishKeyRotation,
            .rotateLogKey, .loseQuorum, .regainQuorum, .readFigures, .restoreBackup:
            keeping
        case .registerParticipant, .readParticipant, .openCase, .readCase, .addCaseOfficer, .closeCase, .knowParticipant,
            .leaveCase, .removeCaseOfficer, .addStep, .changeStep, .recordIndicators:
            casework
        case .recordConsent, .readConsent, .withdrawConsent, .uploadDocument, .describeDocument, .retrieveDocument, .emergencyRetrieve,
            .explainDecision,
            .listReaders, .listRewraps, .rewrapDocument, .createRequest, .readRequest, .answerRequest, .withdrawRequest, .closeRequest,
            .confirmAnswer,
            .answerAlone, .delegateAnswers, .endDelegation:
            sharing
        case .askErasure, .confirmErasure, .declineErasure, .listErasures: erasing
        case .extractRegister, .correctParticipant, .recordObjection, .restrictParticipant, .liftRestriction, .listRestrictions: rights
        }
    }

    private var erasing: Phrase {
        switch self {
        case .askErasure: Phrase(sv: "begärde radering", en: "asked for an erasure")
        case .confirmErasure: Phrase(sv: "bekräftade radering", en: "confirmed an erasure")
        case .declineErasure: Phrase(sv: "avslog radering", en: "declined an erasure")
        default: Phrase(sv: "läste raderingar", en: "read the erasures")
        }
    }

    private var rights: Phrase {
        switch self {
        case .extractRegister: Phrase(sv: "tog fram registerutdrag", en: "made a register extract")
        case .correctParticipant: Phrase(sv: "rättade uppgifter om deltagare", en: "corrected what is registered of a participant")
        case .recordObjection: Phrase(sv: "antecknade invändning", en: "recorded an objection")
        case .restrictParticipant: Phrase(sv: "begränsade behandlingen", en: "restricted the processing")
        case .liftRestriction: Phrase(sv: "hävde begränsning", en: "lifted a restriction")
        default: Phrase(sv: "läste begränsningar", en: "read the restrictions")
        }
    }

    private var keeping: Phrase {
        switch self {
        case .addOrganisation: Phrase(sv: "la till organisation", en: "added an organisation")
        case .addOfficer: Phrase(sv: "la till handläggare", en: "added an officer")
        case .changeOfficer: Phrase(sv: "ändrade handläggare", en: "changed an officer")
        case .disableOfficer: Phrase(sv: "stängde av handläggare", en: "disabled an officer")
        case .listDirectory: Phrase(sv: "läste katalogen", en: "read the directory")
        case .reloadPolicies: Phrase(sv: "läste in reglerna", en: "reloaded the policies")
        case .readPolicies: Phrase(sv: "läste reglerna", en: "read the policies")
        case .readAudit: Phrase(sv: "läste loggen", en: "read the log")
        case .readFigures: Phrase(sv: "läste siffror", en: "read figures")
        case .reviewAudit: Phrase(sv: "svarade på loggranskning", en: "answered a finding of a log review")
        case .listEmergencies: Phrase(sv: "läste nödöppningar", en: "read the emergency reads")
        case .reviewEmergency: Phrase(sv: "granskade nödöppning", en: "reviewed an emergency read")
        case .extractLog: Phrase(sv: "tog fram loggutdrag", en: "made an extract of the log")
        case .beginKeyRotation: Phrase(sv: "började byta huvudnyckel", en: "began to change the master key")
        case .finishKeyRotation: Phrase(sv: "bytte huvudnyckel", en: "changed the master key")
        case .rotateLogKey: Phrase(sv: "bytte loggens nyckel", en: "changed the log's key")
        case .loseQuorum: Phrase(sv: "slog larm: för få vittnen", en: "raised the alarm: too few witnesses")
        case .restoreBackup: Phrase(sv: "återställde en säkerhetskopia", en: "restored a backup")
        case .regainQuorum: Phrase(sv: "avslutade larmet om vittnen", en: "ended the alarm about witnesses")
        default: Phrase(sv: "exporterade loggen", en: "exported the log")
        }
    }

    private var casework: Phrase {
        switch self {
        case .registerParticipant: Phrase(sv: "registrerade deltagare", en: "registered a participant")
        case .readParticipant: Phrase(sv: "läste deltagare", en: "read a participant")
        case .openCase: Phrase(sv: "öppnade ärende", en: "opened a case")
        case .readCase: Phrase(sv: "läste ärende", en: "read a case")
        case .addCaseOfficer: Phrase(sv: "la till i ärende", en: "added an officer to a case")
        case .closeCase: Phrase(sv: "avslutade ärende", en: "closed a case")
        case .leaveCase: Phrase(sv: "lämnade ärende", en: "left a case")
        case .removeCaseOfficer: Phrase(sv: "tog ur handläggare ur ärende", en: "took an officer out of a case")
        case .addStep: Phrase(sv: "skrev in steg", en: "stated a step")
        case .changeStep: Phrase(sv: "ändrade steg", en: "changed a step")
        case .recordIndicators: Phrase(sv: "skrev in uppföljning", en: "stated what is followed up")
        default: Phrase(sv: "frågade om deltagare är känd", en: "asked whether a participant is known")
        }
    }

    private var sharing: Phrase {
        switch self {
        case .recordConsent: Phrase(sv: "antecknade samtycke", en: "recorded a consent")
        case .readConsent: Phrase(sv: "läste samtycke", en: "read a consent")
        case .withdrawConsent: Phrase(sv: "återkallade samtycke", en: "withdrew a consent")
        case .uploadDocument: Phrase(sv: "lämnade in handling", en: "uploaded a document")
        case .describeDocument: Phrase(sv: "såg att handling finns", en: "saw that a document exists")
        case .retrieveDocument: Phrase(sv: "hämtade handling", en: "retrieved a document")
        case .emergencyRetrieve: Phrase(sv: "nödöppnade handling", en: "opened a document in an emergency")
        case .explainDecision: Phrase(sv: "bad om förklaring", en: "asked for an explanation")
        case .listReaders: Phrase(sv: "frågade vem som kan läsa handling", en: "asked who can read a document")
        case .listRewraps: Phrase(sv: "frågade vilka handlingar som ska förseglas om", en: "asked which documents to rewrap")
        case .rewrapDocument: Phrase(sv: "förseglade om handling", en: "rewrapped a document")
        case .createRequest: Phrase(sv: "begärde handling", en: "requested a document")
        case .readRequest: Phrase(sv: "läste begäran", en: "read a request")
        case .answerRequest: Phrase(sv: "svarade på begäran", en: "answered a request")
        case .closeRequest: Phrase(sv: "gjorde att en begäran stängdes", en: "caused a request to be closed")
        case .confirmAnswer: Phrase(sv: "prövade ett svar på begäran", en: "gave a second opinion on an answer")
        case .delegateAnswers: Phrase(sv: "bestämde vem som svarar på begäran", en: "said who answers requests")
        case .endDelegation: Phrase(sv: "avslutade att någon svarar på begäran", en: "ended that somebody answers requests")
        case .answerAlone: Phrase(sv: "frågade om ett svar kräver två", en: "asked whether an answer needs two")
        default: Phrase(sv: "återtog begäran", en: "withdrew a request")
        }
    }
}
