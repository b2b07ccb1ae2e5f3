/// A schema as it was written, before names are resolved.
enum SchemaSyntax {
    /// Where something stands: in a text, or in a JSON document, by the keys that lead to it.
    enum Place: Sendable {
        case text(SourceRange)
        case json(String)
    }

    /// A name with the place where it stands.
    struct Name: Sendable {
        let text: String
        let place: Place

        init(text: String, place: Place) {
            self.text = text
            self.place = place
        }

        init(text: String, range: SourceRange) {
            self.init(text: text, place: .text(range))
        }
    }

    indirect enum TypeSyntax: Sendable {
        /// A common type, an entity type or a built-in one, whichever the name means.
        case named(Name)
        /// A common type or a built-in one; only JSON says so.
        case common(Name)
        /// An entity type; only JSON says so.
        case entity(Name)
        /// A primitive or extension type, whatever else is declared by its name; only JSON says so.
        case builtin(CedarType)
        case set(TypeSyntax)
        case record([AttributeSyntax])

        var isEmptyRecord: Bool {
            if case .record(let attributes) = self { return attributes.isEmpty }
            return false
        }
    }

    struct AttributeSyntax: Sendable {
        let name: Name
        let isRequired: Bool
        let type: TypeSyntax
        var annotations: [String: String] = [:]
    }

    struct EntityDeclaration: Sendable {
        let names: [Name]
        var parents: [Name] = []
        /// The attributes; nil where there are none. Only JSON names a common type here.
        var shape: TypeSyntax?
        var tags: TypeSyntax?
        /// The ids of an enumerated type.
        var ids: [String]?
    }

    /// `Name`, or `Path::"name"` with the type given.
    struct ActionReference: Sendable {
        let type: String?
        let id: Name
    }

    struct ActionDeclaration: Sendable {
        let names: [Name]
        var parents: [ActionReference] = []
        var principals: [Name] = []
        var resources: [Name] = []
        var context: TypeSyntax?
    }

    struct TypeDeclaration: Sendable {
        let name: Name
        let type: TypeSyntax

        /// Names that can't be given to a type (Cedar schema grammar, PRIMTYPE and the keywords of JSON).
        static let reserved: Set<String> = ["Bool", "Boolean", "Entity", "Extension", "Long", "Record", "Set", "String"]
    }

    enum Declaration: Sendable {
        case entity(EntityDeclaration)
        case action(ActionDeclaration)
        case type(TypeDeclaration)
    }

    /// A declaration and the namespace it stands in, "" outside of all.
    struct Placed: Sendable {
        let namespace: String
        let declaration: Declaration
        var annotations: [String: String] = [:]
    }

    /// A namespace; it may be empty, and have annotations of its own.
    struct Namespace: Sendable {
        let name: String
        var annotations: [String: String] = [:]
    }

    /// A whole schema; namespaces and declarations in their order.
    struct Document: Sendable {
        var namespaces: [Namespace] = []
        var declarations: [Placed] = []
    }

    /// Something that is wrong with the declarations.
    struct Complaint: Error, Sendable {
        let message: String
        let place: Place
    }
}
