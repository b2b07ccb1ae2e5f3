import ArgumentParser
import ExchangeClient

/// `kedja profile show`.
struct ProfileShow: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("show", Words.Profiles.show) }

    @Argument(help: Words.Profiles.name.help(Words.Common.name)) var name: String?
    @OptionGroup var common: CommonOptions

    func run() throws {
        let profile = try name.map { try common.profiles.load($0) } ?? common.chosenProfile()
        try common.output.show(profile, profile.details.lines)
    }
}
