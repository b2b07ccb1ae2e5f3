/// What a policy or template says, apart from its id and its text: what the formats write and read.
struct PolicyContent {
    /// By name; one without a value has none.
    let annotations: [Annotation]
    let effect: Effect
    /// Constraints on principal, action and resource, in this order.
    let scope: [Scope]
    let conditions: [Condition]

    struct Annotation {
        let name: String
        let value: String?
    }

    /// The policy as Cedar text: annotations, the scope and each condition on a line of their own.
    var cedarText: String {
        var lines = annotations.map { annotation in
            "@" + annotation.name + (annotation.value.map { "(\($0.cedarLiteral))" } ?? "")
        }
        lines.append("\(effect.rawValue) (" + scope.map(\.cedarText).joined(separator: ", ") + ")")
        lines += conditions.map { "\($0.kind.rawValue) { \($0.body.cedarText) }" }
        return lines.joined(separator: "\n") + ";"
    }
}

extension PolicyContent {
    init(_ policy: Policy) {
        let valueless = policy.valuelessAnnotations
        annotations = policy.annotations.sorted { $0.key < $1.key }.map { name, value in
            Annotation(name: name, value: valueless.contains(name) ? nil : value)
        }
        effect = policy.effect
        scope = policy.scope
        conditions = policy.conditions
    }
}

extension Policy {
    /// The policy written anew from what was read: without comments, with only the parentheses needed, and with the slots filled
    /// where it links a template.
    public var cedarText: String { PolicyContent(self).cedarText }

    /// The annotations that have no value, which the policy's text alone tells from those with an empty one.
    fileprivate var valuelessAnnotations: Set<String> {
        let suspects = annotations.filter(\.value.isEmpty)
        guard !suspects.isEmpty else { return [] }
        let tokens = Lexer.tokens(of: text)
        var names: Set<String> = []
        for (index, token) in tokens.enumerated().dropLast(2) where token.kind == .symbol("@") {
            guard case .identifier(let name) = tokens[index + 1].kind, tokens[index + 2].kind != .symbol("(") else { continue }
            names.insert(name)
        }
        return names
    }
}

extension Template {
    /// The template written anew from what was read: without comments, and with only the parentheses needed.
    public var cedarText: String { policy.cedarText }
}

extension Scope {
    fileprivate var cedarText: String {
        let name = variable.rawValue
        return switch constraint {
        case .any: name
        case .equal(let reference): "\(name) == \(reference.cedarText)"
        case .within(let reference): "\(name) in \(reference.cedarText)"
        case .withinAny(let uids): "\(name) in [" + uids.map(\.description).joined(separator: ", ") + "]"
        case .isType(let type, nil): "\(name) is \(type)"
        case .isType(let type, let container?): "\(name) is \(type) in \(container.cedarText)"
        }
    }
}

extension EntityReference {
    fileprivate var cedarText: String {
        switch self {
        case .entity(let uid): uid.description
        case .slot(let slot): slot.rawValue
        }
    }
}
