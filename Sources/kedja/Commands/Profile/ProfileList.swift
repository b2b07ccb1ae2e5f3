import ArgumentParser
import ExchangeClient

/// `kedja profile list`.
struct ProfileList: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Profiles.list) }

    @OptionGroup var common: CommonOptions

    func run() throws {
        let (profiles, current) = (try common.profiles.list(), common.profiles.current)
        var table = Table(Words.Profiles.headings)
        for profile in profiles {
            let key = Words.answer(profile.logVerifierKey != nil).text
            table.add([profile.name == current ? "*" : "", profile.name, profile.daemon, key])
        }
        try common.output.show(profiles, table.linesOrNothing)
    }
}
