/// Parses types, attributes and actions of a schema (Cedar schema grammar, Type to RefOrRefs).
extension SchemaParser {
    mutating func type() throws(Failure) -> SchemaSyntax.TypeSyntax {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Limits.maximumDepth else {
            throw .init("the type nests deeper than \(Limits.maximumDepth) levels", at: tokens.current.range, code: .nesting)
        }
        if tokens.isSymbol("{") { return .record(try attributes()) }
        if tokens.isWord("Set"), tokens.peek(1).kind == .symbol("<") {
            tokens.advance()
            try tokens.expect("<")
            let element = try type()
            try tokens.expect(">")
            return .set(element)
        }
        return .named(try typePath())
    }

    mutating func attributes() throws(Failure) -> [SchemaSyntax.AttributeSyntax] {
        try tokens.expect("{")
        var result: [SchemaSyntax.AttributeSyntax] = []
        while !tokens.isSymbol("}") {
            let annotations = try tokens.annotations()
            let name = try name("an attribute's name")
            let isRequired = !tokens.accept("?")
            try tokens.expect(":")
            let type = try type()
            result.append(SchemaSyntax.AttributeSyntax(name: name, isRequired: isRequired, type: type, annotations: annotations))
            guard tokens.accept(",") else { break }
        }
        try tokens.expect("}")
        return result
    }

    /// One type, or some in brackets.
    mutating func entityTypes() throws(Failure) -> [SchemaSyntax.Name] {
        guard tokens.accept("[") else { return [try path("an entity type")] }
        if tokens.accept("]") { return [] }
        var types = [try path("an entity type")]
        while tokens.accept(",") { types.append(try path("an entity type")) }
        try tokens.expect("]")
        return types
    }

    mutating func action() throws(Failure) -> SchemaSyntax.ActionDeclaration {
        var names = [try name("the action's name")]
        while tokens.accept(",") { names.append(try name("the action's name")) }
        var result = SchemaSyntax.ActionDeclaration(names: names)
        if tokens.acceptWord("in") { result.parents = try actionReferences() }
        if tokens.acceptWord("appliesTo") { try appliesTo(&result) }
        if tokens.acceptWord("attributes") {
            try tokens.expect("{")
            try tokens.expect("}")
        }
        return result
    }

    private mutating func actionReferences() throws(Failure) -> [SchemaSyntax.ActionReference] {
        guard tokens.accept("[") else { return [try actionReference()] }
        var references = [try actionReference()]
        while tokens.accept(",") { references.append(try actionReference()) }
        try tokens.expect("]")
        return references
    }

    private mutating func actionReference() throws(Failure) -> SchemaSyntax.ActionReference {
        guard case .identifier = tokens.current.kind, tokens.peek(1).kind == .symbol("::") else {
            return SchemaSyntax.ActionReference(type: nil, id: try name("an action's name"))
        }
        let type = try tokens.path("an action's type")
        try tokens.expect("::")
        return SchemaSyntax.ActionReference(type: type, id: try name("a string with the action's name"))
    }

    private mutating func appliesTo(_ action: inout SchemaSyntax.ActionDeclaration) throws(Failure) {
        try tokens.expect("{")
        var seen: Set<String> = []
        while !tokens.isSymbol("}") {
            let token = tokens.current
            let key = try tokens.anyIdentifier("`principal`, `resource` or `context`")
            guard seen.insert(key).inserted else { throw .init("`\(key)` stands twice", at: token.range) }
            try tokens.expect(":")
            switch key {
            case "principal": action.principals = try applicableTypes(key)
            case "resource": action.resources = try applicableTypes(key)
            case "context": action.context = try type()
            default: throw .init("expected `principal`, `resource` or `context`, found `\(key)`", at: token.range)
            }
            guard tokens.accept(",") else { break }
        }
        let end = try tokens.expect("}")
        guard seen.isSuperset(of: ["principal", "resource"]) else {
            throw .init("`appliesTo` needs both `principal` and `resource`", at: end.range)
        }
    }

    private mutating func applicableTypes(_ key: String) throws(Failure) -> [SchemaSyntax.Name] {
        let range = tokens.current.range
        let types = try entityTypes()
        guard !types.isEmpty else {
            throw .init("`\(key)` lists no entity type; leave out `appliesTo` if the action applies to nothing", at: range)
        }
        return types
    }
}
