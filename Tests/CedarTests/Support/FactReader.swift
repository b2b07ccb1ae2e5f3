@testable import Cedar

/// Reads entities and contexts in Cedar's JSON form, with a schema to tell what a bare string stands for.
struct FactReader {
    let schema: Schema?

    struct Refusal: Error {
        let reason: String
    }

    func entities(_ json: JSON) throws -> Entities {
        var entities = try (json.array ?? []).map(entity)
        // Actions' groups are known from the schema.
        let described = Set(entities.map(\.uid))
        entities += (schema?.actionEntities ?? []).filter { !described.contains($0.uid) }
        return try Entities(entities)
    }

    func request(_ json: JSON) throws -> Request {
        let action = try uid(json["action"])
        return Request(
            principal: try uid(json["principal"]), action: action, resource: try uid(json["resource"]),
            context: try record(json["context"], schema?.actions[action]?.context))
    }

    private func entity(_ json: JSON) throws -> Entity {
        let uid = try uid(json["uid"])
        let definition = schema?.entityTypes[uid.type]
        let tags = try (json["tags"].map(members) ?? []).map { (name: $0.key, value: try value($0.value, definition?.tags)) }
        return Entity(
            uid: uid, attributes: try record(json["attrs"], definition?.attributes),
            parents: try (json["parents"]?.array ?? []).map(self.uid), tags: RecordValue(tags))
    }

    func uid(_ json: JSON?) throws -> EntityUID {
        guard let json, let inner = Optional(json["__entity"] ?? json), let type = inner["type"]?.string, let id = inner["id"]?.string
        else { throw Refusal(reason: "no entity") }
        return EntityUID(type: type, id: id)
    }

    private func members(_ json: JSON) -> [JSON.Member] {
        if case .object(let members) = json { return members }
        return []
    }

    private func record(_ json: JSON?, _ type: RecordType?) throws -> RecordValue {
        RecordValue(
            try (json.map(members) ?? []).map {
                (name: $0.key, value: try value($0.value, type?.attributes[ExactString($0.key)]?.type))
            })
    }

    func value(_ json: JSON, _ type: CedarType?) throws -> Value {
        switch (json, type) {
        case (.null, _): throw Refusal(reason: "null")
        case (.string(let text), .extensionType(let kind)?): return try call(kind == .ipaddr ? "ip" : kind.rawValue, [.string(text)])
        case (.object, .extensionType?) where json["fn"] != nil: return try extensionValue(json)
        case (.object, .entity?): return .entity(try uid(json))
        case (.bool(let value), _): return .bool(value)
        case (.long(let value), _): return .long(value)
        case (.string(let value), _): return .string(value)
        case (.array(let items), .set(let element)?): return .set(try items.map { try value($0, element) })
        case (.array(let items), _): return .set(try items.map { try value($0, nil) })
        case (.object, .record(let type)?): return .record(try record(json, type))
        case (.object, _):
            if json["__entity"] != nil { return .entity(try uid(json)) }
            if let inner = json["__extn"] { return try extensionValue(inner) }
            return .record(try record(json, nil))
        }
    }

    private func extensionValue(_ json: JSON) throws -> Value {
        let inner = json["__extn"] ?? json
        guard let name = inner["fn"]?.string else { throw Refusal(reason: "no function") }
        let arguments = try (inner["args"]?.array ?? inner["arg"].map { [$0] } ?? []).map { try value($0, nil) }
        return try call(name, arguments)
    }

    private func call(_ name: String, _ arguments: [Value]) throws -> Value {
        guard let function = ExtensionFunction(rawValue: name) else { throw Refusal(reason: name) }
        return try function.apply(arguments)
    }
}
