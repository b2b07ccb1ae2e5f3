import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja consent record`: prints the wording, signs the record, and has it kept.
struct ConsentRecordCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("record", Words.Consent.record, discussion: Words.Consent.recordDiscussion)
    }

    @Option(name: .customLong("case"), help: Words.Case.id.help(Words.Common.id)) var caseID: CaseID
    @OptionGroup var scope: ConsentScopeOptions
    @OptionGroup var giving: ConsentGivingOptions
    @Flag(help: Words.Consent.refused.help) var refused = false
    @Option(help: Words.Consent.supersedes.help(Words.Common.id)) var supersedes: ConsentID?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let method = try giving.way()
        try await common.exchange { session in
            let participant = try await session.result(of: .caseOf(caseID)).participant
            let wording = scope.wording(try await session.result(of: .directory()), now: session.now).record
            let record = record(of: participant, wording, method, by: session.me, at: session.now)
            try record.validate()
            let signed = try session.signed(record, type: ConsentRecord.type)
            try await session.show(.recordConsent(record: signed)) { [wording.text, "", Words.Consent.recorded($0).text] }
        }
    }

    private func record(
        of participant: ParticipantID, _ wording: ConsentRecord.Wording, _ method: ConsentRecord.Method, by me: OfficerID, at now: Timestamp
    ) -> ConsentRecord {
        ConsentRecord(
            id: ConsentID(random: SystemSources.random), participant: participant, caseID: caseID, decision: refused ? .refused : .given,
            from: scope.from, to: scope.to, categories: scope.category, purposes: scope.purpose, validFrom: scope.begins(now: now),
            validUntil: scope.until.end(),
            grounds: ConsentRecord.Grounds(secrecy: "OSL 10:1, 12:2", dataProtection: "GDPR art. 6.1 e, 9.2 h"),
            wording: wording, givenBy: giving.giver, method: method, explained: ConsentRecord.Explanation.allCases, recordedBy: me,
            recordedAt: now, supersedes: supersedes)
    }
}
