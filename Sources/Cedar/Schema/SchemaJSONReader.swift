/// Cedar's JSON format of schemas (Cedar documentation, "JSON schema grammar"):
///
/// ```json
/// {"App": {
///   "commonTypes": {"Name": {"type": "String"}},
///   "entityTypes": {"User": {"memberOfTypes": ["Group"], "shape": {"type": "Record", "attributes": {
///     "name": {"type": "EntityOrCommon", "name": "Name"}, "age": {"type": "Long", "required": false}}}}, "Group": {}},
///   "actions": {"read": {"appliesTo": {"principalTypes": ["User"], "resourceTypes": ["Group"]}}}}}
/// ```
extension Schema {
    /// Reads the JSON format in UTF-8 and resolves its names. Throws the first thing that is wrong, with its place, such as
    /// `schema.App.entityTypes.User.memberOfTypes[0]`.
    public init(json: [UInt8]) throws(JSONError) {
        try self.init(json: JSON.parse(json))
    }

    /// Reads a schema from JSON that has been parsed.
    package init(json: JSON) throws(JSONError) {
        let document = try SchemaJSONReader.document(JSONCursor(value: json, place: "schema"))
        do throws(Refusal) {
            try self.init(resolving: document)
        } catch {
            throw error.complaints.first?.jsonError ?? JSONError(.schema, "the schema can't be resolved", at: "schema")
        }
    }
}

extension SchemaSyntax.Complaint {
    fileprivate var jsonError: JSONError {
        switch place {
        case .json(let path): JSONError(.schema, message, at: path)
        case .text(let range): JSONError(.schema, message, at: "\(range.position)")
        }
    }
}

/// Turns the JSON format into the declarations that the text format gives.
enum SchemaJSONReader {
    static func document(_ cursor: JSONCursor) throws(JSONError) -> SchemaSyntax.Document {
        var document = SchemaSyntax.Document()
        for (name, content) in try cursor.members() {
            guard name.isEmpty || name.isTypeName else { throw content.refusal("\(name.cedarLiteral) can't name a namespace") }
            try content.allow(["commonTypes", "entityTypes", "actions", "annotations"])
            let annotations = try annotations(content)
            if !name.isEmpty {
                document.namespaces.append(SchemaSyntax.Namespace(name: name, annotations: annotations))
            } else if !annotations.isEmpty {
                throw content.refusal("what stands outside of all namespaces can't have annotations together")
            }
            document.declarations += try commonTypes(content, name) + entityTypes(content, name) + actions(content, name)
        }
        return document
    }

    static func annotations(_ cursor: JSONCursor) throws(JSONError) -> [String: String] {
        var result: [String: String] = [:]
        for (name, value) in try cursor.optional("annotations")?.members() ?? [] {
            guard name.isIdentifier else { throw value.refusal("\(name.cedarLiteral) can't name an annotation") }
            // Null is the annotation without value.
            result[name] = value.value == .null ? "" : try value.string()
        }
        return result
    }

    private static func commonTypes(_ cursor: JSONCursor, _ namespace: String) throws(JSONError) -> [SchemaSyntax.Placed] {
        var result: [SchemaSyntax.Placed] = []
        for (name, content) in try cursor.optional("commonTypes")?.members() ?? [] {
            guard !SchemaSyntax.TypeDeclaration.reserved.contains(name) else {
                throw content.refusal("`\(name)` is reserved and can't name a type")
            }
            let declaration = SchemaSyntax.TypeDeclaration(
                name: try identifier(name, content), type: try SchemaTypeJSON.type(content, besides: ["annotations"]))
            result.append(.init(namespace: namespace, declaration: .type(declaration), annotations: try annotations(content)))
        }
        return result
    }

    private static func entityTypes(_ cursor: JSONCursor, _ namespace: String) throws(JSONError) -> [SchemaSyntax.Placed] {
        var result: [SchemaSyntax.Placed] = []
        for (name, content) in try cursor.required("entityTypes").members() {
            try content.allow(["memberOfTypes", "shape", "tags", "enum", "annotations"])
            var declaration = SchemaSyntax.EntityDeclaration(names: [try identifier(name, content)])
            if let choices = content.optional("enum") {
                for key in ["memberOfTypes", "shape", "tags"] where content.optional(key) != nil {
                    throw content.refusal("an enumerated entity type can't have `\(key)`")
                }
                declaration.ids = try strings(choices)
                if declaration.ids?.isEmpty == true { throw choices.refusal("an enumerated entity type lists one id at least") }
            }
            if let parents = content.optional("memberOfTypes") { declaration.parents = try typeNames(parents) }
            if let shape = content.optional("shape") { declaration.shape = try SchemaTypeJSON.type(shape) }
            if let tags = content.optional("tags") { declaration.tags = try SchemaTypeJSON.type(tags) }
            result.append(.init(namespace: namespace, declaration: .entity(declaration), annotations: try annotations(content)))
        }
        return result
    }

    private static func actions(_ cursor: JSONCursor, _ namespace: String) throws(JSONError) -> [SchemaSyntax.Placed] {
        var result: [SchemaSyntax.Placed] = []
        for (name, content) in try cursor.required("actions").members() {
            try content.allow(["attributes", "appliesTo", "memberOf", "annotations"])
            if let attributes = content.optionalUnlessNull("attributes") { throw attributes.refusal("actions can't have attributes") }
            var declaration = SchemaSyntax.ActionDeclaration(names: [.init(text: name, place: .json(content.place))])
            for parent in try content.optionalUnlessNull("memberOf")?.items() ?? [] {
                try parent.allow(["id", "type"])
                let id = SchemaSyntax.Name(text: try parent.required("id").string(), place: .json(parent.place))
                let type = try parent.optionalUnlessNull("type").map { type throws(JSONError) in try typeName(type).text }
                declaration.parents.append(SchemaSyntax.ActionReference(type: type, id: id))
            }
            if let appliesTo = content.optionalUnlessNull("appliesTo") {
                try appliesTo.allow(["principalTypes", "resourceTypes", "context"])
                declaration.principals = try typeNames(appliesTo.required("principalTypes"))
                declaration.resources = try typeNames(appliesTo.required("resourceTypes"))
                if let context = appliesTo.optional("context") { declaration.context = try SchemaTypeJSON.type(context) }
            }
            result.append(.init(namespace: namespace, declaration: .action(declaration), annotations: try annotations(content)))
        }
        return result
    }

    private static func identifier(_ name: String, _ cursor: JSONCursor) throws(JSONError) -> SchemaSyntax.Name {
        guard name.isIdentifier, name.isTypeName else { throw cursor.refusal("\(name.cedarLiteral) can't name a type") }
        return SchemaSyntax.Name(text: name, place: .json(cursor.place))
    }

    private static func typeNames(_ cursor: JSONCursor) throws(JSONError) -> [SchemaSyntax.Name] {
        var result: [SchemaSyntax.Name] = []
        for item in try cursor.items() { result.append(try typeName(item)) }
        return result
    }

    private static func typeName(_ cursor: JSONCursor) throws(JSONError) -> SchemaSyntax.Name {
        let name = try cursor.string()
        guard name.isTypeName else { throw cursor.refusal("\(name.cedarLiteral) can't name a type") }
        return SchemaSyntax.Name(text: name, place: .json(cursor.place))
    }

    private static func strings(_ cursor: JSONCursor) throws(JSONError) -> [String] {
        var result: [String] = []
        for item in try cursor.items() { result.append(try item.string()) }
        return result
    }
}
