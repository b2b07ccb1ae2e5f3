/// Cedar's JSON format of requests (Cedar documentation, "Request JSON"):
///
/// ```json
/// {"principal": {"type": "User", "id": "alice"}, "action": "Action::\"view\"", "resource": {"type": "Photo", "id": "1"}, "context": {}}
/// ```
extension Request {
    /// Reads a request from JSON in UTF-8.
    ///
    /// Principal, action and resource are written `{"type": …, "id": …}`, with or without the `__entity` escape, or as Cedar text
    /// (`"User::\"alice\""`). `context` may be left out; other keys are ignored.
    ///
    /// With a schema, the action must be declared, and its context type directs how the context is read. Whether the request conforms to
    /// the schema otherwise is left to ``Schema/validate(_:)``, so that one can also decide requests that don't.
    public init(json: [UInt8], schema: Schema? = nil) throws(JSONError) {
        try self.init(json: JSON.parse(json), schema: schema)
    }

    /// Reads a request from JSON that has been parsed.
    package init(json: JSON, schema: Schema? = nil) throws(JSONError) {
        self = try within("request") { () throws(JSONError) in try Self.read(json, schema) }
    }

    private static func read(_ json: JSON, _ schema: Schema?) throws(JSONError) -> Request {
        let principal = try json.requiring("principal", role)
        let action = try json.requiring("action", role)
        let resource = try json.requiring("resource", role)
        let definition = schema?.actions[action]
        if let schema, definition == nil {
            let hint = Suggestion.phrase(for: action, among: schema.actions.keys)
            throw JSONError(.nonconforming, "the schema has no action \(action)\(hint)", at: ".action")
        }
        let context = try json.reading("context") { value throws(JSONError) in
            if let type = definition?.context { return try RecordValue(json: value, as: type) }
            guard case .record(let record) = try Value(json: value) else { throw .expected("an object for a record", found: value) }
            return record
        }
        return Request(principal: principal, action: action, resource: resource, context: context ?? RecordValue([:] as [String: Value]))
    }

    private static func role(_ json: JSON) throws(JSONError) -> EntityUID {
        guard let text = json.string else { return try EntityUID(json: json) }
        guard let uid = EntityUID(text) else {
            throw JSONError(.unexpected, "\(text.cedarLiteral) isn't an entity; write Type::\"id\"")
        }
        return uid
    }

    /// The request as JSON text. Throws where a record has an attribute named like an escape.
    public func jsonText(isPretty: Bool = false) throws(JSONError) -> String { try json().text(isPretty: isPretty) }

    /// The request as JSON that ``init(json:schema:)`` reads.
    package func json() throws(JSONError) -> JSON {
        .members(
            ("principal", principal.json), ("action", action.json), ("resource", resource.json), ("context", try context.json()))
    }
}
