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
    private(set) var actions: Set<EntityUID> = []
    /// The types of the actions, which can be used as types but not declared.
    private var actionTypes: Set<String> = []

    private static let builtins: [String: CedarType] = {
        var types: [String: CedarType] = ["Bool": .anyBool, "Long": .long, "String": .string]
        for type in CedarType.ExtensionType.allCases { types[type.rawValue] = .extensionType(type) }
        return types
    }()

    /// A name in its namespace.
    static func qualified(_ name: String, in namespace: String) -> String {
        namespace.isEmpty ? name : "\(namespace)::\(name)"
    }

    /// Declares an action; false if it is declared already.
    mutating func insert(action: EntityUID) -> Bool {
        actionTypes.insert(action.type)
        return actions.insert(action).inserted
    }

    /// What a reference to a type means; nil where nothing of the name is declared.
    func meaning(of type: SchemaSyntax.TypeSyntax, in namespace: String) -> Meaning? {
        switch type {
        case .named(let name): meaning(of: name.text, in: namespace)
        case .common(let name):
            candidates(name.text, namespace).first { commonTypes[$0] != nil }.map(Meaning.common) ?? builtin(name.text)
        case .entity(let name):
            candidates(name.text, namespace).first { entityTypes.contains($0) || actionTypes.contains($0) }.map(Meaning.entity)
        case .builtin(let type): .builtin(type)
        case .set, .record: nil
        }
    }

    /// Common types come before entity types, those before the built-in ones; the own namespace before the empty one.
    func meaning(of name: String, in namespace: String) -> Meaning? {
        for candidate in candidates(name, namespace) {
            if commonTypes[candidate] != nil { return .common(candidate) }
            if entityTypes.contains(candidate) || actionTypes.contains(candidate) { return .entity(candidate) }
        }
        return builtin(name)
    }

    private func builtin(_ name: String) -> Meaning? {
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
