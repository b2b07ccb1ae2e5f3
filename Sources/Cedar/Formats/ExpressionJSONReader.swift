/// Reads expressions in Cedar's JSON policy format. The depth of the JSON bounds the recursion.
extension Expression {
    init(json: JSONCursor) throws(JSONError) {
        let (name, operand) = try json.member("an operator")
        let kind = try Self.kind(name, operand, in: json)
        self = .synthetic(kind)
        guard depth <= Limits.maximumExpressionDepth else {
            throw json.refusal("the expression nests deeper than \(Limits.maximumExpressionDepth) levels; split it", .nesting)
        }
    }

    private static func kind(_ name: String, _ operand: JSONCursor, in whole: JSONCursor) throws(JSONError) -> Kind {
        switch name {
        case "Value": return try Expression(value: operand).kind
        case "Var": return .variable(try variable(operand))
        case "Slot": throw whole.refusal("a slot can stand in the scope alone")
        case "!": return .not(try argument(operand))
        case "neg": return .negate(try argument(operand))
        case "isEmpty": return .isEmpty(try argument(operand))
        case "&&", "||": return try chain(name, operand)
        case ".": return try attribute(operand)
        case "has": return try has(operand)
        case "like": return try like(operand)
        case "is": return try isType(operand)
        case "if-then-else": return try conditional(operand)
        case "Set": return .set(try list(operand))
        case "Record": return .record(try record(operand))
        default: return try binaryOrCall(name, operand, in: whole)
        }
    }

    private static func binaryOrCall(_ name: String, _ operand: JSONCursor, in whole: JSONCursor) throws(JSONError) -> Kind {
        if let operation = BinaryOperator(rawValue: name) {
            let (left, right) = try operands(operand)
            return .binary(operation, left, right)
        }
        guard let function = ExtensionFunction(rawValue: name) else {
            let known = ExtensionFunction.allCases.map(\.rawValue) + ["Value", "Var", "Set", "Record", "contains", "containsAll"]
            throw whole.refusal("`\(name)` isn't an operator or a function\(Suggestion.phrase(for: name, among: known))")
        }
        return try call(function, try list(operand), at: operand)
    }

    fileprivate static func call(_ function: ExtensionFunction, _ arguments: [Expression], at place: JSONCursor) throws(JSONError) -> Kind {
        guard function.isConstructor || !arguments.isEmpty else {
            throw place.refusal("the method `\(function.rawValue)` needs what it is called on as its first argument")
        }
        return .call(function, arguments)
    }

    private static func variable(_ json: JSONCursor) throws(JSONError) -> Variable {
        let name = try json.string()
        guard let variable = Variable(rawValue: name) else {
            throw json.refusal("`\(name)` isn't a variable; these are `principal`, `action`, `resource` and `context`")
        }
        return variable
    }

    private static func argument(_ json: JSONCursor) throws(JSONError) -> Expression {
        try Expression(json: try json.fields(["arg"])["arg"])
    }

    private static func operands(_ json: JSONCursor) throws(JSONError) -> (Expression, Expression) {
        let fields = try json.fields(["left", "right"])
        return (try Expression(json: fields["left"]), try Expression(json: fields["right"]))
    }

    /// What nests to the left is one chain, as it is when parsed from text.
    private static func chain(_ name: String, _ json: JSONCursor) throws(JSONError) -> Kind {
        let (left, right) = try operands(json)
        switch (name, left.kind) {
        case ("&&", .and(let parts)): return .and(parts + [right])
        case ("||", .or(let parts)): return .or(parts + [right])
        default: return name == "&&" ? .and([left, right]) : .or([left, right])
        }
    }

    private static func attribute(_ json: JSONCursor) throws(JSONError) -> Kind {
        let fields = try json.fields(["left", "attr"])
        return .attribute(try Expression(json: fields["left"]), ExactString(try fields["attr"].string()))
    }

    /// With one name, or an array of names for a path. Text can hold identifiers alone in a path.
    private static func has(_ json: JSONCursor) throws(JSONError) -> Kind {
        let fields = try json.fields(["left", "attr"])
        let left = try Expression(json: fields["left"])
        if case .string(let name) = fields["attr"].value { return .has(left, [ExactString(name)]) }
        let names = try fields["attr"].items()
        guard !names.isEmpty else { throw fields["attr"].refusal("the path is empty; name an attribute") }
        var path: [ExactString] = []
        for item in names {
            let name = try item.string()
            guard names.count == 1 || name.isName else {
                throw item.refusal("\(name.cedarLiteral) isn't an identifier, which each name in a path must be")
            }
            path.append(ExactString(name))
        }
        return .has(left, path)
    }

