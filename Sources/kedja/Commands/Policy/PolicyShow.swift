import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja policy show`: the texts in force.
struct PolicyShow: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("show", Words.Policy.show) }

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.policies()) { texts in
                ([texts.schema] + texts.policies + [texts.retention, texts.grounds].compactMap { $0 }).flatMap {
                    ["// \($0.file)"] + $0.lines
                } + [
                    texts.policyDigest
                ]
            }
        }
    }
}

extension PolicyTexts.Text {
    fileprivate var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).map { kedja.Text.safe(String($0)) } }
}
