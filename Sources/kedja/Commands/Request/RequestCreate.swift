import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja request create`: one request for each owner.
struct RequestCreate: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("create", Words.Request.create) }

    @Argument(help: Words.Request.documents.help(Words.Common.id)) var documents: [DocumentID]
    @Option(help: Words.Document.purpose.help) var purpose: Purpose
    @Option(help: Words.Request.reason.help(Words.Common.text)) var reason: String
    @Option(help: Words.Request.answerBy.help(Words.Common.date)) var answerBy: WrittenTime?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            for group in try await session.byOwner(documents) {
                let body = CreateRequestBody(documents: group, purpose: purpose, reason: reason, answerBy: answerBy?.end())
                try await session.show(.createRequest(body)) { [Words.Request.created($0.id).text] }
            }
        }
    }
}

extension Session {
    /// The documents of each owner, in the order in which they were named. Nothing needs to be asked about a single one.
    fileprivate func byOwner(_ documents: [DocumentID]) async throws -> [[DocumentID]] {
        guard documents.count > 1 else { return [documents] }
        var groups: [(owner: OrganisationID, documents: [DocumentID])] = []
        for id in documents {
            let owner = try await result(of: .document(id)).owner
            if let index = groups.firstIndex(where: { $0.owner == owner }) {
                groups[index].documents.append(id)
            } else {
                groups.append((owner, [id]))
            }
        }
        return groups.map(\.documents)
    }
}
