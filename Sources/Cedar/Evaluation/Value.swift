/// A Cedar value. Equality never fails: values of different types differ, strings compare by Unicode scalars.
public enum Value: Sendable {
    case bool(Bool)
    case long(Int64)
    case string(String)
    case entity(EntityUID)
    case set(SetValue)
    case record(RecordValue)
    case decimal(FixedDecimal)
    case ipaddr(IPNetwork)
    case datetime(Datetime)
    case duration(TimeSpan)

    /// A set of values; order and duplicates don't count.
    public static func set(_ elements: [Value]) -> Value { .set(SetValue(elements)) }

    /// A record.
    public static func record(_ attributes: [String: Value]) -> Value { .record(RecordValue(attributes)) }

    /// A datetime, counted from 1970-01-01T00:00:00Z.
    public static func datetime(millisecondsSinceEpoch milliseconds: Int64) -> Value {
        .datetime(Datetime(millisecondsSinceEpoch: milliseconds))
    }

    /// A duration.
    public static func duration(milliseconds: Int64) -> Value { .duration(TimeSpan(milliseconds: milliseconds)) }
}

extension Value: Hashable {
    /// `==` of the language.
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.bool(let a), .bool(let b)): a == b
        case (.long(let a), .long(let b)): a == b
        case (.string(let a), .string(let b)): a.isExactly(b)
        case (.entity(let a), .entity(let b)): a == b
        case (.set(let a), .set(let b)): a == b
        case (.record(let a), .record(let b)): a == b
        case (.decimal(let a), .decimal(let b)): a == b
        case (.ipaddr(let a), .ipaddr(let b)): a == b
        case (.datetime(let a), .datetime(let b)): a == b
        case (.duration(let a), .duration(let b)): a == b
        default: false
        }
    }

    /// Agrees with `==`.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .bool(let value): hasher.combine(value)
        case .long(let value): hasher.combine(value)
        case .string(let value): value.hashExactly(into: &hasher)
        case .entity(let value): hasher.combine(value)
        case .set(let value): hasher.combine(value)
        case .record(let value): hasher.combine(value)
        case .decimal(let value): hasher.combine(value)
        case .ipaddr(let value): hasher.combine(value)
        case .datetime(let value): hasher.combine(value)
        case .duration(let value): hasher.combine(value)
        }
    }
}

extension Value {
    /// How an error message calls the value's type.
    var typeName: String {
        switch self {
        case .bool: "a boolean"
        case .long: "a long"
        case .string: "a string"
        case .entity(let uid): "an entity of type `\(uid.type)`"
        case .set: "a set"
        case .record: "a record"
        case .decimal: "a decimal"
        case .ipaddr: "an ipaddr"
        case .datetime: "a datetime"
        case .duration: "a duration"
        }
    }
}

extension Value: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A boolean.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A long.
    public init(integerLiteral value: Int64) { self = .long(value) }
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A set.
    public init(arrayLiteral elements: Value...) { self = .set(elements) }
    /// A record; of a name given twice the last value holds.
    public init(dictionaryLiteral elements: (String, Value)...) {
        self = .record(RecordValue(elements.map { (name: $0.0, value: $0.1) }))
    }
}
