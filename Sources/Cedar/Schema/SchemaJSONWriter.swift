extension Schema {
    /// The schema in the JSON format, with its common types, annotations and optional attributes as they were declared.
    public func jsonText(isPretty: Bool = false) -> String { json.text(isPretty: isPretty) }

    /// The schema as JSON that ``init(json:)`` reads.
    package var json: JSON { SchemaJSONWriter.json(document) }
}

/// Turns declarations into the JSON format. What stands in several declarations of a text is gathered by namespace and kind.
enum SchemaJSONWriter {
    static func json(_ document: SchemaSyntax.Document) -> JSON {
        let outside = document.declarations.contains { $0.namespace.isEmpty } ? [SchemaSyntax.Namespace(name: "")] : []
        return .object(
            (outside + document.namespaces).map { namespace in
                JSON.Member(namespace.name, content(of: namespace, document.declarations.filter { $0.namespace == namespace.name }))
            })
    }

    static func annotations(_ annotations: [String: String]) -> [JSON.Member] {
        guard !annotations.isEmpty else { return [] }
        let members = annotations.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
        return [JSON.Member("annotations", .object(members))]
    }

    private static func content(of namespace: SchemaSyntax.Namespace, _ declarations: [SchemaSyntax.Placed]) -> JSON {
        var types: [JSON.Member] = []
        var entities: [JSON.Member] = []
        var actions: [JSON.Member] = []
        for placed in declarations {
            let notes = annotations(placed.annotations)
            switch placed.declaration {
            case .type(let declaration):
                types.append(JSON.Member(declaration.name.text, .object(SchemaTypeJSON.members(of: declaration.type) + notes)))
            case .entity(let declaration):
                entities += declaration.names.map { JSON.Member($0.text, .object(members(of: declaration) + notes)) }
            case .action(let declaration):
                actions += declaration.names.map { JSON.Member($0.text, .object(members(of: declaration) + notes)) }
            }
        }
        return .object(
            (types.isEmpty ? [] : [JSON.Member("commonTypes", .object(types))])
                + [JSON.Member("entityTypes", .object(entities)), JSON.Member("actions", .object(actions))]
                + annotations(namespace.annotations))
    }

    private static func members(of entity: SchemaSyntax.EntityDeclaration) -> [JSON.Member] {
        if let ids = entity.ids { return [JSON.Member("enum", .array(ids.map(JSON.string)))] }
        var members: [JSON.Member] = []
        if !entity.parents.isEmpty { members.append(JSON.Member("memberOfTypes", names(entity.parents))) }
        if let shape = entity.shape, !shape.isEmptyRecord { members.append(JSON.Member("shape", SchemaTypeJSON.json(of: shape))) }
        if let tags = entity.tags { members.append(JSON.Member("tags", SchemaTypeJSON.json(of: tags))) }
        return members
    }

    private static func members(of action: SchemaSyntax.ActionDeclaration) -> [JSON.Member] {
        var members: [JSON.Member] = []
        if !action.parents.isEmpty {
            let parents = action.parents.map { parent in
                let type = parent.type.map { [JSON.Member("type", .string($0))] } ?? []
                return JSON.object([JSON.Member("id", .string(parent.id.text))] + type)
            }
            members.append(JSON.Member("memberOf", .array(parents)))
        }
        let context = action.context.map { $0.isEmptyRecord ? [] : [JSON.Member("context", SchemaTypeJSON.json(of: $0))] } ?? []
        guard !action.principals.isEmpty || !action.resources.isEmpty || !context.isEmpty else { return members }
        let appliesTo =
            [JSON.Member("principalTypes", names(action.principals)), JSON.Member("resourceTypes", names(action.resources))] + context
        return members + [JSON.Member("appliesTo", .object(appliesTo))]
    }

    private static func names(_ names: [SchemaSyntax.Name]) -> JSON { .array(names.map { .string($0.text) }) }
}