    private static func like(_ json: JSONCursor) throws(JSONError) -> Kind {
        let fields = try json.fields(["left", "pattern"])
        let left = try Expression(json: fields["left"])
        var parts: [Pattern.Part] = []
        for item in try fields["pattern"].items() {
            if case .string(let word) = item.value, word.isExactly("Wildcard") {
                parts.append(.wildcard)
            } else {
                parts += try item.fields(["Literal"])["Literal"].string().unicodeScalars.map { .scalar($0) }
            }
        }
        return .like(left, Pattern(parts: parts))
    }

    private static func isType(_ json: JSONCursor) throws(JSONError) -> Kind {
        let fields = try json.fields(["left", "entity_type"], optional: ["in"])
        let left = try Expression(json: fields["left"])
        let type = try fields["entity_type"].entityType()
        guard let container = fields.optional("in") else { return .isType(left, type, within: nil) }
        return .isType(left, type, within: try Expression(json: container))
    }

    private static func conditional(_ json: JSONCursor) throws(JSONError) -> Kind {
        let fields = try json.fields(["if", "then", "else"])
        return .conditional(
            try Expression(json: fields["if"]), then: try Expression(json: fields["then"]), else: try Expression(json: fields["else"]))
    }

    private static func list(_ json: JSONCursor) throws(JSONError) -> [Expression] {
        var result: [Expression] = []
        for item in try json.items() { result.append(try Expression(json: item)) }
        return result
    }

    private static func record(_ json: JSONCursor) throws(JSONError) -> [RecordField] {
        var fields: [RecordField] = []
        for (key, value) in try json.members() {
            fields.append(RecordField(name: ExactString(key), value: try Expression(json: value)))
        }
        return fields
    }
}

/// The constants below `Value`: those of entities as JSON, with the escapes `__entity` and `__extn`.
extension Expression {
    fileprivate init(value json: JSONCursor) throws(JSONError) {
        switch json.value {
        case .null: throw json.refusal("Cedar has no null")
        case .bool(let value): self = .synthetic(.literal(.bool(value)))
        case .long(let value): self = .synthetic(.literal(.long(value)))
        case .string(let text): self = .synthetic(.literal(.string(text)))
        case .array: self = .synthetic(.set(try Self.values(json)))
        case .object: self = try Self.object(try json.members(), json)
        }
    }

    private static func object(_ members: [(key: String, cursor: JSONCursor)], _ json: JSONCursor) throws(JSONError) -> Expression {
        if members.count == 1, let member = members.first {
            switch member.key {
            case "__entity": return .synthetic(.literal(.entity(try member.cursor.typeAndID())))
            case "__extn": return .synthetic(try extensionCall(member.cursor))
            case "__expr": throw json.refusal("the escape `__expr` is no longer part of Cedar; write the expression as JSON")
            default: break
            }
        }
        var fields: [RecordField] = []
        for (key, cursor) in members { fields.append(RecordField(name: ExactString(key), value: try Expression(value: cursor))) }
        return .synthetic(.record(fields))
    }

    private static func values(_ json: JSONCursor) throws(JSONError) -> [Expression] {
        var result: [Expression] = []
        for item in try json.items() { result.append(try Expression(value: item)) }
        return result
    }

    /// `{"fn": "ip", "arg": "::1"}`, or with `args`.
    private static func extensionCall(_ json: JSONCursor) throws(JSONError) -> Kind {
        let fields = try json.fields(["fn"], optional: ["arg", "args"])
        let name = try fields["fn"].string()
        guard let function = ExtensionFunction(rawValue: name) else {
            let known = ExtensionFunction.allCases.map(\.rawValue)
            throw fields["fn"].refusal("`\(name)` isn't a function\(Suggestion.phrase(for: name, among: known))")
        }
        switch (fields.optional("arg"), fields.optional("args")) {
        case (let argument?, nil): return try call(function, [try Expression(value: argument)], at: json)
        case (nil, let arguments?): return try call(function, try values(arguments), at: json)
        default: throw json.refusal("give either `arg` or `args`")
        }
    }
}

extension JSONCursor {
    /// The name of an entity type, in the form in which Cedar writes it.
    func entityType() throws(JSONError) -> String {
        let type = try string()
        guard type.isTypeName else { throw refusal("\(type.cedarLiteral) isn't an entity type such as `User` or `Photos::User`") }
        return type
    }

    /// `{"type": "User", "id": "alice"}`.
    func typeAndID() throws(JSONError) -> EntityUID {
        let fields = try fields(["type", "id"])
        return EntityUID(type: try fields["type"].entityType(), id: try fields["id"].string())
    }

    /// The same, or `{"__entity": {"type": …, "id": …}}`.
    func entity() throws(JSONError) -> EntityUID {
        guard value["__entity"] != nil else { return try typeAndID() }
        return try fields(["__entity"])["__entity"].typeAndID()
    }
}
