/// Turns declarations into definitions: resolves names, expands common types, closes hierarchies.
struct SchemaResolver {
    private(set) var complaints: [SchemaSyntax.Complaint] = []
    private(set) var names = SchemaNames()
    private let declarations: [SchemaSyntax.Placed]
    /// Common types that are being expanded, to find circles.
    private var expanding: Set<String> = []
    private var expanded: [String: CedarType] = [:]
    private var extents: [String: TypeExtent] = [:]
    /// How many types are being resolved inside each other, common types or not.
    private var depth = 0

    init(_ declarations: [SchemaSyntax.Placed]) {
        self.declarations = declarations
        for placed in declarations { collect(placed) }
        for placed in declarations { refuseShadowing(placed) }
    }

    /// The definitions; complete only where ``complaints`` stays empty.
    mutating func resolve() -> (entityTypes: [String: EntityTypeDefinition], actions: [EntityUID: ActionDefinition]) {
        for name in names.commonTypes.keys.sorted() { _ = expand(name) }
        return (entityTypes(), actions())
    }

    /// Whether nobody could use more complaints.
    private var isFull: Bool { complaints.count >= Limits.maximumComplaints }

    private mutating func fail(_ message: String, at place: SchemaSyntax.Place) {
        guard !isFull else { return }
        complaints.append(SchemaSyntax.Complaint(message: message, place: place))
    }

    private mutating func collect(_ placed: SchemaSyntax.Placed) {
        switch placed.declaration {
        case .entity(let declaration):
            for name in declaration.names {
                if name.text == "Action" { fail("`Action` is the type of actions and can't be declared", at: name.place) }
                let full = SchemaNames.qualified(name.text, in: placed.namespace)
                if !names.entityTypes.insert(full).inserted { fail("the entity type `\(full)` is declared twice", at: name.place) }
            }
        case .type(let declaration):
            let full = SchemaNames.qualified(declaration.name.text, in: placed.namespace)
            if names.commonTypes.updateValue((placed.namespace, declaration), forKey: full) != nil {
                fail("the type `\(full)` is declared twice", at: declaration.name.place)
            }
        case .action(let declaration):
            for name in declaration.names {
                let uid = actionUID(name, in: placed.namespace)
                if !names.insert(action: uid) { fail("the action \(uid) is declared twice", at: name.place) }
            }
        }
    }

    /// A namespace can't redefine an entity type, common type or action of the empty namespace.
    private mutating func refuseShadowing(_ placed: SchemaSyntax.Placed) {
        guard !placed.namespace.isEmpty else { return }
        let declared: [SchemaSyntax.Name] =
            switch placed.declaration {
            case .entity(let declaration): declaration.names
            case .type(let declaration): [declaration.name]
            case .action(let declaration):
                declaration.names.filter { names.actions.contains(EntityUID(type: "Action", id: $0.text)) }
            }
        for name in declared where placed.isAction || names.entityTypes.contains(name.text) || names.commonTypes[name.text] != nil {
            fail("`\(name.text)` hides the declaration of the same name outside of all namespaces", at: name.place)
        }
    }

    private func actionUID(_ name: SchemaSyntax.Name, in namespace: String) -> EntityUID {
        EntityUID(type: SchemaNames.qualified("Action", in: namespace), id: name.text)
    }

    private mutating func expand(_ name: String) -> CedarType? {
        if let type = expanded[name] { return type }
        guard let (namespace, declaration) = names.commonTypes[name] else { return nil }
        guard expanding.insert(name).inserted else {
            fail("the type `\(name)` is defined by itself", at: declaration.name.place)
            return nil
        }
        defer { expanding.remove(name) }
        guard expanding.count <= Limits.maximumDepth, depth <= 2 * Limits.maximumDepth else {
            fail("the type `\(name)` nests deeper than \(Limits.maximumDepth) types", at: declaration.name.place)
            return nil
        }
        let type = resolve(declaration.type, in: namespace)
        let extent = declaration.type.extent(in: namespace, names, extents)
        guard extent.isWithinLimits else {
            failExtent(name, at: declaration.name.place)
            // Something in its place, so that what names it isn't told, too.
            expanded[name] = .record(RecordType())
            return expanded[name]
        }
        expanded[name] = type
        extents[name] = extent
        return type
    }

