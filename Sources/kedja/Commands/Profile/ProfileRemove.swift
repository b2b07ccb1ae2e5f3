import ArgumentParser
import ExchangeClient

/// `kedja profile remove`.
struct ProfileRemove: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("remove", Words.Profiles.remove) }

    @Argument(help: Words.Profiles.name.help(Words.Common.name)) var name: String
    @OptionGroup var common: CommonOptions

    func run() throws {
        try common.profiles.remove(name)
        try common.output.show(["removed": name], [Words.Profiles.removed(name).text])
    }
}
