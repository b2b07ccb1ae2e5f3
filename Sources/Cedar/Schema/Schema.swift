/// Which entity types, attributes and actions there are. Policies, requests and entities are checked against it.
public struct Schema: Sendable {
    let entityTypes: [String: EntityTypeDefinition]
    let actions: [EntityUID: ActionDefinition]
    /// What was declared, as it was written.
    let document: SchemaSyntax.Document
    let names: SchemaNames

    /// Parses the Cedar schema syntax and resolves its names. Throws everything that is wrong with it.
    public init(parsing source: PolicySource) throws(SyntaxErrors) {
        let (document, errors) = SchemaParser.parse(source)
        guard errors.isEmpty else { throw SyntaxErrors(errors: errors) }
        do throws(Refusal) {
            try self.init(resolving: document)
        } catch {
            throw SyntaxErrors(errors: error.complaints.map { $0.diagnostic(in: source.file) })
        }
    }

    /// All that is wrong with a document's declarations; never empty.
    struct Refusal: Error {
        let complaints: [SchemaSyntax.Complaint]
    }

    /// Resolves the names of a document.
    init(resolving document: SchemaSyntax.Document) throws(Refusal) {
        var resolver = SchemaResolver(document.declarations)
        (entityTypes, actions) = resolver.resolve()
        guard resolver.complaints.isEmpty else { throw Refusal(complaints: resolver.complaints) }
        self.document = document
        names = resolver.names
    }

    /// The actions declared, groups included, sorted by name.
    public var actionNames: [EntityUID] { actions.keys.sorted() }

    /// The declared actions as entities, each in its groups; with them among the facts `action in Action::"group"` works.
    public var actionEntities: [Entity] {
        actionNames.map { Entity(uid: $0, attributes: [:], parents: Array(actions[$0]?.ancestors ?? [])) }
    }

    /// Whether an entity of the first type can be in one of the second.
    func canBeIn(_ type: String, _ container: String) -> Bool {
        if type == container { return true }
        if let definition = entityTypes[type] { return definition.ancestors.contains(container) }
        return actions.contains { uid, action in
            uid.type == type && action.ancestors.contains { $0.type == container }
        }
    }

    /// Whether the first action is the second or is in it.
    func isAction(_ action: EntityUID, in container: EntityUID) -> Bool {
        action == container || actions[action]?.ancestors.contains(container) == true
    }

    /// Whether an entity of this name can exist: its type is declared and, if enumerated, lists the id.
    func permits(_ uid: EntityUID) -> Bool {
        if let definition = entityTypes[uid.type] { return definition.permits(id: uid.id) }
        return actions[uid] != nil
    }
}

extension SchemaSyntax.Complaint {
    fileprivate func diagnostic(in file: String) -> Diagnostic {
        switch place {
        case .text(let range): Diagnostic(.schema, message, file: file, at: range)
        case .json(let path): Diagnostic(.schema, "\(path): \(message)", file: file, at: SourcePosition(line: 1, column: 1))
        }
    }
}

/// A declared entity type.
struct EntityTypeDefinition: Sendable, Equatable {
    /// The types whose entities can contain it, directly or not.
    let ancestors: Set<String>
    let attributes: RecordType
    let tags: CedarType?
    /// The ids of an enumerated type.
    let ids: Set<ExactString>?

    func permits(id: String) -> Bool { ids?.contains(ExactString(id)) ?? true }
}

/// A declared action or group of actions.
struct ActionDefinition: Sendable, Equatable {
    let principals: [String]
    let resources: [String]
    /// The groups that contain it, directly or not.
    let ancestors: Set<EntityUID>
    let context: RecordType
}
