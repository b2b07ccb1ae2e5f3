import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja request show`.
struct RequestShow: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("show", Words.Request.show) }

    @Argument(help: Words.Request.id.help(Words.Common.id)) var id: RequestID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.request(id)) { $0.details.lines }
        }
    }
}
