/// Checks requests and entities against the schema (Cedar specification, RequestEntityValidator), so that whoever builds
/// them can test that policies will find what they expect.
extension Schema {
    /// What in a request doesn't fit: unknown action, wrong types of principal or resource, context that isn't as declared.
    public func validate(_ request: Request) -> [Diagnostic] {
        guard let action = actions[request.action] else {
            let hint = Suggestion.phrase(for: request.action, among: actions.keys)
            return [finding("the schema has no action \(request.action)\(hint)", in: "request", .unknownAction)]
        }
        var complaints: [String] = []
        for (role, uid, types) in [
            ("principal", request.principal, action.principals), ("resource", request.resource, action.resources),
        ] {
            if !types.contains(uid.type) {
                complaints.append(
                    "\(request.action) doesn't apply to the \(role) \(uid); it takes \(types.isEmpty ? "nothing" : types.joined(separator: ", "))"
                )
            } else if !permits(uid) {
                complaints.append("`\(uid.type)` doesn't list the \(role) \(uid)")
            }
        }
        complaints += mismatches(.record(request.context), .record(action.context), path: "context")
        return complaints.map { finding($0, in: "request") }
    }

    /// What in entities doesn't fit: unknown types, attributes or tags, and memberships that the schema doesn't allow.
    public func validate(_ entities: Entities) -> [Diagnostic] {
        entities.all
            .flatMap { validate($0, in: entities) }
            .sorted { $0.message < $1.message }
    }

    /// What in one of the entities doesn't fit.
    package func validate(_ entity: Entity, in entities: Entities) -> [Diagnostic] {
        guard let definition = entityTypes[entity.uid.type] else { return validateAction(entity, in: entities) }
        var complaints: [String] = []
        if !definition.permits(id: entity.uid.id) { complaints.append("`\(entity.uid.type)` doesn't list \(entity.uid)") }
        complaints += mismatches(.record(entity.attributes), .record(definition.attributes), path: "\(entity.uid)")
        for ancestor in entities.ancestors(of: entity.uid) {
            if !definition.ancestors.contains(ancestor.type) {
                complaints.append("\(entity.uid) can't be in \(ancestor): the schema doesn't allow it")
            } else if !permits(ancestor) {
                complaints.append("\(entity.uid) is in \(ancestor), which `\(ancestor.type)` doesn't list")
            }
        }
        complaints += tagMismatches(entity, definition)
        return complaints.map { finding($0, in: "entities") }
    }

    private func tagMismatches(_ entity: Entity, _ definition: EntityTypeDefinition) -> [String] {
        guard let type = definition.tags else {
            return entity.tags.attributes.isEmpty ? [] : ["\(entity.uid) has tags, but its type declares none"]
        }
        return entity.tags.attributes.flatMap { mismatches($1, type, path: "\(entity.uid).getTag(\($0.text.cedarLiteral))") }
    }

    /// A described action must be as the schema declares it, without attributes.
    private func validateAction(_ entity: Entity, in entities: Entities) -> [Diagnostic] {
        guard let action = actions[entity.uid] else {
            guard !entity.uid.isAction else {
                return [finding("the schema has no action \(entity.uid)", in: "entities", .unknownAction)]
            }
            let hint = Suggestion.phrase(for: entity.uid.type, among: entityTypes.keys)
            return [finding("the schema has no entity type `\(entity.uid.type)`\(hint)", in: "entities", .unknownEntityType)]
        }
        var complaints: [String] = []
        if !entity.attributes.attributes.isEmpty || !entity.tags.attributes.isEmpty {
            complaints.append("the action \(entity.uid) can't have attributes or tags")
        }
        if entities.ancestors(of: entity.uid) != action.ancestors {
            complaints.append("the action \(entity.uid) isn't in the groups that the schema declares")
        }
        return complaints.map { finding($0, in: "entities") }
    }

    private func finding(_ message: String, in what: String, _ code: Diagnostic.Code = .nonconforming) -> Diagnostic {
        Diagnostic(code, message, file: what, at: SourcePosition(line: 1, column: 1))
    }

    /// Where a value isn't of a type; empty if it is.
    private func mismatches(_ value: Value, _ type: CedarType, path: String) -> [String] {
        switch (value, type) {
        case (.bool, .bool), (.long, .long), (.string, .string): return []
        case (.decimal, .extensionType(.decimal)), (.ipaddr, .extensionType(.ipaddr)): return []
        case (.datetime, .extensionType(.datetime)), (.duration, .extensionType(.duration)): return []
        case (.entity(let uid), .entity(let wanted)) where uid.type == wanted:
            return permits(uid) ? [] : ["`\(path)` is \(uid), which the schema doesn't declare"]
        case (.set(let set), .set(let element)):
            return set.elements.flatMap { mismatches($0, element, path: "\(path)[]") }
        case (.record(let record), .record(let wanted)):
            return mismatches(record, wanted, path: path)
        default: return ["`\(path)` must be \(type.name), not \(value.typeName)"]
        }
    }

    private func mismatches(_ record: RecordValue, _ type: RecordType, path: String) -> [String] {
        var complaints: [String] = []
        for (name, value) in record.attributes {
            if let attribute = type.attributes[name] {
                complaints += mismatches(value, attribute.type, path: "\(path).\(name)")
            } else {
                let hint = Suggestion.phrase(for: name.text, among: type.attributes.keys.map(\.text))
                complaints.append("`\(path)` has the attribute `\(name)`, which the schema doesn't declare\(hint)")
            }
        }
        for (name, attribute) in type.attributes where attribute.isRequired && record.attributes[name] == nil {
            complaints.append("`\(path)` lacks the attribute `\(name)`")
        }
        return complaints.sorted()
    }
}
