import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja consent print`: the person's copy.
struct ConsentPrint: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("print", Words.Copy.print, discussion: Words.Copy.printDiscussion)
    }

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, html }

    @Argument(help: Words.Copy.ids.help(Words.Common.id)) var ids: [ConsentID]
    @Option(help: Words.Copy.format.help) var format = Format.text
    @Option(name: .shortAndLong, help: Words.Audit.output.help(Words.Common.file)) var output: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let names = OrganisationNames(try await session.result(of: .directory()))
            let copy = try ConsentCopy(try await session.soundConsents(ids), names)
            let text = format == .html ? ConsentCopyHTML(copy: copy).text : ConsentCopyText(copy: copy).text
            guard let output, output != "-" else { return Terminal.write(text, to: .standardOutput) }
            try FileText.write(output, text: text)
            try session.output.show(["written": output], [Words.Copy.written(output).text])
        }
    }
}

extension Session {
    /// Consents whose signatures hold: a copy of anything else would be worth nothing to the person.
    func soundConsents(_ ids: [ConsentID]) async throws -> [ConsentView] {
        var views: [ConsentView] = []
        for id in ids where !views.contains(where: { $0.id == id }) {
            let view = try await result(of: .consent(id))
            try await verifyConsent(view, trust: connection.trust, at: now).requireSound()
            views.append(view)
        }
        return views
    }
}