    private mutating func failExtent(_ name: String, at place: SchemaSyntax.Place) {
        fail(
            "`\(name)` is too large: with the types that it names it has more than \(Limits.maximumTypeParts) parts or "
                + "\(Limits.maximumDepth) levels", at: place)
    }

    private mutating func resolve(_ syntax: SchemaSyntax.TypeSyntax, in namespace: String) -> CedarType? {
        depth += 1
        defer { depth -= 1 }
        switch syntax {
        case .set(let element): return resolve(element, in: namespace).map(CedarType.set)
        case .record(let attributes): return .record(record(attributes, in: namespace))
        case .builtin(let type): return type
        case .named(let name), .common(let name), .entity(let name):
            switch names.meaning(of: syntax, in: namespace) {
            case .common(let full): return expand(full)
            case .entity(let full): return .entity(full)
            case .builtin(let type): return type
            case nil:
                let hint = isFull ? "" : names.hint(for: syntax, name.text)
                fail("the \(syntax.kindName) `\(name.text)` isn't declared\(hint)", at: name.place)
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
                fail("the attribute `\(attribute.name.text)` is declared twice", at: attribute.name.place)
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
            let attributes = record(declaration.shape, "the attributes of", declaration.names, in: namespace)
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
        let hint = isFull ? "" : Suggestion.phrase(for: name.text, among: names.entityTypes)
        fail("the entity type `\(name.text)` isn't declared\(hint)", at: name.place)
        return nil
    }

    private mutating func actions() -> [EntityUID: ActionDefinition] {
        let ancestors = actionAncestors()
        var result: [EntityUID: ActionDefinition] = [:]
        for case (let namespace, .action(let declaration)) in declarations.map({ ($0.namespace, $0.declaration) }) {
            let principals = declaration.principals.compactMap { entityType($0, in: namespace) }
            let resources = declaration.resources.compactMap { entityType($0, in: namespace) }
            let context = record(declaration.context, "the context of", declaration.names, in: namespace)
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
        var places: [EntityUID: SchemaSyntax.Place] = [:]
        for case (let namespace, .action(let declaration)) in declarations.map({ ($0.namespace, $0.declaration) }) {
            let groups = Set(declaration.parents.compactMap { group($0, in: namespace) })
            for name in declaration.names {
                parents[actionUID(name, in: namespace)] = groups
                places[actionUID(name, in: namespace)] = name.place
            }
        }
        do throws(Hierarchy<EntityUID>.Cycle) {
            return try Hierarchy.closure(of: parents)
        } catch {
            if let place = places[error.member] { fail("the action \(error.member) is in itself by way of its groups", at: place) }
            return [:]
        }
    }

    private mutating func group(_ reference: SchemaSyntax.ActionReference, in namespace: String) -> EntityUID? {
        if let uid = names.action(reference, in: namespace) { return uid }
        let hint = isFull ? "" : Suggestion.phrase(for: reference.id.text, among: names.actions.map(\.id))
        fail("the action `\(reference.id.text)` isn't declared\(hint)", at: reference.id.place)
        return nil
    }

    /// A type that must be a record, possibly by way of common types.
    private mutating func record(
        _ syntax: SchemaSyntax.TypeSyntax?, _ part: String, _ owners: [SchemaSyntax.Name], in namespace: String
    ) -> RecordType {
        guard let syntax, let type = resolve(syntax, in: namespace) else { return RecordType() }
        guard case .record(let record) = type else {
            if let owner = owners.first { fail("\(part) `\(owner.text)` must be a record", at: owner.place) }
            return RecordType()
        }
        if let owner = owners.first, !syntax.extent(in: namespace, names, extents).isWithinLimits {
            failExtent(owner.text, at: owner.place)
            return RecordType()
        }
        return record
    }
}

extension SchemaSyntax.Placed {
    fileprivate var isAction: Bool {
        if case .action = declaration { return true }
        return false
    }
}

extension SchemaSyntax.TypeSyntax {
    fileprivate var kindName: String {
        switch self {
        case .entity: "entity type"
        case .common: "common type"
        default: "type"
        }
    }
}

extension SchemaNames {
    fileprivate func hint(for type: SchemaSyntax.TypeSyntax, _ name: String) -> String {
        switch type {
        case .entity: Suggestion.phrase(for: name, among: entityTypes)
        case .common: Suggestion.phrase(for: name, among: commonTypes.keys)
        default: Suggestion.phrase(for: name, among: known)
        }
    }
}
