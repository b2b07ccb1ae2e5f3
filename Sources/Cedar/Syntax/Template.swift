/// A policy with slots, from which links make policies (Cedar, "Policy templates").
public struct Template: Sendable {
    /// The policy whose scope has slots.
    let policy: Policy

    /// `policy0` and so on: templates and policies of a text are numbered together.
    public var id: String { policy.id }
    /// What its links ask for.
    public var effect: Effect { policy.effect }
    /// Annotations by name; its links have the same.
    public var annotations: [String: String] { policy.annotations }
    /// The template's text as it was written.
    public var text: String { policy.text }
    /// The text that it stands in.
    package var wholeText: String { policy.wholeText }
    /// Where it begins.
    public var position: SourcePosition { policy.position }
    /// The names of the slots to fill, `?principal`, `?resource`.
    public var slots: [String] { policy.slots.map(\.rawValue) }

    /// The policy that comes of filling the slots. Every slot of the template must be given, and no other.
    public func link(id: String, principal: EntityUID? = nil, resource: EntityUID? = nil) throws(LinkError) -> Policy {
        let given = [(Slot.principal, principal), (.resource, resource)].filter { $0.1 != nil }.map(\.0)
        let open = policy.slots
        if let missing = open.first(where: { !given.contains($0) }) { throw .missingSlot(missing.rawValue) }
        if let stray = given.first(where: { !open.contains($0) }) { throw .noSuchSlot(stray.rawValue) }
        let scope = policy.scope.map { scope in
            switch scope.slot {
            case .principal?: scope.filled(with: principal)
            case .resource?: scope.filled(with: resource)
            case nil: scope
            }
        }
        return policy.with(id: id, scope: scope, templateID: policy.id)
    }
}

/// Why a template couldn't be linked.
public enum LinkError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The set has no template of this id.
    case noSuchTemplate(String)
    /// The template has a slot for which no entity was given.
    case missingSlot(String)
    /// An entity was given for a slot that the template doesn't have.
    case noSuchSlot(String)
    /// Another policy or template has the id.
    case idInUse(String)

    /// A stable name of the case.
    public var code: String {
        switch self {
        case .noSuchTemplate: "no_such_template"
        case .missingSlot: "missing_slot"
        case .noSuchSlot: "no_such_slot"
        case .idInUse: "id_in_use"
        }
    }

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .noSuchTemplate(let id): "there is no template `\(id)`; link one that the set has"
        case .missingSlot(let slot): "the slot `\(slot)` has no value; give an entity for it"
        case .noSuchSlot(let slot): "the template has no slot `\(slot)`; leave its value out"
        case .idInUse(let id): "the id `\(id)` is in use; choose another"
        }
    }
}

extension Scope {
    fileprivate func filled(with entity: EntityUID?) -> Scope {
        guard let entity else { return self }
        let filled: Constraint =
            switch constraint {
            case .equal: .equal(.entity(entity))
            case .within: .within(.entity(entity))
            case .isType(let type, within: .some): .isType(type, within: .entity(entity))
            case .any, .withinAny, .isType: constraint
            }
        return Scope(variable, filled, range: range)
    }
}
