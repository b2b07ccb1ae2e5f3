/// Parses the Cedar schema syntax (Cedar schema grammar). After an error it goes on with the next declaration.
struct SchemaParser {
    typealias Failure = TokenStream.Failure

    var tokens: TokenStream
    /// How many types are being parsed inside each other.
    var depth = 0
    private var document = SchemaSyntax.Document()
    private var complaints: Complaints
    private var namespaces: Set<String> = []

    /// The declarations of a text in their order, and all complaints.
    static func parse(_ source: PolicySource) -> (document: SchemaSyntax.Document, errors: [Diagnostic]) {
        var parser = SchemaParser(source)
        while !parser.tokens.isAtEnd, !parser.complaints.isFull { parser.topLevel() }
        return (parser.document, parser.complaints.errors)
    }

    private init(_ source: PolicySource) {
        tokens = TokenStream(source.text)
        complaints = Complaints(file: source.file)
    }

    /// Runs a step; on failure notes it and skips the rest of the declaration.
    private mutating func guarded(_ step: (inout SchemaParser) throws(Failure) -> Void) {
        let start = tokens.index
        do throws(Failure) {
            try step(&self)
        } catch {
            complaints.note(error)
            depth = 0
            tokens.skipDeclaration(from: start)
        }
    }

    private mutating func topLevel() {
        guard !tokens.isSymbol("}") else {
            complaints.note(tokens.unexpected("`namespace`, `entity`, `action` or `type`"))
            tokens.advance()
            return
        }
        var namespace: String?
        guarded { parser throws(Failure) in
            let annotations = try parser.tokens.annotations()
            if parser.tokens.isWord("namespace") {
                namespace = try parser.namespaceHead(annotations)
            } else {
                try parser.declaration(in: "", annotations)
            }
        }
        guard let namespace else { return }
        while !tokens.isSymbol("}"), !tokens.isAtEnd, !tokens.startsNamespace, !complaints.isFull {
            guarded { parser throws(Failure) in
                try parser.declaration(in: namespace, parser.tokens.annotations())
            }
        }
        if !tokens.accept("}") { complaints.note(tokens.unexpected("`entity`, `action`, `type` or `}`")) }
    }

    /// The name, up to the opening brace. A name that stands twice is noted; its declarations are read all the same.
    private mutating func namespaceHead(_ annotations: [String: String]) throws(Failure) -> String {
        tokens.advance()
        let token = tokens.current
        let name = try tokens.path("the namespace's name")
        if !namespaces.insert(name).inserted {
            complaints.note(.init("the namespace `\(name)` is declared twice", at: token.range, code: .schema))
        }
        document.namespaces.append(SchemaSyntax.Namespace(name: name, annotations: annotations))
        try tokens.expect("{")
        return name
    }

    private mutating func declaration(in namespace: String, _ annotations: [String: String]) throws(Failure) {
        let declaration: SchemaSyntax.Declaration
        if tokens.acceptWord("entity") {
            declaration = .entity(try entity())
        } else if tokens.acceptWord("action") {
            declaration = .action(try action())
        } else if tokens.acceptWord("type") {
            declaration = .type(try commonType())
        } else {
            throw tokens.unexpected(namespace.isEmpty ? "`namespace`, `entity`, `action` or `type`" : "`entity`, `action`, `type` or `}`")
        }
        try tokens.expect(";")
        document.declarations.append(SchemaSyntax.Placed(namespace: namespace, declaration: declaration, annotations: annotations))
    }

    private mutating func entity() throws(Failure) -> SchemaSyntax.EntityDeclaration {
        var names = [try identifier("an entity type's name")]
        while tokens.accept(",") { names.append(try identifier("an entity type's name")) }
        var result = SchemaSyntax.EntityDeclaration(names: names)
        if tokens.acceptWord("enum") {
            result.ids = try enumeration()
            return result
        }
        if tokens.acceptWord("in") { result.parents = try entityTypes() }
        if tokens.accept("=") || tokens.isSymbol("{") { result.shape = .record(try attributes()) }
        if tokens.acceptWord("tags") { result.tags = try type() }
        return result
    }

    private mutating func enumeration() throws(Failure) -> [String] {
        try tokens.expect("[")
        var ids = [try tokens.string("a string with an entity's id")]
        while tokens.accept(",") { ids.append(try tokens.string("a string with an entity's id")) }
        try tokens.expect("]")
        return ids
    }

    private mutating func commonType() throws(Failure) -> SchemaSyntax.TypeDeclaration {
        let name = try identifier("the type's name")
        if SchemaSyntax.TypeDeclaration.reserved.contains(name.text) {
            throw .init("`\(name.text)` is reserved and can't name a type", at: tokens.previous.range, code: .schema)
        }
        try tokens.expect("=")
        return SchemaSyntax.TypeDeclaration(name: name, type: try type())
    }

    mutating func identifier(_ wanted: String) throws(Failure) -> SchemaSyntax.Name {
        let range = tokens.current.range
        return SchemaSyntax.Name(text: try tokens.identifier(wanted), range: range)
    }

    /// The name of an attribute or an action; `__cedar` is reserved for types alone.
    mutating func name(_ wanted: String) throws(Failure) -> SchemaSyntax.Name {
        let range = tokens.current.range
        if tokens.acceptWord("__cedar") { return SchemaSyntax.Name(text: "__cedar", range: range) }
        return SchemaSyntax.Name(text: try tokens.name(wanted), range: range)
    }

    /// A path that may name a built-in type by its full name, such as `__cedar::Long`.
    mutating func typePath() throws(Failure) -> SchemaSyntax.Name {
        guard tokens.isWord("__cedar") else { return try path("a type") }
        let start = tokens.advance().range
        try tokens.expect("::")
        let text = try tokens.identifier("a built-in type")
        return SchemaSyntax.Name(text: "__cedar::" + text, range: start.through(tokens.previous.range))
    }

    mutating func path(_ wanted: String) throws(Failure) -> SchemaSyntax.Name {
        let start = tokens.current.range
        let text = try tokens.path(wanted)
        return SchemaSyntax.Name(text: text, range: start.through(tokens.previous.range))
    }
}
