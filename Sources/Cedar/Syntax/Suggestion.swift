/// Finds what somebody who mistyped a name may have meant.
enum Suggestion {
    /// `; did you mean …?`, or nothing where no known name is close.
    static func phrase(for name: String, among known: some Sequence<String>) -> String {
        closest(to: name, among: known).map { "; did you mean `\($0)`?" } ?? ""
    }

    /// The same for an entity's or action's id, among those of its type.
    static func phrase(for uid: EntityUID, among known: some Sequence<EntityUID>) -> String {
        let ids = known.filter { $0.type == uid.type }.map(\.id)
        return closest(to: uid.id, among: ids).map { "; did you mean `\(EntityUID(type: uid.type, id: $0))`?" } ?? ""
    }

    private static func closest(to name: String, among known: some Sequence<String>) -> String? {
        let bound = max(1, min(3, name.unicodeScalars.count / 3))
        let length = name.unicodeScalars.count
        // Lengths that differ more can't be closer; so a hostile name costs nothing.
        let candidates = known.filter { abs($0.unicodeScalars.count - length) <= bound }
            .map { (name: $0, distance: distance(name, $0)) }.filter { $0.distance <= bound }
        return candidates.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    /// The edit distance with swaps of neighbours (optimal string alignment), ignoring case.
    private static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.lowercased().unicodeScalars)
        let right = Array(right.lowercased().unicodeScalars)
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                var best = min(last[j] + (left[i] == right[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { best = min(best, beforeLast[j - 1] + 1) }
                row.append(best)
            }
            (beforeLast, last) = (last, row)
        }
        return last[right.count]
    }
}
