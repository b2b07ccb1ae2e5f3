import ArgumentParser
import Exchange
import ExchangeAPI
import SignedRecords

/// `kedja participant object`.
struct ParticipantObject: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("object", Words.Rights.object, discussion: Words.Rights.objectDiscussion)
    }

    @Argument(help: Words.Participant.id.help(Words.Common.id)) var participant: ParticipantID
    @Option(help: Words.Rights.target.help(Words.Common.id)) var to: ObjectionTarget?
    @Option(help: Words.Rights.statement.help(Words.Common.text)) var statement: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let record = ObjectionRecord(
                objection: ObjectionID(random: SystemSources.random), participant: participant, target: to ?? .participant(participant),
                statement: statement, recordedBy: session.me, recordedAt: session.now)
            let signed = try session.signed(record, type: ObjectionRecord.type)
            try await session.show(.object(record: signed)) { [Words.Rights.objected($0.id).text] }
        }
    }
}

extension ObjectionView {
    /// When, and what the person says: as the record has it, whose signature isn't looked at here.
    var line: String {
        let record = try? SignedRecord(parsing: Array(record.utf8))
        let said = record.flatMap { try? CanonicalJSON.decode(ObjectionRecord.self, from: $0.payload) }?.statement
        return "\(DateText().moment(recordedAt)), \(recordedBy): \(said ?? id.text)"
    }
}
