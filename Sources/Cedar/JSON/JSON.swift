/// A JSON value, as far as Cedar's formats use it: numbers are 64-bit integers, members keep their order.
package indirect enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case long(Int64)
    case string(String)
    case array([JSON])
    case object([Member])

    /// One `"key": value`.
    package struct Member: Sendable, Equatable {
        package let key: String
        package let value: JSON

        package init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }

        package static func == (left: Member, right: Member) -> Bool { left.key.isExactly(right.key) && left.value == right.value }
    }

    /// Strings compare by Unicode scalars; the order of members counts.
    package static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.long(let a), .long(let b)): a == b
        case (.string(let a), .string(let b)): a.isExactly(b)
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a == b
        default: false
        }
    }

    /// An object of some members.
    package static func members(_ members: (String, JSON)...) -> JSON { .object(members.map { Member($0.0, $0.1) }) }
}

extension JSON {
    /// The value of a key; nil where this is no object or has no such key.
    package subscript(key: String) -> JSON? {
        members?.first { $0.key.isExactly(key) }?.value
    }

    package var members: [Member]? {
        if case .object(let members) = self { return members }
        return nil
    }

    package var string: String? {
        if case .string(let value) = self { return value }
        return nil
    }

    package var bool: Bool? {
        if case .bool(let value) = self { return value }
        return nil
    }

    package var array: [JSON]? {
        if case .array(let value) = self { return value }
        return nil
    }

    /// How an error message calls the value.
    package var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .long: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
