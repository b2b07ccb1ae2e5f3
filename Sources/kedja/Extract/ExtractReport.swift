import Exchange
import ExchangeClient

/// A person's extract in words, whatever it's written as: sections of rows, each row with its proof. Pure.
struct ExtractReport {
    let extract: VerifiedExtract
    let madeAt: Timestamp
    let dates: DateText
    let subjects: SubjectWords

    init(_ extract: VerifiedExtract, madeAt: Timestamp, dates: DateText = DateText()) {
        self.extract = extract
        self.madeAt = madeAt
        self.dates = dates
        subjects = SubjectWords(extract.subjects, dates)
    }

    /// What a row is about, in the order in which a reader asks.
    enum Section: String, CaseIterable {
        /// Documents that somebody has read, or has tried to.
        case shared
        /// Who else has looked something up.
        case seen
        /// Registration, cases, consents, documents that were put in.
        case kept
        /// Entries whose text doesn't open.
        case damaged
    }

    struct Row {
        let line: VerifiedLine
        /// `2026-11-23 09:00`.
        let time: String
        let who: Phrase
        let what: Phrase
        /// Why: purpose, consent, approval, a reason in somebody's own words. Several, or none.
        let why: [Phrase]
        let outcome: Phrase
        /// Whether it was stopped: told in words and, where there are colours, by one as well.
        let isRefused: Bool
        var proof: Phrase { Words.Extract.entry(line.proof.index) }
    }

    func rows(of section: Section) -> [Row] { extract.lines.filter { ExtractReport.section(of: $0) == section }.map(row) }

    static func section(of line: VerifiedLine) -> Section {
        guard let told = line.told else { return .damaged }
        return kept.contains(told.action) ? .kept : seen.contains(told.action) ? .seen : .shared
    }

    private static let kept: Set<Action> = [
        .registerParticipant, .openCase, .addCaseOfficer, .closeCase, .leaveCase, .removeCaseOfficer, .addStep, .changeStep,
        .recordIndicators, .recordConsent, .withdrawConsent, .uploadDocument, .rewrapDocument,
        .askErasure, .confirmErasure, .declineErasure, .reviewEmergency, .correctParticipant, .recordObjection, .restrictParticipant,
        .liftRestriction,
    ]
    private static let seen: Set<Action> = [
        .readParticipant, .readCase, .readConsent, .describeDocument, .explainDecision, .listReaders, .listRewraps, .readRequest,
        .knowParticipant, .listErasures, .extractLog, .readAudit, .exportAudit, .listEmergencies, .extractRegister, .listRestrictions,
    ]

    private func row(_ line: VerifiedLine) -> Row {
        guard let told = line.told else {
            return Row(
                line: line, time: dates.moment(line.at), who: Words.Extract.unknown, what: Words.Extract.damagedLine, why: [],
                outcome: Words.Extract.unknown, isRefused: false)
        }
        return Row(
            line: line, time: dates.moment(line.at), who: who(told), what: what(told), why: why(told), outcome: Words.Extract.outcome(told),
            isRefused: told.outcome != .permitted)
    }

    /// `Försäkringskassan`, and the officer's name where it's shown.
    private func who(_ told: ToldEntry) -> Phrase {
        let name = subjects.organisation(told.organisation)
        return told.officer.map { Words.Extract.officer(name, $0.name) } ?? Phrase(same: name)
    }

    /// `hämtade handling: planering, från Kriminalvården, inlagd 2026-11-23`.
    private func what(_ told: ToldEntry) -> Phrase {
        let action = told.action.words.capitalised
        return (subjects.resource(told.resource) ?? subjects.recorded(told.record)).map { [action, $0].joined(": ") } ?? action
    }

    private func why(_ told: ToldEntry) -> [Phrase] {
        [
            told.purpose.map { Words.Extract.purpose($0.words) },
            told.consent.map { Words.Extract.onConsent(subjects.consent($0)) },
            told.approval.map { _ in Words.Extract.onApproval },
            told.reason.map { reason in
                let closing = told.action == .closeRequest ? RequestClosing(rawValue: reason)?.words : nil
                let remark = told.action == .recordConsent ? EntryRemark(rawValue: reason)?.words : nil
                return (closing ?? remark)?.capitalised ?? Words.Extract.statedReason(reason)
            },
        ].compactMap { $0 }
    }
}
