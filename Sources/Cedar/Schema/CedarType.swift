/// A resolved type. Booleans remember whether they are known to be true or false, which is how impossible parts are found.
indirect enum CedarType: Sendable, Hashable {
    case bool(Known)
    case long
    case string
    case entity(String)
    /// An entity of one of several types, at least two (permissive mode alone).
    case entities(Set<String>)
    /// No value at all: what the empty set holds (permissive mode alone).
    case never
    case set(CedarType)
    case record(RecordType)
    case extensionType(ExtensionType)

    enum Known: Sendable, Hashable {
        case yes, no, unknown
    }

    enum ExtensionType: String, Sendable, Hashable, CaseIterable {
        case decimal, ipaddr, datetime, duration
    }

    static let anyBool = CedarType.bool(.unknown)

    /// How a finding calls the type.
    var name: String {
        switch self {
        case .bool: "Bool"
        case .long: "Long"
        case .string: "String"
        case .entity(let type): "entity `\(type)`"
        case .entities(let types): "entity " + types.sorted().map { "`\($0)`" }.joined(separator: " or ")
        case .never: "nothing"
        case .set(let element): "Set<\(element.name)>"
        case .record: "a record"
        case .extensionType(let type): type.rawValue
        }
    }

    /// The types that an entity can have; nil for what is no entity.
    var entityTypes: Set<String>? {
        switch self {
        case .entity(let type): [type]
        case .entities(let types): types
        default: nil
        }
    }

    /// The least type that both fit, in strict mode: equal but for what is known of booleans (Cedar specification, `lub?`).
    /// In permissive mode entities of different types fit together, and records by the attributes that both have.
    func joined(with other: CedarType, _ mode: ValidationMode) -> CedarType? {
        switch (self, other) {
        case (.never, _): return other
        case (_, .never): return self
        case (.bool(let a), .bool(let b)): return .bool(a == b ? a : .unknown)
        case (.set(let a), .set(let b)): return a.joined(with: b, mode).map(CedarType.set)
        case (.record(let a), .record(let b)): return a.joined(with: b, mode).map(CedarType.record)
        default: break
        }
        if self == other { return self }
        guard mode == .permissive, let left = entityTypes, let right = other.entityTypes else { return nil }
        return .entities(left.union(right))
    }
}

/// Attributes and their types.
struct RecordType: Sendable, Hashable {
    var attributes: [ExactString: Attribute] = [:]
    /// Whether there may be further attributes, of which nothing is known (permissive mode alone).
    var isOpen = false

    struct Attribute: Sendable, Hashable {
        let type: CedarType
        let isRequired: Bool
    }

    /// In strict mode both must have the same attributes.
    func joined(with other: RecordType, _ mode: ValidationMode) -> RecordType? {
        let common = shared(with: other, mode)
        let isWhole = common.count == attributes.count && common.count == other.attributes.count
        guard mode == .strict else {
            return RecordType(attributes: common, isOpen: isOpen || other.isOpen || !isWhole)
        }
        let isAlike = attributes.allSatisfy { $1.isRequired == other.attributes[$0]?.isRequired }
        return isWhole && isAlike ? RecordType(attributes: common) : nil
    }

    /// The attributes that both have, of types that fit together.
    private func shared(with other: RecordType, _ mode: ValidationMode) -> [ExactString: Attribute] {
        var result: [ExactString: Attribute] = [:]
        for (name, left) in attributes {
            guard let right = other.attributes[name], let type = left.type.joined(with: right.type, mode) else { continue }
            result[name] = Attribute(type: type, isRequired: left.isRequired && right.isRequired)
        }
        return result
    }
}
