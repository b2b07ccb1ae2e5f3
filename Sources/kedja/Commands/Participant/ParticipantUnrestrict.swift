import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja participant unrestrict`.
struct ParticipantUnrestrict: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("unrestrict", Words.Rights.unrestrict) }

    @Argument(help: Words.Participant.id.help(Words.Common.id)) var participant: ParticipantID
    @Option(help: Words.Rights.restriction.help(Words.Common.id)) var restriction: RestrictionID?
    @Option(help: Words.Rights.told.help(Words.Common.date)) var told: WrittenTime
    @Option(help: Words.Rights.how.help) var how: RestrictionLifting.How
    @Option(help: Words.Rights.reason.help(Words.Common.text)) var reason: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let id = try await chosen(session)
            // A day is its end, as long as that isn't ahead.
            let told = RestrictionTold(at: min(told.end(), session.now), how: how)
            let lifted = try await liftRestriction(
                id, of: participant, told, reason: reason, over: session.connection, signer: Signer(profile: session.profile))
            try session.output.show(lifted) { _ in [Words.Rights.lifted.text] }
        }
    }

    /// The one that holds, or the one that was named.
    private func chosen(_ session: Session) async throws -> RestrictionID {
        if let restriction { return restriction }
        let inForce = try await session.result(of: .restrictions(of: participant)).filter(\.inForce)
        guard let first = inForce.first else { throw LocalFault(.unusableArgument, Words.Rights.none) }
        guard inForce.count == 1 else { throw LocalFault(.unusableArgument, Words.Rights.several) }
        return first.id
    }
}
