/// Finds what somebody who mistyped a name may have meant.
enum Suggestion {
    /// `; did you mean …?`, or nothing where no known name is close.
    static func phrase(for name: String, among known: some Sequence<String>) -> String {
        let bound = max(1, min(3, name.unicodeScalars.count / 3))
        let candidates = known.map { (name: $0, distance: distance(name, $0)) }.filter { $0.distance <= bound }
        let best = candidates.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        return best.map { "; did you mean `\($0.name)`?" } ?? ""
    }

    /// Levenshtein's edit distance, ignoring case.
    private static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.lowercased().unicodeScalars)
        let right = Array(right.lowercased().unicodeScalars)
        var row = Array(0...right.count)
        for (i, scalar) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let replaced = diagonal + (scalar == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
