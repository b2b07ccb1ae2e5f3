/// Which policies' scopes fit an entity as principal, action or resource: a row of bits for each class of entities.
///
/// Entities that meet the same constraints share a class, so that there are as many rows as the policies tell entities apart, however
/// many entities there are. A row has a bit for each policy and, behind these, a bit for each of its words that isn't zero, so that
/// a search through many unrelated policies steps over 4,096 at a time. Scopes can't err, so the index is exact.
struct ScopeIndex {
    /// A constraint that a scope may set, by numbers of symbols and entities.
    enum Key: Hashable {
        case any
        case equal(UInt32)
        case within(UInt32)
        case type(UInt32)
        case typeWithin(UInt32, UInt32)

        /// Sorts constraints; those that fit everything first.
        fileprivate var rank: [UInt32] {
            switch self {
            case .any: [0]
            case .type(let type): [1, type]
            case .typeWithin(let type, let container): [2, type, container]
            case .within(let container): [3, container]
            case .equal(let entity): [4, entity]
            }
        }
    }

    /// What is known of an entity that a constraint could ask for; numbers are the policies' own.
    struct Subject {
        /// The entity's number and those of all that contain it.
        var entity: UInt32?
        var ancestors: [UInt32] = []
        var type: UInt32?
    }

    /// One of principal, action, resource.
    private struct Position {
        var numbers: [Key: Int32] = [:]
        /// The policies that set a constraint, by its number.
        var policies: [[Int32]] = []
        var classes: [[Int32]: Int32] = [:]
    }

    let words: Int
    let summaryWords: Int
    var stride: Int { words + summaryWords }
    private(set) var rows: [UInt64] = []
    private var positions = [Position(), Position(), Position()]

    /// The order in which policies have their bits: those with like scopes beside each other, so that unrelated ones fill whole words.
    static func order(of scopes: [[[Key]]]) -> [Int] {
        let ranks = scopes.map { scope in
            // Actions tell policies apart best.
            [scope[1], scope[0], scope[2]].flatMap { keys in keys.map(\.rank).sorted { $0.lexicographicallyPrecedes($1) }.joined() + [.max]
            }
        }
        return ranks.indices.sorted { ranks[$0] == ranks[$1] ? $0 < $1 : ranks[$0].lexicographicallyPrecedes(ranks[$1]) }
    }

    init(policyCount: Int) {
        words = max(1, (policyCount + 63) / 64)
        summaryWords = (words + 63) / 64
    }

    /// How many classes there are.
    var classCount: Int { rows.count / stride }

    mutating func add(_ key: Key, policy: Int, at position: Int) {
        let known = Int32(positions[position].policies.count)
        let number = positions[position].numbers[key] ?? known
        if number == known {
            positions[position].numbers[key] = number
            positions[position].policies.append([])
        }
        positions[position].policies[Int(number)].append(Int32(policy))
    }

    /// The class of an entity in each position; makes the rows of a class that is new.
    mutating func classes(of subject: Subject) -> ScopeClasses {
        ScopeClasses(principal: classNumber(subject, 0), action: classNumber(subject, 1), resource: classNumber(subject, 2))
    }

    private mutating func classNumber(_ subject: Subject, _ position: Int) -> Int32 {
        let met = keys(subject, positions[position].numbers)
        if let known = positions[position].classes[met] { return known }
        let number = Int32(classCount)
        rows += row(met, position)
        positions[position].classes[met] = number
        return number
    }

    /// The rows of an entity in the three positions, for one request, without making a class of it.
    func rows(of subject: Subject) -> [UInt64] {
        positions.indices.flatMap { row(keys(subject, positions[$0].numbers), $0) }
    }

    private func row(_ met: [Int32], _ position: Int) -> [UInt64] {
        var row = [UInt64](repeating: 0, count: stride)
        for key in met {
            for policy in positions[position].policies[Int(key)] { row[Int(policy) / 64] |= 1 << UInt64(policy % 64) }
        }
        for word in 0..<words where row[word] != 0 { row[words + word / 64] |= 1 << UInt64(word % 64) }
        return row
    }

    private func keys(_ subject: Subject, _ numbers: [Key: Int32]) -> [Int32] {
        var candidates: [Key] = [.any]
        let containers = (subject.entity.map { [$0] } ?? []) + subject.ancestors
        if let entity = subject.entity { candidates.append(.equal(entity)) }
        candidates += containers.map { .within($0) }
        if let type = subject.type { candidates += [.type(type)] + containers.map { .typeWithin(type, $0) } }
        return candidates.compactMap { numbers[$0] }.sorted()
    }
}

/// The classes of an entity in the three positions of a request.
struct ScopeClasses: BitwiseCopyable, Sendable, Equatable {
    let principal: Int32
    let action: Int32
    let resource: Int32
}
