import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja consent show`: what was agreed, and the words that the person heard.
struct ConsentShow: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("show", Words.Consent.show) }

    @Argument(help: Words.Consent.id.help(Words.Common.id)) var id: ConsentID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let names = OrganisationNames(try await session.result(of: .directory()))
            try await session.show(.consent(id)) { consent in
                let lines = ConsentLines(view: consent, names: names, now: session.now)
                let wording = consent.terms.wording.text.split(separator: "\n", omittingEmptySubsequences: false)
                return [Text.safe(lines.sentence.text), ""] + lines.details.lines + consent.chainLines + [""]
                    + wording.map { "  " + Text.safe(String($0)) }
            }
        }
    }
}
