/// The policies and templates of some texts, in their order, and the templates' links.
public struct PolicySet: Sendable {
    /// All policies that can be evaluated: those of the texts in their order, then links in the order in which they were made.
    public private(set) var policies: [Policy]
    /// All templates. They decide nothing until they are linked.
    public let templates: [Template]
    private var numbers: [ExactString: Int]

    /// Parses texts as one set; ids count on from text to text. Throws everything that is wrong with any of them.
    public init(parsing sources: [PolicySource]) throws(SyntaxErrors) {
        var parsed: [Policy] = []
        var errors: [Diagnostic] = []
        for source in sources {
            var parser = PolicyParser(source)
            let result = parser.parse(firstNumber: parsed.count)
            parsed += result.policies
            errors += result.errors
        }
        guard errors.isEmpty else { throw SyntaxErrors(errors: errors) }
        self.init(parsed)
    }

    /// A set of policies and templates that were read already. Their ids must differ.
    init(_ parsed: [Policy]) {
        policies = parsed.filter(\.slots.isEmpty)
        templates = parsed.filter { !$0.slots.isEmpty }.map { Template(policy: $0) }
        numbers = Dictionary(policies.enumerated().map { (ExactString($1.id), $0) }) { first, _ in first }
    }

    /// The policy of the engine's id, `policy0` and so on.
    public func policy(id: String) -> Policy? {
        numbers[ExactString(id)].map { policies[$0] }
    }

    /// The template of the engine's id.
    public func template(id: String) -> Template? {
        templates.first { $0.id.isExactly(id) }
    }

    /// Adds a link of a template as a policy.
    public mutating func link(
        _ templateID: String, as id: String, principal: EntityUID? = nil, resource: EntityUID? = nil
    ) throws(LinkError) {
        guard let template = template(id: templateID) else { throw .noSuchTemplate(templateID) }
        guard numbers[ExactString(id)] == nil, self.template(id: id) == nil else { throw .idInUse(id) }
        policies.append(try template.link(id: id, principal: principal, resource: resource))
        numbers[ExactString(id)] = policies.count - 1
    }
}
