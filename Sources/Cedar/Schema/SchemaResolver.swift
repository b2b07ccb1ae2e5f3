/// Turns declarations into definitions: resolves names, expands common types, closes hierarchies.
struct SchemaResolver {
    private(set) var errors: [Diagnostic] = []
    private var names = SchemaNames()
    private let declarations: [SchemaSyntax.Placed]
    private let file: String
    /// Common types that are being expanded, to find circles.
    private var expanding: Set<String> = []
    private var expanded: [String: CedarType] = [:]

    init(_ declarations: [SchemaSyntax.Placed], file: String) {
        self.declarations = declarations
        self.file = file
        for placed in declarations { collect(placed) }
        for placed in declarations { refuseShadowing(placed) }
    }

    /// The definitions; complete only where ``errors`` stays empty.
    mutating func resolve() -> (entityTypes: [String: EntityTypeDefinition], actions: [EntityUID: ActionDefinition]) {
        for name in names.commonTypes.keys.sorted() { _ = expand(name) }
        return (entityTypes(), actions())
    }

    private mutating func fail(_ message: String, at range: SourceRange) {
        errors.append(Diagnostic(.schema, message, file: file, at: range.position))
    }

    private mutating func collect(_ placed: SchemaSyntax.Placed) {
        switch placed.declaration {
        case .entity(let declaration):
            for name in declaration.names {
                if name.text == "Action" { fail("`Action` is the type of actions and can't be declared", at: name.range) }
                let full = SchemaNames.qualified(name.text, in: placed.namespace)
                if !names.entityTypes.insert(full).inserted { fail("the entity type `\(full)` is declared twice", at: name.range) }
            }
        case .type(let declaration):
            let full = SchemaNames.qualified(declaration.name.text, in: placed.namespace)
            if names.commonTypes.updateValue((placed.namespace, declaration), forKey: full) != nil {
                fail("the type `\(full)` is declared twice", at: declaration.name.range)
            }
        case .action(let declaration):
            for name in declaration.names {
                let uid = actionUID(name, in: placed.namespace)
                if !names.actions.insert(uid).inserted { fail("the action \(uid) is declared twice", at: name.range) }
            }
        }
    }

    /// A namespace can't redefine an entity or common type of the empty namespace.
    private mutating func refuseShadowing(_ placed: SchemaSyntax.Placed) {
        guard !placed.namespace.isEmpty else { return }
        let declared: [SchemaSyntax.Name] =
            switch placed.declaration {
            case .entity(let declaration): declaration.names
            case .type(let declaration): [declaration.name]
            case .action: []
            }
        for name in declared where names.entityTypes.contains(name.text) || names.commonTypes[name.text] != nil {
            fail("`\(name.text)` hides the declaration of the same name outside of all namespaces", at: name.range)
        }
    }

    private func actionUID(_ name: SchemaSyntax.Name, in namespace: String) -> EntityUID {
        EntityUID(type: SchemaNames.qualified("Action", in: namespace), id: name.text)
    }

    private mutating func expand(_ name: String) -> CedarType? {
        if let type = expanded[name] { return type }
        guard let (namespace, declaration) = names.commonTypes[name] else { return nil }
        guard expanding.insert(name).inserted else {
            fail("the type `\(name)` is defined by itself", at: declaration.name.range)
            return nil
        }
        defer { expanding.remove(name) }
        guard expanding.count <= Limits.maximumDepth else {
            fail("the type `\(name)` nests deeper than \(Limits.maximumDepth) types", at: declaration.name.range)
            return nil
        }
        let type = resolve(declaration.type, in: namespace)
        expanded[name] = type
        return type
    }

    private mutating func resolve(_ syntax: SchemaSyntax.TypeSyntax, in namespace: String) -> CedarType? {
        switch syntax {
        case .set(let element): return resolve(element, in: namespace).map(CedarType.set)
        case .record(let attributes): return .record(record(attributes, in: namespace))
        case .named(let name):
            switch names.meaning(of: name.text, in: namespace) {
            case .common(let full): return expand(full)
            case .entity(let full): return .entity(full)
            case .builtin(let type): return type
            case nil:
                fail("the type `\(name.text)` isn't declared\(Suggestion.phrase(for: name.text, among: names.known))", at: name.range)
                return nil
            }
        }
    }

