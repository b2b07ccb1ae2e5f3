import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja case remove-officer`.
struct CaseRemoveOfficer: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("remove-officer", Words.Chain.removeOfficer) }

    @Argument(help: Words.Case.id.help(Words.Common.id)) var id: CaseID
    @Argument(help: Words.Officer.id.help(Words.Common.officer)) var officer: OfficerID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.removeOfficer(officer, from: id)) { _ in [Words.Chain.didRemove(officer).text] }
        }
    }
}
