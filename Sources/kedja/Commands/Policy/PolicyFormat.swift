import ArgumentParser

/// `kedja policy format`: one layout for all policies.
struct PolicyFormat: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("format", Words.Policy.format, discussion: Words.Policy.formatDiscussion)
    }

    @Argument(help: Words.Policy.files.help(Words.Common.file)) var files = ["policies"]
    @Flag(help: Words.Policy.formatCheck.help) var check = false
    @OptionGroup var common: CommonOptions

    func run() throws {
        let texts = try PolicyText.named(files, reportingTo: common.output)
        if !check, files == [PolicyText.standardInput] {
            return try common.output.show(["text": texts[0].laidOut], texts[0].lines)
        }
        let changed = texts.filter(\.isChanged)
        if !check { for text in changed { try FileText.write(text.file, text: text.laidOut) } }
        let count = (check ? Words.Policy.unformatted : Words.Policy.formatted)(changed.count, texts.count)
        try common.output.show(
            PolicyFormatReport(files: texts.count, changed: changed.map(\.file)), changed.map { Text.safe($0.file) } + [count.text])
        guard !check || changed.isEmpty else {
            throw LocalFault(.notFormatted, Words.Policy.notFormatted, hint: Words.Policy.notFormattedHint)
        }
    }
}

/// Which files changed, or would.
struct PolicyFormatReport: Encodable {
    let files: Int
    let changed: [String]
}
