import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja case add-officer`.
struct CaseAddOfficer: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("add-officer", Words.Case.addOfficer) }

    @Argument(help: Words.Case.id.help(Words.Common.id)) var id: CaseID
    @Argument(help: Words.Officer.id.help(Words.Common.officer)) var officer: OfficerID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.addOfficer(officer, to: id)) { _ in [Words.Case.didAdd(officer).text] }
        }
    }
}
