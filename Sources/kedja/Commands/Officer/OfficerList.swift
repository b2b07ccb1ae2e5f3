import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja officer list`.
struct OfficerList: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Officer.list) }

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.directory()) { $0.officerTable.lines }
        }
    }
}
