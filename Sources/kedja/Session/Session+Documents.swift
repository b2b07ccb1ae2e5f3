import Exchange
import ExchangeAPI
import ExchangeClient

extension Session {
    /// All documents that the officer may see, page after page, with the last page's receipt.
    func documents(for purpose: Purpose?) async throws -> Answer<[DocumentView]> {
        var documents: [DocumentView] = []
        var last: DocumentID?
        while true {
            let page = try await connection.send(.documents(for: purpose, after: last))
            documents += page.result.documents
            // A page leads on from its own last document; anything else would go in a circle.
            guard let next = page.result.next, next == documents.last?.id, next != last else {
                return Answer(result: documents, receipt: page.receipt)
            }
            last = next
        }
    }
}
