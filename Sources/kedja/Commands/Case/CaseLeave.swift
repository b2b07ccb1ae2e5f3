import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja case leave`.
struct CaseLeave: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("leave", Words.Chain.leave) }

    @Argument(help: Words.Case.id.help(Words.Common.id)) var id: CaseID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.removeOfficer(session.me, from: id)) { _ in [Words.Chain.didRemove(session.me).text] }
        }
    }
}
