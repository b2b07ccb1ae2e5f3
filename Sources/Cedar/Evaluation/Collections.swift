/// A set of values, possibly of mixed types; order and duplicates don't count.
public struct SetValue: Hashable, Sendable {
    /// The elements, in no particular order.
    public let elements: Set<Value>

    /// Gathers values.
    public init(_ elements: [Value]) {
        self.elements = Set(elements)
    }
}

/// Named values. Names are told apart by their Unicode scalars.
public struct RecordValue: Hashable, Sendable {
    let attributes: [ExactString: Value]

    /// A record of names and values.
    public init(_ attributes: [String: Value]) {
        self.init(attributes.map { (name: $0.key, value: $0.value) })
    }

    /// A record of names and values; of a name given twice the last value holds.
    public init(_ attributes: [(name: String, value: Value)]) {
        self.attributes = Dictionary(attributes.map { (ExactString($0.name), $0.value) }) { $1 }
    }

    init(_ attributes: [ExactString: Value]) {
        self.attributes = attributes
    }

    /// The value of a name.
    public subscript(name: String) -> Value? { attributes[ExactString(name)] }

    /// The names, sorted by their UTF-8.
    public var names: [String] { attributes.keys.sorted().map(\.text) }
}
