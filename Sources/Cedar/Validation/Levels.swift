/// Through how many entities a value was read, for level validation (Cedar RFC 76).
///
/// The entities of the request and what hangs on `context` are at level 0, what is read of an entity is one deeper. A service that
/// loads all entities up to a level can decide with them what the validator accepted for that level. An entity that a policy names
/// isn't loaded that way, so nothing may be read of it.
indirect enum Reach: Sendable {
    case level(Int)
    /// An entity that the policy names, or a template's slot.
    case unreadable
    /// A record literal, by its attributes.
    case record([ExactString: Reach])
    case either(Reach, Reach)

    /// What is read of an entity found so.
    var deeper: Reach { .level((level ?? 0) + 1) }

    /// An attribute of a record found so.
    func attribute(_ name: ExactString) -> Reach {
        switch self {
        case .record(let attributes): attributes[name] ?? .level(0)
        case .either(let left, let right): .either(left.attribute(name), right.attribute(name))
        case .level, .unreadable: self
        }
    }

    /// The deepest that it may be; nil where only named entities are meant.
    var level: Int? {
        switch self {
        case .level(let level): level
        case .unreadable: nil
        case .record: 0
        case .either(let left, let right): [left.level, right.level].compactMap(\.self).max()
        }
    }

    var mayBeUnreadable: Bool {
        switch self {
        case .unreadable: true
        case .level, .record: false
        case .either(let left, let right): left.mayBeUnreadable || right.mayBeUnreadable
        }
    }
}

/// An entity read too deeply, or one that can't be read at all.
struct LevelFinding: Sendable {
    /// The level that reading needs.
    let level: Int
    let isUnreadable: Bool
    let range: SourceRange

    init(reading target: Reach, _ range: SourceRange) {
        level = (target.level ?? 0) + 1
        isUnreadable = target.mayBeUnreadable
        self.range = range
    }

    func message(maximum: Int) -> String {
        guard !isUnreadable else {
            return "this reads an entity that the policy names, which no level loads; read it through `principal`, `resource` or `context`"
        }
        return "this reads \(level) entities, one through the other, at most \(maximum) may be; keep what is needed nearer to the request"
    }
}
