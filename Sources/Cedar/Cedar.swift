/// # Cedar
///
/// The Cedar policy language, version 4: parser, formats, validator, evaluator, authorizer, partial evaluation. The target knows nothing of
/// Kedja, has no dependencies and does no input or output.
///
/// ```swift
/// let schema = try Schema(parsing: PolicySource(file: "schema.cedarschema", text: """
///     entity User;
///     entity Photo { owner: User };
///     action view appliesTo { principal: User, resource: Photo };
///     """))
/// let policies = try PolicySet(parsing: [PolicySource(file: "photos.cedar", text: """
///     permit(principal, action == Action::"view", resource) when { resource.owner == principal };
///     """)])
/// let findings = schema.validate(policies)        // [] when nothing is wrong
///
/// let alice = EntityUID(type: "User", id: "alice")
/// let photo = EntityUID(type: "Photo", id: "1")
/// let response = authorize(
///     Request(principal: alice, action: EntityUID(type: "Action", id: "view"), resource: photo),
///     policies: policies,
///     entities: try Entities([Entity(uid: photo, attributes: ["owner": .entity(alice)])]))
/// response.decision                               // .allow
/// response.reasons                                // ["policy0"]
/// ```
///
/// Where to look, from the text to the decision:
/// - `Syntax/` turns text into policies and templates, `Formats/` writes them as text and JSON and lays texts out;
/// - `Schema/` reads and writes schemas in both syntaxes, `Validation/` checks policies, requests and entities against them;
/// - `Entities/` holds the facts, with `JSON/` to read and write them;
/// - `Evaluation/` computes one expression and `Authorization/` decides a request: the reference, to be read beside the specification;
/// - `Compiled/` decides the same fast: ``CompiledPolicies`` are made once, an ``Authorizer`` joins them with facts;
/// - `Partial/` decides requests of which parts aren't known, and makes filters of what is left.
///
/// Every value here is immutable and `Sendable`. Strings compare by Unicode scalars, never by canonical equivalence.

/// A named text: a policy file or a schema.
public struct PolicySource: Sendable {
    /// The name that findings carry; it is never opened.
    public let file: String
    /// The whole text.
    public let text: String

    /// Names a text.
    public init(file: String, text: String) {
        self.file = file
        self.text = text
    }
}

/// What a satisfied policy asks for.
public enum Effect: String, Sendable, Hashable {
    case permit
    case forbid
}
