import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja document list`.
struct DocumentList: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Document.list) }

    @Option(name: .customLong("case"), help: Words.Case.id.help(Words.Common.id)) var caseID: CaseID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.documents(of: caseID)) { documents in
                var table = Table(Words.Document.headings, rightAligned: [4])
                for each in documents { table.add(each.row) }
                return table.linesOrNothing
            }
        }
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
