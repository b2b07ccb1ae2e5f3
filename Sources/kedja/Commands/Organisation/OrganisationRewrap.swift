import ArgumentParser
import ExchangeClient

/// `kedja organisation rewrap`: headers for those who are approvers now. A run that was broken off goes on when it's run again.
struct OrganisationRewrap: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("rewrap", Words.Organisation.rewrap) }

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let report = try await rewrapDocuments(
                over: session.connection, signer: Signer(profile: session.profile), identities: session.identities()
            ) { outcome in
                if !session.output.json { Terminal.write(outcome.line + "\n", to: .standardOutput) }
            }
            try session.output.show(report, report.lines)
            guard report.left.isEmpty else {
                throw LocalFault(
                    .notRewrapped, Words.Organisation.notRewrapped(report.left.count), hint: Words.Organisation.notRewrappedHint)
            }
        }
    }
}

extension RewrapOutcome {
    fileprivate var line: String {
        guard let code else { return "\(Words.Document.check(true).text)  \(document)" }
        let sentence = FaultWords(clientCode: code)?.sentence.sv ?? self.sentence ?? code
        return "\(Words.Document.check(false).text)  \(document): \(Phrase(sv: sentence, en: self.sentence ?? code).text)"
    }
}

extension RewrapReport {
    fileprivate var lines: [String] {
        guard !outcomes.isEmpty else { return [Words.Organisation.nothingToRewrap.text] }
        return [Words.Organisation.rewrapped(rewrapped, for: holders).text]
    }
}
