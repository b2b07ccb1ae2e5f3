import ArgumentParser
import Exchange

/// Which log entries are wanted.
struct AuditFilterOptions: ParsableArguments {
    @Option(help: Words.Audit.participant.help(Words.Common.id)) var participant: ParticipantID?
    @Option(help: Words.Audit.officer.help(Words.Common.officer)) var officer: OfficerID?
    @Option(help: Words.Audit.organisation.help(Words.Common.organisation)) var organisation: OrganisationID?
    @Option(help: Words.Audit.action.help(Words.Common.text)) var action: Action?
    @Option(help: Words.Audit.decision.help) var decision: AuditOutcome?
    @Option(help: Words.Audit.from.help(Words.Common.date)) var from: WrittenTime?
    @Option(help: Words.Audit.until.help(Words.Common.date)) var until: WrittenTime?
    @Option(help: Words.Audit.limit.help(Words.Common.number)) var limit: Int?

    var filter: EntryFilter {
        EntryFilter(
            participant: participant, officer: officer, organisation: organisation, action: action, outcome: decision,
            from: from?.beginning(), until: until?.end())
    }
}
