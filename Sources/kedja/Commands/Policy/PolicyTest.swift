import ArgumentParser
import Exchange

/// `kedja policy test`: each row of `tests.yaml` against the policies beside it.
struct PolicyTest: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("test", Words.Policy.test) }

    @Argument(help: Words.Policy.dir.help(Words.Common.folder)) var dir = "policies"
    @OptionGroup var common: CommonOptions

    func run() throws {
        let folder = PolicyFolder(path: dir)
        let rules = try folder.rules(reportingTo: common.output)
        let outcomes = try folder.rows().map { $0.outcome(by: rules) }
        let failed = outcomes.filter { !$0.passed }
        let rows = failed.map {
            Words.Policy.failedRow(Text.safe($0.name), expected: $0.expected.words, got: $0.got.words).text
        }
        try common.output.show(
            PolicyTestReport(passed: outcomes.count - failed.count, failed: failed),
            rows + [Words.Policy.counts(passed: outcomes.count - failed.count, failed: failed.count).text])
        guard failed.isEmpty else { throw LocalFault(.rowsFailed, Words.Policy.rowsFailed) }
    }
}

extension PolicyCaseOutcome.Verdict: Worded {
    var words: Phrase {
        let reasons = policies.isEmpty ? Words.Policy.noPolicy : Phrase(same: policies.joined(separator: ", "))
        let erring = errors.isEmpty ? nil : Words.Policy.erring(errors.joined(separator: ", "))
        return [Words.Policy.verdict(permitted), reasons, erring].compactMap { $0 }.joined(" ")
    }
}

/// How the table came out.
struct PolicyTestReport: Encodable {
    let passed: Int
    let failed: [PolicyCaseOutcome]
}
