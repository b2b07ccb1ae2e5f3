import ArgumentParser
import Exchange

/// `kedja policy check`: every fault of a folder, each with file, line and column.
struct PolicyCheck: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("check", Words.Policy.check) }

    @Argument(help: Words.Policy.dir.help(Words.Common.folder)) var dir = "policies"
    @OptionGroup var common: CommonOptions

    func run() throws {
        let rules = try PolicyFolder(path: dir).rules(reportingTo: common.output)
        try common.output.show(
            PolicyVerdict(policies: rules.count, digest: rules.digest, warnings: rules.warnings),
            rules.warnings.lines + [Words.Policy.sound(count: rules.count, digest: rules.digest).text])
    }
}

/// A sound folder.
struct PolicyVerdict: Encodable {
    let policies: Int
    let digest: String
    let warnings: [RulesFault]
}
