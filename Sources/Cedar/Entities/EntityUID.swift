/// The name of an entity: its type, with namespace, and its id.
public struct EntityUID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The entity type, such as `User` or `Photos::User`.
    public var type: String
    /// The id; any text, compared by Unicode scalars.
    public var id: String

    /// Names an entity.
    public init(type: String, id: String) {
        self.type = type
        self.id = id
    }

    /// Equal types and ids, scalar by scalar.
    public static func == (left: EntityUID, right: EntityUID) -> Bool {
        left.id.isExactly(right.id) && left.type.isExactly(right.type)
    }

    /// Agrees with `==`.
    public func hash(into hasher: inout Hasher) {
        type.hashExactly(into: &hasher)
        id.hashExactly(into: &hasher)
    }

    /// As Cedar writes it: `User::"alice"`.
    public var description: String { "\(type)::\(id.cedarLiteral)" }

    /// By type, then by id, each by its UTF-8.
    public static func < (left: EntityUID, right: EntityUID) -> Bool {
        (ExactString(left.type), ExactString(left.id)) < (ExactString(right.type), ExactString(right.id))
    }

    /// Whether the type is `Action`, in whichever namespace.
    var isAction: Bool { Self.isActionType(type) }

    static func isActionType(_ type: String) -> Bool { type == "Action" || type.hasSuffix("::Action") }
}

extension String {
    /// The text as a Cedar string literal.
    var cedarLiteral: String {
        var result = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\0": result += "\\0"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
