import ArgumentParser
import Exchange

/// `kedja policy diff`: whose answer changes when one folder takes the place of another.
struct PolicyDiff: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("diff", Words.PolicyDiff.abstract, discussion: Words.PolicyDiff.discussion)
    }

    @Argument(help: Words.PolicyDiff.old.help(Words.Common.folder)) var old: String
    @Argument(help: Words.PolicyDiff.new.help(Words.Common.folder)) var new: String
    @OptionGroup var common: CommonOptions

    func run() throws {
        let folders = [PolicyFolder(path: old), PolicyFolder(path: new)]
        let rules = try PolicyFolder.rules(of: folders, reportingTo: common.output)
        let rows = try folders.map { try $0.rows() }
        let difference = PolicyDifference(from: rules[0], to: rules[1], oldRows: rows[0], newRows: rows[1])
        try common.output.show(difference, difference.lines)
        guard difference.permitted == 0 else { throw LocalFault(.newlyPermitted, Words.PolicyDiff.opened) }
    }
}
