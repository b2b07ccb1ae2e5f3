/// Cedar's JSON format of values (Cedar documentation, "Entities and context syntax"):
///
/// ```json
/// {"owner": {"__entity": {"type": "User", "id": "alice"}}, "from": {"__extn": {"fn": "ip", "arg": "10.0.0.1"}}, "n": 1}
/// ```
///
/// Where the type is known from a schema, the escapes may be left out: `{"type": …, "id": …}` is an entity, `"10.0.0.1"` an address.
extension Value {
    /// Reads a value; the explicit escapes stand for entities and extension values.
    package init(json: JSON) throws(JSONError) { try self.init(json: json, as: nil) }

    /// Reads a value of a type, or without a type as above.
    ///
    /// The type directs how things are read. That longs, strings and booleans are of their type is left to ``Schema/validate(_:)``.
    init(json: JSON, as type: CedarType?) throws(JSONError) {
        switch type {
        case .entity?, .entities?: self = .entity(try EntityUID(json: json))
        case .extensionType(let kind)?: self = try Self.extensionValue(json, of: kind)
        case .set(let element)?:
            guard json.array != nil else { throw .expected("an array for \(CedarType.set(element).name)", found: json) }
            self = .set(try json.items { item throws(JSONError) in try Value(json: item, as: element) })
        case .record(let record)?: self = .record(try RecordValue(json: json, as: record))
        case .bool?, .long?, .string?, .never?, nil: self = try Self.undirected(json)
        }
    }

    private static func undirected(_ json: JSON) throws(JSONError) -> Value {
        switch json {
        case .null: throw JSONError(.unexpected, "null stands for no Cedar value; leave the attribute out")
        case .bool(let value): return .bool(value)
        case .long(let value): return .long(value)
        case .string(let value): return .string(value)
        case .array: return .set(try json.items { item throws(JSONError) in try Value(json: item) })
        case .object:
            if let value = try escaped(json) { return value }
            return .record(try RecordValue(json: json, as: nil))
        }
    }

    /// The value of an escape; nil for a record. As in the reference implementation, an object is an escape only if it has no other
    /// key and what is escaped has its parts; else it is a record with an attribute of that name.
    private static func escaped(_ json: JSON) throws(JSONError) -> Value? {
        guard let members = json.members, members.count == 1 else { return nil }
        if let expression = json["__expr"], expression.string != nil { throw .expressionEscape }
        if let uid = json["__entity"], uid["type"]?.string != nil, uid["id"]?.string != nil { return .entity(try EntityUID(json: json)) }
        if let call = json["__extn"].flatMap(ExtensionCallJSON.init) {
            return try within(".__extn") { () throws(JSONError) in try call.value(isDirected: false) }
        }
        return nil
    }

    /// A call with or without escape, or what the type's constructor takes.
    private static func extensionValue(_ json: JSON, of kind: CedarType.ExtensionType) throws(JSONError) -> Value {
        if json["__expr"]?.string != nil { throw .expressionEscape }
        if let call = json["__extn"].flatMap(ExtensionCallJSON.init) {
            return try within(".__extn") { () throws(JSONError) in try call.value(isDirected: true) }
        }
        if let call = ExtensionCallJSON(json) { return try call.value(isDirected: true) }
        return try ExtensionCallJSON.applying(kind.constructor, to: [try Value(json: json)])
    }
}

extension RecordValue {
    /// Reads an object. With a type its attributes must be those declared, and none that is required may be missing.
    init(json: JSON, as type: RecordType?) throws(JSONError) {
        guard json.members != nil else { throw .expected("an object for a record", found: json) }
        let attributes = try json.entries { name, value throws(JSONError) in
            guard let type else { return try Value(json: value) }
            guard let attribute = type.attributes[ExactString(name)] else {
                let hint = Suggestion.phrase(for: name, among: type.attributes.keys.map(\.text))
                throw JSONError(.nonconforming, "the schema doesn't declare this attribute\(hint)")
            }
            return try Value(json: value, as: attribute.type)
        }
        self.init(attributes)
        let missing = (type?.attributes ?? [:]).filter { $1.isRequired && self.attributes[$0] == nil }.keys.min()
        if let missing { throw JSONError(.nonconforming, "the attribute `\(missing)` is missing") }
    }
}

extension JSONError {
    /// `__expr` has been abolished.
    static var expressionEscape: JSONError {
        JSONError(.unexpected, "`__expr` isn't supported any longer; write `__entity` or `__extn`")
    }
}

extension CedarType.ExtensionType {
    /// The function that makes a value of the type from a string.
    var constructor: ExtensionFunction {
        switch self {
        case .decimal: .decimal
        case .ipaddr: .ip
        case .datetime: .datetime
        case .duration: .duration
        }
    }
}

/// `{"fn": …, "arg": …}` or `{"fn": …, "args": […]}`, unread.
private struct ExtensionCallJSON {
    private let name: String
    private let arguments: [JSON]
    private let isSingle: Bool

    /// Nil where the object isn't a call.
    init?(_ json: JSON) {
        guard let name = json["fn"]?.string else { return nil }
        if let argument = json["arg"] {
            self.init(name: name, arguments: [argument], isSingle: true)
        } else if let arguments = json["args"]?.array {
            self.init(name: name, arguments: arguments, isSingle: false)
        } else {
            return nil
        }
    }

    private init(name: String, arguments: [JSON], isSingle: Bool) {
        self.name = name
        self.arguments = arguments
        self.isSingle = isSingle
    }

    /// The call's value. Where the call stands for a declared extension type, the arguments too may be written without escapes.
    func value(isDirected: Bool) throws(JSONError) -> Value {
        guard let function = ExtensionFunction(rawValue: name) else {
            let hint = Suggestion.phrase(for: name, among: ExtensionFunction.allCases.map(\.rawValue))
            throw JSONError(.unexpected, "there is no function `\(name)`\(hint)", at: ".fn")
        }
        let types = function.signature.operands
        guard types.count == arguments.count else {
            throw JSONError(.invalidValue, "`\(name)` takes \(types.count) arguments, found \(arguments.count)")
        }
        var values: [Value] = []
        for (number, argument) in arguments.enumerated() {
            let value = try within(isSingle ? ".arg" : ".args[\(number)]") { () throws(JSONError) in
                try Value(json: argument, as: isDirected ? types[number] : nil)
            }
            values.append(value)
        }
        return try Self.applying(function, to: values)
    }

    static func applying(_ function: ExtensionFunction, to values: [Value]) throws(JSONError) -> Value {
        do throws(EvaluationError) {
            return try function.apply(values)
        } catch {
            throw JSONError(.invalidValue, error.description)
        }
    }
}
