/// The names a schema declares, and what a name means where it stands.
struct SchemaNames {
    /// What a type's name stands for.
    enum Meaning: Sendable, Equatable {
        case common(String)
        case entity(String)
        case builtin(CedarType)
    }

    var commonTypes: [String: (namespace: String, declaration: SchemaSyntax.TypeDeclaration)] = [:]
    var entityTypes: Set<String> = []
    var actions: Set<EntityUID> = []

    private static let builtins: [String: CedarType] = {
        var types: [String: CedarType] = ["Bool": .anyBool, "Boolean": .anyBool, "Long": .long, "String": .string]
        for type in CedarType.ExtensionType.allCases { types[type.rawValue] = .extensionType(type) }
        return types
    }()

    /// A name in its namespace.
    static func qualified(_ name: String, in namespace: String) -> String {
        namespace.isEmpty ? name : "\(namespace)::\(name)"
    }

    /// Common types come before entity types, those before the built-in ones; the own namespace before the empty one.
    func meaning(of name: String, in namespace: String) -> Meaning? {
        for candidate in candidates(name, namespace) {
            if commonTypes[candidate] != nil { return .common(candidate) }
            if entityTypes.contains(candidate) { return .entity(candidate) }
        }
        let plain = name.hasPrefix("__cedar::") ? String(name.dropFirst("__cedar::".count)) : name
        return Self.builtins[plain].map(Meaning.builtin)
    }

    /// The entity type that a name stands for where only an entity type may stand.
    func entityType(_ name: String, in namespace: String) -> String? {
        candidates(name, namespace).first { entityTypes.contains($0) }
    }

    /// The action that a reference stands for.
    func action(_ reference: SchemaSyntax.ActionReference, in namespace: String) -> EntityUID? {
        candidates(reference.type ?? "Action", namespace)
            .map { EntityUID(type: $0, id: reference.id.text) }
            .first { actions.contains($0) }
    }

    /// A qualified name means itself alone.
    private func candidates(_ name: String, _ namespace: String) -> [String] {
        name.contains("::") || namespace.isEmpty ? [name] : [Self.qualified(name, in: namespace), name]
    }

    /// All names of types that could be meant, for suggestions.
    var known: [String] { Array(entityTypes) + Array(commonTypes.keys) + Array(Self.builtins.keys) }
}
