/// A table of one dimension whose total is known, as it may be told: each person is in one cell.
///
/// **What is hidden.** If a cell holds 1 to `smallest` − 1, the smallest cells are hidden: all up to a threshold, equal ones together and zeros
/// with them. The threshold is the least for which all small cells are among them and, with S their sum, m their number and u the most that a
/// hidden cell can hold, which is one less than the least cell that is told:
///
/// - S ≥ `smallest`, for anybody can compute S: the total less what is told;
/// - m·u − S ≥ `smallest`, so that there's as much room above them. Without it the cells 4, 4, 5 become –, –, 5: two that make 8 and hold
///   at most 4 each.
///
/// If there's no such threshold, all are hidden.
///
/// **Why none can be computed**, even by who knows all of this. What is told depends on the hidden cells only through their values as a
/// set with repetitions, for no tie is broken: a permutation of them is told in the same way. So if two of them differ, each may hold either
/// value. If all hold the same v, then v is small, so there is more than one, none is zero, and v < u. One of them with one less and another with
/// one more is told in the same way: the sum, their number and what is told are the same, and no lower threshold does. For if v + 1 is small, all of
/// them still have to be hidden; and if v + 1 = `smallest`, the others alone have no room: the least cell told would be `smallest`, and
/// (m − 1)(`smallest` − 1) − (S − `smallest`) = 1. So no hidden cell has only one value that it may hold. `PublishedTableTests` tries all small
/// tables.
package struct PublishedTable: Hashable, Sendable {
    /// What each cell holds, `nil` where it's hidden.
    package let cells: [Int?]
    /// What the hidden ones hold together.
    package let hidden: Int

    /// - Parameter tellsAll: whether it may be told that all are in one cell.
    package init(_ counts: [Int], smallest: Int, tellsAll: Bool = false) {
        let threshold = PublishedTable.threshold(counts, smallest, tellsAll)
        cells = counts.map { $0 > threshold ? $0 : nil }
        hidden = counts.filter { $0 <= threshold }.reduce(0, +)
    }

    /// The greatest count that is hidden; below zero where none is.
    private static func threshold(_ counts: [Int], _ smallest: Int, _ tellsAll: Bool) -> Int {
        guard let most = counts.max(), most > 0 else { return -1 }
        if !tellsAll, counts.count(where: { $0 > 0 }) == 1 { return most }
        guard let greatestSmall = counts.filter({ (1..<smallest).contains($0) }).max() else { return -1 }
        let candidates = Set(counts).filter { $0 >= greatestSmall }.sorted()
        return candidates.first { isSafe($0, counts, smallest) } ?? most
    }

    private static func isSafe(_ threshold: Int, _ counts: [Int], _ smallest: Int) -> Bool {
        guard let leastTold = counts.filter({ $0 > threshold }).min() else { return true }
        let hidden = counts.filter { $0 <= threshold }
        let sum = hidden.reduce(0, +)
        return sum >= smallest && hidden.count * (leastTold - 1) - sum >= smallest
    }
}
