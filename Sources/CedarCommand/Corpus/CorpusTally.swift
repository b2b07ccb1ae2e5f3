/// What came out of some cases.
struct CorpusTally: Sendable {
    /// What was counted, beside the checks.
    enum Kind: String, CaseIterable {
        case cases
        case requests
        case compiledRequests = "requests by the compiled engine"
        case policyValidations = "policy validations"
        case requestValidations = "request validations"
        case entityValidations = "entity validations"
        case jsonSchemas = "JSON schemas"
    }

    private(set) var counts: [Kind: Int] = [:]
    private(set) var passed = 0
    private var misses: [(number: Int, text: String)] = []

    var failed: Int { misses.count }

    mutating func count(_ kind: Kind) { counts[kind, default: 0] += 1 }

    /// A check of a case, counted by its kind.
    mutating func check(_ kind: Kind, _ isRight: Bool, _ number: Int, _ miss: @autoclosure () -> String) {
        count(kind)
        if isRight { passed += 1 } else { misses.append((number, miss())) }
    }

    /// A case that can't be run.
    mutating func fail(_ number: Int, _ miss: String) { misses.append((number, miss)) }

    static func + (left: CorpusTally, right: CorpusTally) -> CorpusTally {
        var sum = left
        sum.counts.merge(right.counts, uniquingKeysWith: +)
        sum.passed += right.passed
        sum.misses += right.misses
        return sum
    }

    /// Each miss on a line, then what was counted, then `N passed, N failed`.
    var report: [String] {
        misses.sorted { $0.number < $1.number }.map { "failed: " + $0.text.replacing("\n", with: " ") }
            + [Kind.allCases.map { "\(counts[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", ")]
            + ["\(passed) passed, \(failed) failed"]
    }
}
