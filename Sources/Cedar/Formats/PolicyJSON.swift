/// Cedar's JSON policy format: `{"effect": "permit", "principal": {"op": "All"}, …, "conditions": [{"kind": "when", "body": …}]}`
/// (Cedar, "JSON policy format"). Written as the reference implementation writes it, save that `has` with a path keeps its path.
extension PolicyContent {
    /// The policy as JSON. Throws where it would nest deeper than it could be read again; the place is below `place`.
    func json(at place: String) throws(JSONError) -> JSON {
        var members: [JSON.Member] = [
            JSON.Member("effect", .string(effect.rawValue)),
            JSON.Member("principal", scope[0].json), JSON.Member("action", scope[1].json), JSON.Member("resource", scope[2].json),
            JSON.Member("conditions", .array(try conditionsJSON(at: place))),
        ]
        if !annotations.isEmpty {
            members.append(JSON.Member("annotations", .object(annotations.map { .init($0.name, $0.value.map(JSON.string) ?? .null) })))
        }
        return .object(members)
    }

    private func conditionsJSON(at place: String) throws(JSONError) -> [JSON] {
        var result: [JSON] = []
        for (number, condition) in conditions.enumerated() {
            let writer = ExpressionJSONWriter(place: (place.isEmpty ? "" : place + ".") + "conditions[\(number)].body")
            result.append(.members(("kind", .string(condition.kind.rawValue)), ("body", try writer.json(condition.body))))
        }
        return result
    }
}

extension Scope {
    /// `{"op": "==", "entity": {"type": "User", "id": "alice"}}` and the like.
    fileprivate var json: JSON {
        switch constraint {
        case .any: .members(("op", .string("All")))
        case .equal(let reference): .object([.init("op", .string("==")), reference.member])
        case .within(let reference): .object([.init("op", .string("in")), reference.member])
        // A list of one is written as the one, as the reference implementation reads it from text.
        case .withinAny(let uids) where uids.count == 1: .members(("op", .string("in")), ("entity", uids[0].json))
        case .withinAny(let uids): .members(("op", .string("in")), ("entities", .array(uids.map(\.json))))
        case .isType(let type, nil): .members(("op", .string("is")), ("entity_type", .string(type)))
        case .isType(let type, let container?):
            .members(("op", .string("is")), ("entity_type", .string(type)), ("in", .object([container.member])))
        }
    }
}

extension EntityReference {
    fileprivate var member: JSON.Member {
        switch self {
        case .entity(let uid): .init("entity", uid.json)
        case .slot(let slot): .init("slot", .string(slot.rawValue))
        }
    }
}
