/// A schema as it was written, before names are resolved.
enum SchemaSyntax {
    /// A name with the place where it stands.
    struct Name: Sendable {
        let text: String
        let range: SourceRange
    }

    indirect enum TypeSyntax: Sendable {
        case named(Name)
        case set(TypeSyntax)
        case record([AttributeSyntax])
    }

    struct AttributeSyntax: Sendable {
        let name: Name
        let isRequired: Bool
        let type: TypeSyntax
    }

    struct EntityDeclaration: Sendable {
        let names: [Name]
        var parents: [Name] = []
        var attributes: [AttributeSyntax] = []
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
    }
}
