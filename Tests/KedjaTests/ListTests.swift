import Testing

@testable import Exchange
import ExchangeAPI
@testable import kedja

/// Lists that come in pages.
@Suite struct ListTests {
    private func ids(_ count: Int) -> [DocumentID] {
        (0..<count).map { number in DocumentID(random: RandomSource { Array(repeating: UInt8(number), count: $0) }) }
    }

    private struct NumberPage: ListPage {
        let items: [DocumentID]
        let next: DocumentID?
        static func place(of item: DocumentID) -> DocumentID { item }
    }

    /// All items in their order, each page asked for once, behind the last item of the page before.
    @Test(arguments: [[0], [1], [3], [2, 2, 1], [1, 1, 1, 1], [2, 0]]) func pagesMakeOneList(sizes: [Int]) async throws {
        let all = ids(sizes.reduce(0, +))
        var (asked, pages) = ([DocumentID?](), [NumberPage]())
        for (place, size) in sizes.enumerated() {
            let items = Array(all.dropFirst(sizes.prefix(place).reduce(0, +)).prefix(size))
            pages.append(NumberPage(items: items, next: place + 1 < sizes.count ? items.last : nil))
        }
        let answer = try await NumberPage.all { last in
            asked.append(last)
            return Answer(result: pages[asked.count - 1], receipt: Self.receipt(UInt64(asked.count)))
        }
        #expect(answer.result == all && answer.receipt.index == UInt64(sizes.count))
        #expect(asked == [nil] + pages.dropLast().map(\.next))
    }

    /// An exchange that leads in a circle, or to something that it hasn't shown, is followed no further.
    @Test func noCircles() async throws {
        let all = ids(3)
        for pages in [
            [NumberPage(items: [all[0]], next: all[1])], [NumberPage(items: [], next: all[0])],
            [NumberPage(items: [all[0]], next: all[0]), NumberPage(items: [all[0]], next: all[0])],
            [NumberPage(items: [all[0]], next: all[0]), NumberPage(items: [all[1]], next: all[0])],
        ] {
            var asked = 0
            _ = try await NumberPage.all { _ in
                asked += 1
                return Answer(result: try #require(pages.dropFirst(asked - 1).first), receipt: Self.receipt(0))
            }
            #expect(asked == pages.count)
        }
    }
}

extension ListTests {
    fileprivate static func receipt(_ index: UInt64) -> Receipt {
        Receipt(index: index, leaf: [], opening: Opening(salt: [], text: []), inclusionProof: [], checkpoint: [])
    }
}
