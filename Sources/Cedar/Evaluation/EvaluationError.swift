/// Why an expression has no value. A policy that errs is skipped.
public enum EvaluationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// An operand has the wrong type.
    case type(expected: String, found: String)
    /// The result doesn't fit in 64 bits.
    case overflow(String)
    /// The entity isn't described, so it has no attributes or tags to read.
    case entityDoesNotExist(EntityUID)
    /// There is no such attribute.
    case attributeDoesNotExist(name: String, of: String)
    /// There is no such tag.
    case tagDoesNotExist(name: String, of: EntityUID)
    /// An extension function refused its arguments.
    case extensionFunction(String)
    /// A template was evaluated as if it were a policy.
    case unlinkedSlot(String)

    /// A stable name of the case.
    public var code: String {
        switch self {
        case .type: "type_error"
        case .overflow: "overflow"
        case .entityDoesNotExist: "entity_does_not_exist"
        case .attributeDoesNotExist: "attribute_does_not_exist"
        case .tagDoesNotExist: "tag_does_not_exist"
        case .extensionFunction: "extension_error"
        case .unlinkedSlot: "unlinked_slot"
        }
    }

    /// What went wrong.
    public var description: String {
        switch self {
        case .type(let expected, let found): "expected \(expected), got \(found)"
        case .overflow(let operation): "\(operation) doesn't fit in 64 bits"
        case .entityDoesNotExist(let uid): "the entity \(uid) isn't known; test with `has` first"
        case .attributeDoesNotExist(let name, let owner): "\(owner) has no attribute `\(name)`; test with `has` first"
        case .tagDoesNotExist(let name, let owner): "\(owner) has no tag `\(name)`; test with `hasTag` first"
        case .extensionFunction(let message): message
        case .unlinkedSlot(let slot): "the slot `\(slot)` isn't filled; link the template first"
        }
    }
}
