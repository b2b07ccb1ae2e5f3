import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja participant restrict`.
struct ParticipantRestrict: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("restrict", Words.Rights.restrict, discussion: Words.Rights.restrictDiscussion)
    }

    @Argument(help: Words.Participant.id.help(Words.Common.id)) var participant: ParticipantID
    @Option(help: Words.Rights.ground.help) var ground: RestrictionGround
    @Option(help: Words.Rights.reason.help(Words.Common.text)) var reason: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let record = RestrictionRecord(
                restriction: RestrictionID(random: SystemSources.random), participant: participant, ground: ground, reason: reason,
                recordedBy: session.me, recordedAt: session.now)
            let signed = try session.signed(record, type: RestrictionRecord.type)
            try await session.show(.restrict(record: signed)) { [Words.Rights.restricted($0.id).text] }
        }
    }
}
