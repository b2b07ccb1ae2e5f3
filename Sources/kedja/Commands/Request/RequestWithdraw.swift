import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja request withdraw`.
struct RequestWithdraw: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("withdraw", Words.Request.withdraw) }

    @Argument(help: Words.Request.id.help(Words.Common.id)) var id: RequestID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.withdrawRequest(id)) { _ in [Words.Request.withdrawn.text] }
        }
    }
}
