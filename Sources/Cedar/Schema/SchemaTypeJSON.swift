/// Types in the JSON format of schemas, both ways.
enum SchemaTypeJSON {
    /// Reads a type. An attribute or a common type has further keys beside those of its type.
    static func type(_ cursor: JSONCursor, besides others: Set<String> = []) throws(JSONError) -> SchemaSyntax.TypeSyntax {
        let kind = try cursor.required("type").string()
        try allow(cursor, keys(of: kind), others)
        switch kind {
        case "Boolean": return .builtin(.anyBool)
        case "Long": return .builtin(.long)
        case "String": return .builtin(.string)
        case "Set": return .set(try type(cursor.required("element")))
        case "Record": return .record(try attributes(cursor))
        case "Entity": return .entity(try name(cursor.required("name")))
        case "EntityOrCommon": return .named(try name(cursor.required("name")))
        case "Extension":
            let name = try cursor.required("name")
            guard let type = CedarType.ExtensionType(rawValue: try name.string()) else {
                let known = CedarType.ExtensionType.allCases.map(\.rawValue)
                throw name.refusal("there is no such extension type\(Suggestion.phrase(for: try name.string(), among: known))")
            }
            return .builtin(.extensionType(type))
        default: return .common(try name(cursor.required("type")))
        }
    }

    private static func keys(of kind: String) -> Set<String> {
        switch kind {
        case "Set": ["type", "element"]
        case "Record": ["type", "attributes", "additionalAttributes"]
        case "Entity", "EntityOrCommon", "Extension": ["type", "name"]
        default: ["type"]
        }
    }

    private static func allow(_ cursor: JSONCursor, _ keys: Set<String>, _ others: Set<String>) throws(JSONError) {
        for (key, _) in try cursor.members() where !keys.contains(key) && !others.contains(key) {
            throw cursor.refusal("there is no key `\(key)` here\(Suggestion.phrase(for: key, among: keys.union(others)))")
        }
    }

    private static func attributes(_ cursor: JSONCursor) throws(JSONError) -> [SchemaSyntax.AttributeSyntax] {
        if let additional = cursor.optional("additionalAttributes"), try additional.bool() {
            throw additional.refusal("records with further attributes aren't supported")
        }
        var result: [SchemaSyntax.AttributeSyntax] = []
        for (name, content) in try cursor.required("attributes").members() {
            result.append(
                SchemaSyntax.AttributeSyntax(
                    name: SchemaSyntax.Name(text: name, place: .json(content.place)),
                    isRequired: try content.optional("required")?.bool() ?? true,
                    type: try type(content, besides: ["annotations", "required"]),
                    annotations: try SchemaJSONReader.annotations(content)))
        }
        return result
    }

    /// A name; a built-in type may be given by its full name, such as `__cedar::Long`.
    private static func name(_ cursor: JSONCursor) throws(JSONError) -> SchemaSyntax.Name {
        let name = try cursor.string()
        let plain = name.hasPrefix("__cedar::") ? String(name.dropFirst("__cedar::".count)) : name
        guard plain.isTypeName else { throw cursor.refusal("\(name.cedarLiteral) can't name a type") }
        return SchemaSyntax.Name(text: name, place: .json(cursor.place))
    }
}

extension SchemaTypeJSON {
    /// The members that say which type it is.
    static func members(of type: SchemaSyntax.TypeSyntax) -> [JSON.Member] {
        switch type {
        case .named(let name): kind("EntityOrCommon", JSON.Member("name", .string(name.text)))
        case .entity(let name): kind("Entity", JSON.Member("name", .string(name.text)))
        case .common(let name): kind(name.text)
        case .builtin(.bool): kind("Boolean")
        case .builtin(.extensionType(let type)): kind("Extension", JSON.Member("name", .string(type.rawValue)))
        case .builtin(let type): kind(type.name)
        case .set(let element): kind("Set", JSON.Member("element", json(of: element)))
        case .record(let attributes): kind("Record", JSON.Member("attributes", .object(attributes.map(attribute))))
        }
    }

    static func json(of type: SchemaSyntax.TypeSyntax) -> JSON { .object(members(of: type)) }

    private static func kind(_ name: String, _ others: JSON.Member...) -> [JSON.Member] {
        [JSON.Member("type", .string(name))] + others
    }

    private static func attribute(_ attribute: SchemaSyntax.AttributeSyntax) -> JSON.Member {
        let required = attribute.isRequired ? [] : [JSON.Member("required", .bool(false))]
        return JSON.Member(
            attribute.name.text,
            .object(members(of: attribute.type) + required + SchemaJSONWriter.annotations(attribute.annotations)))
    }
}
