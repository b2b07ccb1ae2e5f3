import ArgumentParser
import ExchangeClient

/// `kedja profile use`.
struct ProfileUse: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("use", Words.Profiles.use) }

    @Argument(help: Words.Profiles.name.help(Words.Common.name)) var name: String
    @OptionGroup var common: CommonOptions

    func run() throws {
        try common.profiles.setCurrent(name)
        try common.output.show(["current": name], [Words.Profiles.using(name).text])
    }
}
