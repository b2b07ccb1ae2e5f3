import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja document list`.
struct DocumentList: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Document.list) }

    @Option(name: .customLong("case"), help: Words.Case.id.help(Words.Common.id)) var caseID: CaseID?
    @Flag(help: Words.Document.mine.help) var mine = false
    @Option(help: Words.Document.minePurpose.help) var purpose: Purpose?
    @Flag(help: Words.Version.current.help) var current = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        guard (caseID == nil) == mine else { throw LocalFault(.unusableArgument, Words.Document.caseOrMine) }
        guard mine || purpose == nil else { throw LocalFault(.unusableArgument, Words.Document.purposeWithoutMine) }
        try await common.exchange { session in
            guard let caseID else {
                let found = try await session.all { .documents(for: purpose, after: $0) }
                return try session.output.show(wanted(found)) { $0.lines }
            }
            let found = try await session.connection.send(.documents(of: caseID))
            try session.output.show(wanted(found)) { $0.lines }
        }
    }

    private func wanted(_ found: Answer<[DocumentView]>) -> Answer<[DocumentView]> {
        current ? Answer(result: found.result.filter { !$0.version.isSuperseded }, receipt: found.receipt) : found
    }
}

extension [DocumentView] {
    fileprivate var lines: [String] {
        var table = Table(Words.Document.headings, rightAligned: [4])
        for each in chained { table.add(each.row) }
        return table.linesOrNothing
    }

    /// In their order, but with the older versions of a document right below the newest.
    var chained: [DocumentView] {
        let known = Dictionary(map { ($0.id, $0) }) { first, _ in first }
        let newest = filter { $0.version.supersededBy.flatMap { known[$0] } == nil }
        let ordered = newest.flatMap { Array(sequence(first: $0) { $0.version.supersedes.flatMap { known[$0] } }.prefix(count)) }
        // What doesn't hang together as the exchange tells it is shown all the same.
        return ordered.count == count ? ordered : self
    }
}

extension DocumentView {
    var row: [String] {
        [
            id.text, name, category.words.text, owner.text, ByteCount(payloadSize).words.text, Words.Version.number(version).text,
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
        details.add(Words.Version.heading, Words.Version.number(version).text)
        if let older = version.supersedes { details.add(Words.Version.labels.supersedes, older.text) }
        if let newer = version.supersededBy { details.add(Words.Version.labels.supersededBy, newer.text) }
        details.add(labels.uploaded, "\(DateText().moment(uploadedAt)), \(uploadedBy)")
        for objection in objections ?? [] { details.add(Words.Rights.objections, objection.line) }
        return details
    }
}
