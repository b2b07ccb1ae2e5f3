import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja document list`.
struct DocumentList: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Document.list) }

    @Option(name: .customLong("case"), help: Words.Case.id.help(Words.Common.id)) var caseID: CaseID?
    @Flag(help: Words.Document.mine.help) var mine = false
    @Option(help: Words.Document.minePurpose.help) var purpose: Purpose?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        guard (caseID == nil) == mine else { throw LocalFault(.unusableArgument, Words.Document.caseOrMine) }
        guard mine || purpose == nil else { throw LocalFault(.unusableArgument, Words.Document.purposeWithoutMine) }
        try await common.exchange { session in
            guard let caseID else {
                let found = try await session.documents(for: purpose)
                return try session.output.show(found) { $0.lines }
            }
            try await session.show(.documents(of: caseID)) { $0.lines }
        }
    }
}

extension [DocumentView] {
    fileprivate var lines: [String] {
        var table = Table(Words.Document.headings, rightAligned: [4])
        for each in self { table.add(each.row) }
        return table.linesOrNothing
    }
}

extension DocumentView {
    var row: [String] {
        [
            id.text, name, category.words.text, owner.text, ByteCount(payloadSize).words.text,
            "\(DateText().moment(uploadedAt)) \(uploadedBy)",
        ]
    }

    var details: Details {
        let labels = Words.Document.labels
        var details = Details()
        details.add(labels.document, id.text)
        details.add(labels.name, name)
        details.add(labels.category, category.words.text)
        details.add(labels.owner, owner.text)
        details.add(labels.release, release.words.text)
        details.add(Words.Case.caseName, caseID.text)
        details.add(labels.size, ByteCount(payloadSize).words.text)
        details.add(labels.digest, payloadDigest)
        details.add(labels.uploaded, "\(DateText().moment(uploadedAt)), \(uploadedBy)")
        return details
    }
}
