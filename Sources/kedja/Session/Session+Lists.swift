import Exchange
import ExchangeAPI
import ExchangeClient

/// One page of a list that the exchange answers in pages.
protocol ListPage: Codable, Sendable {
    associatedtype Item: Codable & Sendable
    associatedtype Place: Hashable, Sendable

    var items: [Item] { get }
    /// What the next page begins behind; `nil` on the last.
    var next: Place? { get }
    /// What a page that begins behind `item` is asked for by.
    static func place(of item: Item) -> Place
}

extension DocumentPage: ListPage {
    var items: [DocumentView] { documents }
    static func place(of document: DocumentView) -> DocumentID { document.id }
}

extension ConsentPage: ListPage {
    var items: [ConsentView] { consents }
    static func place(of consent: ConsentView) -> ConsentID { consent.id }
}

extension CasePage: ListPage {
    var items: [CaseSummary] { cases }
    static func place(of summary: CaseSummary) -> CaseID { summary.value.id }
}

extension RequestPage: ListPage {
    var items: [RequestView] { requests }
    static func place(of request: RequestView) -> RequestID { request.id }
}

extension ListPage {
    /// The whole list, page after page, with the last page's receipt.
    static func all(_ page: (Place?) async throws -> Answer<Self>) async throws -> Answer<[Item]> {
        var (items, last) = ([Item](), Place?.none)
        while true {
            let answer = try await page(last)
            items += answer.result.items
            // A page leads on from its own last item; anything else would go in a circle.
            guard let next = answer.result.next, next == answer.result.items.last.map(place), next != last else {
                return Answer(result: items, receipt: answer.receipt)
            }
            last = next
        }
    }
}

extension Session {
    /// All of a list: `call` asks for the page behind a place.
    func all<Page: ListPage>(_ call: (Page.Place?) -> Call<Page>) async throws -> Answer<[Page.Item]> {
        try await Page.all { try await connection.send(call($0)) }
    }
}
