/// Cedar's JSON format of entities (Cedar documentation, "Entities and context syntax"):
///
/// ```json
/// [{"uid": {"type": "User", "id": "alice"}, "attrs": {"age": 19}, "parents": [{"type": "Group", "id": "staff"}], "tags": {"k": "v"}}]
/// ```
extension Entities {
    /// Reads entities from JSON in UTF-8.
    ///
    /// `uid`, `attrs` and `parents` must be there, `tags` may be left out; other keys are ignored. An entity's name is written
    /// `{"type": …, "id": …}` or `{"__entity": {"type": …, "id": …}}`. Identical duplicates of an entity are accepted.
    ///
    /// With a schema, it directs how attributes and tags are read (a bare string becomes an `ipaddr` where the schema says so), each entity
    /// must conform to it, as with ``Schema/validate(_:)``, and the schema's ``Schema/actionEntities`` are added, as the reference
    /// implementation does. Throws the first thing that is wrong, with its place, such as `entities[3].attrs.owner`.
    public init(json: [UInt8], schema: Schema? = nil) throws(JSONError) {
        try self.init(json: JSON.parse(json), schema: schema)
    }

    /// Reads entities from JSON that has been parsed.
    package init(json: JSON, schema: Schema? = nil) throws(JSONError) {
        let read = try within("entities") { () throws(JSONError) in
            try json.items { item throws(JSONError) in try Entity(json: item, schema: schema) }
        }
        do throws(EntitiesError) {
            try self.init(read)
        } catch {
            throw JSONError(error, among: read)
        }
        guard let schema else { return }
        for (number, entity) in read.enumerated() {
            if let finding = schema.validate(entity, in: self).first {
                throw JSONError(.nonconforming, finding.message, at: "entities[\(number)]")
            }
        }
        add(actions: schema.actionEntities)
    }

    /// The entities as JSON, sorted by their names, so that equal entities give equal texts. Throws where a record has an attribute
    /// named like an escape.
    public func jsonText(isPretty: Bool = false) throws(JSONError) -> String { try json().text(isPretty: isPretty) }

    /// The entities as JSON that ``init(json:schema:)`` reads.
    package func json() throws(JSONError) -> JSON {
        var items: [JSON] = []
        for entity in all.sorted(by: { $0.uid < $1.uid }) { items.append(try entity.json()) }
        return .array(items)
    }
}

extension Entity {
    /// Reads one entity; the schema directs how its attributes and tags are read.
    package init(json: JSON, schema: Schema? = nil) throws(JSONError) {
        let uid = try json.requiring("uid") { value throws(JSONError) in try EntityUID(json: value) }
        // Actions have no declared attributes to direct the reading.
        let definition = uid.isAction ? nil : schema?.entityTypes[uid.type]
        if let schema, definition == nil, !uid.isAction {
            let hint = Suggestion.phrase(for: uid.type, among: schema.entityTypes.keys)
            throw JSONError(.nonconforming, "the schema has no entity type `\(uid.type)`\(hint)", at: ".uid")
        }
        let attributes = try json.requiring("attrs") { value throws(JSONError) in
            try RecordValue(json: value, as: definition?.attributes)
        }
        let parents = try json.requiring("parents") { value throws(JSONError) in
            try value.items { item throws(JSONError) in try EntityUID(json: item, parentOf: uid) }
        }
        let tags = try json.reading("tags") { value throws(JSONError) in
            try value.entries { _, tag throws(JSONError) in
                guard definition == nil || definition?.tags != nil else {
                    throw JSONError(.nonconforming, "the entity type `\(uid.type)` has no tags")
                }
                return try Value(json: tag, as: definition?.tags)
            }
        }
        self.init(uid: uid, attributes: attributes, parents: parents, tags: RecordValue(tags ?? []))
    }

    /// The entity as JSON; `tags` only where there are some.
    package func json() throws(JSONError) -> JSON {
        var members = [
            JSON.Member("uid", uid.json), JSON.Member("attrs", try attributes.json(isOfEntity: true)),
            JSON.Member("parents", .array(Set(parents).sorted().map(\.json))),
        ]
        if !tags.names.isEmpty { members.append(JSON.Member("tags", try tags.json(isOfEntity: true))) }
        return .object(members)
    }
}

extension EntityUID {
    /// Reads `{"type": …, "id": …}` or `{"__entity": {"type": …, "id": …}}`; other keys are ignored.
    package init(json: JSON) throws(JSONError) {
        if json["__expr"]?.string != nil { throw .expressionEscape }
        let isEscaped = json["__entity"]?["type"]?.string != nil && json["__entity"]?["id"]?.string != nil
        let inner = isEscaped ? json["__entity"] ?? json : json
        guard let type = inner["type"]?.string, let id = inner["id"]?.string else {
            throw JSONError(.unexpected, "expected an entity, {\"type\": …, \"id\": …}, found \(json.kindName)")
        }
        guard type.isTypeName else {
            throw JSONError(.unexpected, "\(type.cedarLiteral) can't name an entity type", at: isEscaped ? ".__entity.type" : ".type")
        }
        self.init(type: type, id: id)
    }

    /// Reads a parent; an action can be in actions alone.
    fileprivate init(json: JSON, parentOf child: EntityUID) throws(JSONError) {
        try self.init(json: json)
        if child.isAction, !isAction { throw JSONError(.unexpected, "the action \(child) can be in actions only, not in \(self)") }
    }

    /// `{"type": …, "id": …}`.
    package var json: JSON { .members(("type", .string(type)), ("id", .string(id))) }
}

extension JSONError {
    /// A refusal of the whole, placed at the last description of the entity concerned.
    fileprivate init(_ error: EntitiesError, among entities: [Entity]) {
        let (code, uid): (Code, EntityUID) =
            switch error {
            case .cycle(let uid): (.entityCycle, uid)
            case .conflict(let uid): (.entityConflict, uid)
            }
        let place = entities.lastIndex { $0.uid == uid }.map { "entities[\($0)]" } ?? "entities"
        self.init(code, error.description, at: place)
    }
}