    private mutating func record(_ attributes: [SchemaSyntax.AttributeSyntax], in namespace: String) -> RecordType {
        var result = RecordType()
        for attribute in attributes {
            guard let type = resolve(attribute.type, in: namespace) else { continue }
            let resolved = RecordType.Attribute(type: type, isRequired: attribute.isRequired)
            if result.attributes.updateValue(resolved, forKey: ExactString(attribute.name.text)) != nil {
                fail("the attribute `\(attribute.name.text)` is declared twice", at: attribute.name.range)
            }
        }
        return result
    }

    private mutating func entityTypes() -> [String: EntityTypeDefinition] {
        var parents: [String: Set<String>] = [:]
        for case (let namespace, .entity(let declaration)) in declarations.map({ ($0.namespace, $0.declaration) }) {
            let resolved = Set(declaration.parents.compactMap { entityType($0, in: namespace) })
            for name in declaration.names { parents[SchemaNames.qualified(name.text, in: namespace)] = resolved }
        }
        let ancestors = Hierarchy.reachable(in: parents)
        var result: [String: EntityTypeDefinition] = [:]
        for case (let namespace, .entity(let declaration)) in declarations.map({ ($0.namespace, $0.declaration) }) {
            let attributes = record(declaration.attributes, in: namespace)
            let tags = declaration.tags.flatMap { resolve($0, in: namespace) }
            for name in declaration.names {
                let full = SchemaNames.qualified(name.text, in: namespace)
                result[full] = EntityTypeDefinition(
                    ancestors: ancestors[full] ?? [], attributes: attributes, tags: tags,
                    ids: declaration.ids.map { Set($0.map { ExactString($0) }) })
            }
        }
        return result
    }

    private mutating func entityType(_ name: SchemaSyntax.Name, in namespace: String) -> String? {
        if let type = names.entityType(name.text, in: namespace) { return type }
        let hint = Suggestion.phrase(for: name.text, among: names.entityTypes)
        fail("the entity type `\(name.text)` isn't declared\(hint)", at: name.range)
        return nil
    }

    private mutating func actions() -> [EntityUID: ActionDefinition] {
        let ancestors = actionAncestors()
        var result: [EntityUID: ActionDefinition] = [:]
        for case (let namespace, .action(let declaration)) in declarations.map({ ($0.namespace, $0.declaration) }) {
            let principals = declaration.principals.compactMap { entityType($0, in: namespace) }
            let resources = declaration.resources.compactMap { entityType($0, in: namespace) }
            let context = context(of: declaration, in: namespace)
            for name in declaration.names {
                let uid = actionUID(name, in: namespace)
                result[uid] = ActionDefinition(
                    principals: principals, resources: resources, ancestors: ancestors[uid] ?? [], context: context)
            }
        }
        return result
    }

    private mutating func actionAncestors() -> [EntityUID: Set<EntityUID>] {
        var parents: [EntityUID: Set<EntityUID>] = [:]
        var ranges: [EntityUID: SourceRange] = [:]
        for case (let namespace, .action(let declaration)) in declarations.map({ ($0.namespace, $0.declaration) }) {
            let groups = Set(declaration.parents.compactMap { group($0, in: namespace) })
            for name in declaration.names {
                parents[actionUID(name, in: namespace)] = groups
                ranges[actionUID(name, in: namespace)] = name.range
            }
        }
        do throws(Hierarchy<EntityUID>.Cycle) {
            return try Hierarchy.closure(of: parents)
        } catch {
            if let range = ranges[error.member] { fail("the action \(error.member) is in itself by way of its groups", at: range) }
            return [:]
        }
    }

    private mutating func group(_ reference: SchemaSyntax.ActionReference, in namespace: String) -> EntityUID? {
        if let uid = names.action(reference, in: namespace) { return uid }
        let hint = Suggestion.phrase(for: reference.id.text, among: names.actions.map(\.id))
        fail("the action `\(reference.id.text)` isn't declared\(hint)", at: reference.id.range)
        return nil
    }

    private mutating func context(of declaration: SchemaSyntax.ActionDeclaration, in namespace: String) -> RecordType {
        guard let syntax = declaration.context, let type = resolve(syntax, in: namespace) else { return RecordType() }
        guard case .record(let record) = type else {
            if let name = declaration.names.first { fail("the context of `\(name.text)` must be a record", at: name.range) }
            return RecordType()
        }
        return record
    }
}
