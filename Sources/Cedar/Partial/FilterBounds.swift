/// A filter that all entities pass for which something is so, and whether only they do.
struct Bound {
    let filter: Filter
    let isExact: Bool
    /// How many conditions the filter has.
    private let size: Int

    /// Conditions stand in a filter more than once, and with nested `if` the number can double with each level.
    private static let maximumSize = 2000

    static let all = Bound(.all)
    static let none = Bound(.none)
    /// Nothing is known; all may be.
    static let unknown = Bound(filter: .all, isExact: false, size: 0)

    init(_ filter: Filter) {
        self.init(filter: filter, isExact: true, size: 1)
    }

    private init(filter: Filter, isExact: Bool, size: Int) {
        self.filter = filter
        self.isExact = isExact
        self.size = size
    }

    var selection: Selection { Selection(filter: filter, isExact: isExact) }

    private var isNone: Bool { filter == .none }
    private var isAll: Bool { isExact && filter == .all }

    /// Those that don't pass; all of them, where it isn't certain who passes.
    var complement: Bound {
        guard isExact else { return .unknown }
        switch filter {
        case .all: return .none
        case .none: return .all
        case .not(let filter): return Bound(filter: filter, isExact: true, size: size)
        default: return Bound(filter: .not(filter), isExact: true, size: size)
        }
    }

    static func && (left: Bound, right: Bound) -> Bound {
        if left.isNone || right.isNone { return .none }
        if left.isAll { return right }
        if right.isAll { return left }
        return joined(left, right) { .and(unique(parts(of: left.filter, and: true) + parts(of: right.filter, and: true), but: .all)) }
    }

    static func || (left: Bound, right: Bound) -> Bound {
        if left.isAll || right.isAll { return .all }
        if left.isNone { return right }
        if right.isNone { return left }
        if left.filter == .all || right.filter == .all { return .unknown }
        return joined(left, right) { .or(unique(parts(of: left.filter, and: false) + parts(of: right.filter, and: false), but: .none)) }
    }

    private static func joined(_ left: Bound, _ right: Bound, _ join: () -> Filter) -> Bound {
        let size = left.size + right.size
        guard size <= maximumSize else { return .unknown }
        return Bound(filter: join().simplified, isExact: left.isExact && right.isExact, size: size)
    }

    private static func parts(of filter: Filter, and: Bool) -> [Filter] {
        switch filter {
        case .and(let parts) where and: parts
        case .or(let parts) where !and: parts
        default: [filter]
        }
    }

    private static func unique(_ parts: [Filter], but neutral: Filter) -> [Filter] {
        var seen: Set<Filter> = []
        return parts.filter { $0 != neutral && seen.insert($0).inserted }
    }
}

extension Filter {
    fileprivate var simplified: Filter {
        switch self {
        case .and(let parts) where parts.count < 2: parts.first ?? .all
        case .or(let parts) where parts.count < 2: parts.first ?? .none
        default: self
        }
    }
}

/// For which entities an expression is true, and for which it is false; for the others it errs.
struct Bounds {
    var yes: Bound
    var no: Bound

    static let unknown = Bounds(yes: .unknown, no: .unknown)

    /// A condition that is false where its path leads somewhere and it doesn't hold.
    init(_ condition: Filter, presence: Bound) {
        yes = Bound(condition)
        no = presence && yes.complement
    }

    init(yes: Bound, no: Bound) {
        self.yes = yes
        self.no = no
    }

    static prefix func ! (bounds: Bounds) -> Bounds { Bounds(yes: bounds.no, no: bounds.yes) }

    static func && (left: Bounds, right: Bounds) -> Bounds {
        Bounds(yes: left.yes && right.yes, no: left.no || (left.yes && right.no))
    }

    static func || (left: Bounds, right: Bounds) -> Bounds { !(!left && !right) }

    func then(_ first: Bounds, else second: Bounds) -> Bounds {
        Bounds(yes: (yes && first.yes) || (no && second.yes), no: (yes && first.no) || (no && second.no))
    }
}
