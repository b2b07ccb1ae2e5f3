/// A resolved type. Booleans remember whether they are known to be true or false, which is how impossible parts are found.
indirect enum CedarType: Sendable, Hashable {
    case bool(Known)
    case long
    case string
    case entity(String)
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
        case .set(let element): "Set<\(element.name)>"
        case .record: "a record"
        case .extensionType(let type): type.rawValue
        }
    }

    /// The least type that both fit, in strict mode: equal but for what is known of booleans (Cedar specification, `lub?`).
    func joined(with other: CedarType) -> CedarType? {
        switch (self, other) {
        case (.bool(let a), .bool(let b)): .bool(a == b ? a : .unknown)
        case (.set(let a), .set(let b)): a.joined(with: b).map(CedarType.set)
        case (.record(let a), .record(let b)): a.joined(with: b).map(CedarType.record)
        default: self == other ? self : nil
        }
    }
}

/// Attributes and their types.
struct RecordType: Sendable, Hashable {
    var attributes: [ExactString: Attribute] = [:]

    struct Attribute: Sendable, Hashable {
        let type: CedarType
        let isRequired: Bool
    }

    func joined(with other: RecordType) -> RecordType? {
        guard attributes.count == other.attributes.count else { return nil }
        var result: [ExactString: Attribute] = [:]
        for (name, left) in attributes {
            guard let right = other.attributes[name], left.isRequired == right.isRequired,
                let type = left.type.joined(with: right.type)
            else { return nil }
            result[name] = Attribute(type: type, isRequired: left.isRequired)
        }
        return RecordType(attributes: result)
    }
}
