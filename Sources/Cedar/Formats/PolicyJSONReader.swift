/// Reads one policy or template in Cedar's JSON policy format.
extension PolicyContent {
    init(json: JSONCursor) throws(JSONError) {
        let fields = try json.fields(["effect", "principal", "action", "resource", "conditions"], optional: ["annotations"])
        effect = try Self.effect(fields["effect"])
        scope = [
            try Self.scope(.principal, fields["principal"]), try Self.scope(.action, fields["action"]),
            try Self.scope(.resource, fields["resource"]),
        ]
        var conditions: [Condition] = []
        for item in try fields["conditions"].items() { conditions.append(try Self.condition(item)) }
        self.conditions = conditions
        annotations = try fields.optional("annotations").map(Self.annotations) ?? []
    }

    /// Whether the scope leaves a slot open.
    var isTemplate: Bool { scope.contains { $0.slot != nil } }

    private static func effect(_ json: JSONCursor) throws(JSONError) -> Effect {
        let word = try json.string()
        guard let effect = Effect(rawValue: word) else { throw json.refusal("expected `permit` or `forbid`, found `\(word)`") }
        return effect
    }

    private static func annotations(_ json: JSONCursor) throws(JSONError) -> [Annotation] {
        var result: [Annotation] = []
        for (name, value) in try json.members() {
            guard name.isIdentifier else { throw value.refusal("\(name.cedarLiteral) isn't an annotation's name") }
            result.append(Annotation(name: name, value: value.value == .null ? nil : try value.string()))
        }
        return result.sorted { $0.name < $1.name }
    }

    private static func condition(_ json: JSONCursor) throws(JSONError) -> Condition {
        let fields = try json.fields(["kind", "body"])
        let word = try fields["kind"].string()
        guard let kind = Condition.Kind(rawValue: word) else {
            throw fields["kind"].refusal("expected `when` or `unless`, found `\(word)`")
        }
        let body = try Expression(json: fields["body"])
        return Condition(kind: kind, body: body, range: body.range)
    }

    private static func scope(_ variable: Variable, _ json: JSONCursor) throws(JSONError) -> Scope {
        guard let operation = json.value["op"] else { throw json.refusal("the key `op` is missing") }
        let constraint: Scope.Constraint =
            switch (operation.string, variable) {
            case ("All", _), ("all", _): try all(json)
            case ("==", _): .equal(try reference(variable, json, besides: ["op"]))
            case ("in", .action): try actionContainer(json)
            case ("in", _): .within(try reference(variable, json, besides: ["op"]))
            case ("is", .principal), ("is", .resource): try isType(variable, json)
            default: throw json.refusal("`op` must be one of `All`, `==`, `in`\(variable == .action ? "" : ", `is`")")
            }
        return Scope(variable, constraint, range: Expression.synthetic(.variable(variable)).range)
    }

    private static func all(_ json: JSONCursor) throws(JSONError) -> Scope.Constraint {
        _ = try json.fields(["op"])
        return .any
    }

    private static func isType(_ variable: Variable, _ json: JSONCursor) throws(JSONError) -> Scope.Constraint {
        let fields = try json.fields(["op", "entity_type"], optional: ["in"])
        let type = try fields["entity_type"].entityType()
        guard let container = fields.optional("in") else { return .isType(type, within: nil) }
        return .isType(type, within: try reference(variable, container, besides: []))
    }

    /// One action or a list of them.
    private static func actionContainer(_ json: JSONCursor) throws(JSONError) -> Scope.Constraint {
        guard json.value["entities"] != nil else { return .within(try reference(.action, json, besides: ["op"])) }
        var actions: [EntityUID] = []
        for item in try json.fields(["op", "entities"])["entities"].items() { actions.append(try action(item)) }
        return .withinAny(actions)
    }

    /// An entity, or for principal and resource the slot of the same name.
    private static func reference(
        _ variable: Variable, _ json: JSONCursor, besides others: [String]
    ) throws(JSONError) -> EntityReference {
        guard json.value["slot"] != nil, variable != .action else {
            let entity = try json.fields(others + ["entity"])["entity"]
            return .entity(variable == .action ? try action(entity) : try entity.entity())
        }
        let cursor = try json.fields(others + ["slot"])["slot"]
        let name = try cursor.string()
        guard let slot = Slot(rawValue: name), name.isExactly("?\(variable.rawValue)") else {
            throw cursor.refusal("the slot `\(name)` can't stand here; `?\(variable.rawValue)` can")
        }
        return .slot(slot)
    }

    private static func action(_ json: JSONCursor) throws(JSONError) -> EntityUID {
        let uid = try json.entity()
        guard uid.isAction else {
            throw json.refusal("an action's type is `Action`, optionally in a namespace, not `\(uid.type)`")
        }
        return uid
    }
}
