import ArgumentParser
import Exchange
import ExchangeClient

/// `kedja officer disable`: a signed change of the directory.
struct OfficerDisable: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("disable", Words.Officer.disable) }

    @Argument(help: Words.Officer.id.help(Words.Common.officer)) var id: OfficerID
    @Flag(help: Words.Officer.last.help) var last = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.change(.disableOfficer(id), evenIfLast: last) {
                [Words.Officer.disabled(id).text] + $0.rewrapAdvice(id, becoming: nil)
            }
        }
    }
}
