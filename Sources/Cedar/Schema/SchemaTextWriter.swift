extension Schema {
    /// The schema in Cedar's schema syntax, with its common types, annotations and optional attributes as they were declared.
    ///
    /// Throws where the syntax can't say what JSON says: attributes of an entity type given by a common type, and a type whose name means
    /// another one. An action that applies to no principal or to no resource is written without `appliesTo`, its context is lost.
    public func cedarText() throws(JSONError) -> String {
        var writer = SchemaTextWriter(names: names)
        try writer.write(document)
        return writer.text
    }
}

/// Writes declarations in Cedar's schema syntax, indented by two spaces.
private struct SchemaTextWriter {
    let names: SchemaNames
    private(set) var text = ""
    private var level = 0
    private var namespace = ""

    init(names: SchemaNames) {
        self.names = names
    }

    mutating func write(_ document: SchemaSyntax.Document) throws(JSONError) {
        for placed in document.declarations where placed.namespace.isEmpty { try write(placed) }
        for space in document.namespaces {
            if !text.isEmpty { text += "\n" }
            write(space.annotations)
            line("namespace \(space.name) {")
            namespace = space.name
            level = 1
            for placed in document.declarations where placed.namespace == space.name { try write(placed) }
            level = 0
            line("}")
        }
    }

    private mutating func line(_ content: String) {
        text += String(repeating: "  ", count: level) + content + "\n"
    }

    /// Annotations with their values; an empty value is left out.
    private mutating func write(_ annotations: [String: String]) {
        for (name, value) in annotations.sorted(by: { $0.key < $1.key }) {
            line("@\(name)" + (value.isEmpty ? "" : "(\(value.cedarLiteral))"))
        }
    }

    private mutating func write(_ placed: SchemaSyntax.Placed) throws(JSONError) {
        write(placed.annotations)
        switch placed.declaration {
        case .type(let declaration): line("type \(declaration.name.text) = \(try type(declaration.type, declaration.name));")
        case .entity(let declaration): line(try entity(declaration) + ";")
        case .action(let declaration): line(try action(declaration) + ";")
        }
    }

    private func entity(_ entity: SchemaSyntax.EntityDeclaration) throws(JSONError) -> String {
        var result = "entity " + entity.names.map(\.text).joined(separator: ", ")
        if let ids = entity.ids { return result + " enum [" + ids.map(\.cedarLiteral).joined(separator: ", ") + "]" }
        if !entity.parents.isEmpty { result += " in [" + entity.parents.map(\.text).joined(separator: ", ") + "]" }
        guard let owner = entity.names.first else { return result }
        if let shape = entity.shape, !shape.isEmptyRecord {
            guard case .record = shape else {
                throw refusal("the Cedar syntax has no attributes by way of a common type", owner)
            }
            result += " " + (try type(shape, owner))
        }
        if let tags = entity.tags { result += " tags " + (try type(tags, owner)) }
        return result
    }

    private func action(_ action: SchemaSyntax.ActionDeclaration) throws(JSONError) -> String {
        var result = "action " + action.names.map { Self.name($0.text) }.joined(separator: ", ")
        if !action.parents.isEmpty {
            let parents = action.parents.map { parent in
                parent.type.map { "\($0)::\(parent.id.text.cedarLiteral)" } ?? Self.name(parent.id.text)
            }
            result += " in [" + parents.joined(separator: ", ") + "]"
        }
        guard let owner = action.names.first, !action.principals.isEmpty, !action.resources.isEmpty else { return result }
        result += " appliesTo {\n" + part("principal: [" + action.principals.map(\.text).joined(separator: ", ") + "]")
        result += part("resource: [" + action.resources.map(\.text).joined(separator: ", ") + "]")
        if let context = action.context, !context.isEmptyRecord { result += part("context: " + (try type(context, owner, depth: 1))) }
        return result + String(repeating: "  ", count: level) + "}"
    }

    private func part(_ content: String) -> String { String(repeating: "  ", count: level + 1) + content + ",\n" }

    private func type(_ type: SchemaSyntax.TypeSyntax, _ owner: SchemaSyntax.Name, depth: Int = 0) throws(JSONError) -> String {
        switch type {
        case .set(let element): return "Set<\(try self.type(element, owner, depth: depth))>"
        case .record(let attributes): return try record(attributes, owner, depth: depth)
        case .named(let name): return name.text
        case .common(let name), .entity(let name): return try reference(to: type, name.text, owner)
        case .builtin(let builtin): return try reference(to: type, builtin.name, owner)
        }
    }

    private func record(
        _ attributes: [SchemaSyntax.AttributeSyntax], _ owner: SchemaSyntax.Name, depth: Int
    ) throws(JSONError) -> String {
        guard !attributes.isEmpty else { return "{}" }
        let indent = String(repeating: "  ", count: level + depth + 1)
        var result = "{\n"
        for attribute in attributes {
            for (name, value) in attribute.annotations.sorted(by: { $0.key < $1.key }) {
                result += indent + "@\(name)" + (value.isEmpty ? "" : "(\(value.cedarLiteral))") + "\n"
            }
            result += indent + Self.name(attribute.name.text) + (attribute.isRequired ? ": " : "?: ")
            result += try type(attribute.type, owner, depth: depth + 1) + ",\n"
        }
        return result + indent.dropLast(2) + "}"
    }

    /// The name by which the text means the same type as the JSON does.
    private func reference(
        to type: SchemaSyntax.TypeSyntax, _ name: String, _ owner: SchemaSyntax.Name
    ) throws(JSONError) -> String {
        let meaning = names.meaning(of: type, in: namespace)
        for candidate in [name, "__cedar::\(name)"] where names.meaning(of: candidate, in: namespace) == meaning { return candidate }
        throw refusal("in the Cedar syntax `\(name)` would mean another type of this name", owner)
    }

    private func refusal(_ message: String, _ owner: SchemaSyntax.Name) -> JSONError {
        switch owner.place {
        case .json(let path): JSONError(.untranslatable, message, at: path)
        case .text(let range): JSONError(.untranslatable, message, at: "\(range.position)")
        }
    }

    /// An attribute's or action's name, in quotation marks where it isn't an identifier that may stand there.
    private static func name(_ text: String) -> String {
        text.isName ? text : text.cedarLiteral
    }
}
