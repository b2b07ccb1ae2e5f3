/// A condition on one unknown entity that a store can answer from its columns, without evaluating a policy.
public indirect enum Filter: Sendable, Hashable {
    /// Every entity.
    case all
    /// No entity.
    case none
    case condition(Condition)
    case not(Filter)
    /// At least two.
    case and([Filter])
    /// At least two.
    case or([Filter])

    /// A simple condition. Where the path leads nowhere, it doesn't hold.
    public enum Condition: Sendable, Hashable {
        /// The path leads somewhere.
        case isPresent(Path)
        /// What is there is this value.
        case isEqual(Path, Value)
        /// What is there is one of these values.
        case isOneOf(Path, [Value])
        /// What is there is an entity in one of these.
        case isIn(Path, [EntityUID])
        /// What is there is an entity of this type.
        case isType(Path, String)
        /// What is there is a set with this element.
        case contains(Path, Value)
    }

    /// Attributes to follow from the unknown entity on: none is the entity itself, `["case", "open"]` is `resource.case.open`.
    public struct Path: Sendable, Hashable, CustomStringConvertible {
        /// The attributes' names, from the entity on.
        public let attributes: [String]

        /// A path.
        public init(_ attributes: [String]) {
            self.attributes = attributes
        }

        /// Equal names, scalar by scalar.
        public static func == (left: Path, right: Path) -> Bool {
            left.attributes.map { ExactString($0) } == right.attributes.map { ExactString($0) }
        }

        /// Agrees with `==`.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(attributes.map { ExactString($0) })
        }

        /// `case.open`; the entity itself is `it`.
        public var description: String { attributes.isEmpty ? "it" : attributes.joined(separator: ".") }
    }
}

/// The entities that come into question for an unknown part of a request.
public struct Selection: Sendable, Hashable {
    /// What all of them fulfil.
    public let filter: Filter
    /// Whether only they do. Otherwise those that pass are still to be evaluated one by one.
    ///
    /// Exact means: for facts in which attributes have the types that the policies take for granted, as a validated schema guarantees.
    /// Attributes that are missing, and the errors that come of it, are accounted for.
    public let isExact: Bool
}

extension Filter: CustomStringConvertible {
    /// In the manner of Cedar.
    public var description: String {
        switch self {
        case .all: "true"
        case .none: "false"
        case .condition(let condition): condition.description
        case .not(let filter): "!(\(filter))"
        case .and(let parts): parts.map(\.operandText).joined(separator: " && ")
        case .or(let parts): parts.map(\.operandText).joined(separator: " || ")
        }
    }

    private var operandText: String {
        switch self {
        case .and, .or: "(\(self))"
        default: description
        }
    }
}

extension Filter.Condition: CustomStringConvertible {
    /// In the manner of Cedar.
    public var description: String {
        switch self {
        case .isPresent(let path): "has \(path)"
        case .isEqual(let path, let value): "\(path) == \(value.cedarText)"
        case .isOneOf(let path, let values): "\(Value.set(values).cedarText).contains(\(path))"
        case .isIn(let path, let uids): "\(path) in [\(uids.map(\.description).joined(separator: ", "))]"
        case .isType(let path, let type): "\(path) is \(type)"
        case .contains(let path, let value): "\(path).contains(\(value.cedarText))"
        }
    }
}
