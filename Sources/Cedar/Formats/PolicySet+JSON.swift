/// Policies as JSON (Cedar, "JSON policy format").
///
/// ```json
/// {"staticPolicies": {"policy0": {"effect": "permit", "principal": {"op": "All"}, "action": {"op": "All"},
///                                 "resource": {"op": "All"}, "conditions": []}},
///  "templates": {}, "templateLinks": []}
/// ```
extension PolicySet {
    /// Reads a set of policies, templates and links. Their ids are the keys; their text is what ``Policy/cedarText`` writes, laid out
    /// by ``formatted(_:width:indentation:)``, all of it in one text to which positions refer.
    public init(json bytes: [UInt8], file: String = "policies.json") throws(JSONError) {
        let fields = try JSONCursor(value: try JSON.parse(bytes), place: "").fields(["staticPolicies", "templates", "templateLinks"])
        let policies = try Self.contents(fields["staticPolicies"], areTemplates: false)
        let templates = try Self.contents(fields["templates"], areTemplates: true)
        let taken = Set(policies.map { ExactString($0.id) })
        if let twice = templates.first(where: { taken.contains(ExactString($0.id)) }) {
            throw twice.cursor.refusal("the id `\(twice.id)` is in use; choose another")
        }
        self.init(try (policies + templates).parsed(file: file))
        for item in try fields["templateLinks"].items() { try link(item) }
    }

    /// The set as JSON, on one line or indented. Throws where a condition would nest deeper than could be read again.
    public func json(isPretty: Bool = false) throws(JSONError) -> String {
        var policies: [JSON.Member] = []
        for policy in self.policies where policy.templateID == nil {
            policies.append(JSON.Member(policy.id, try PolicyContent(policy).json(at: "staticPolicies.\(policy.id)")))
        }
        var templates: [JSON.Member] = []
        for template in self.templates {
            templates.append(JSON.Member(template.id, try PolicyContent(template.policy).json(at: "templates.\(template.id)")))
        }
        let links = self.policies.compactMap { policy in policy.templateID.flatMap(template).map { policy.linkJSON(of: $0) } }
        return JSON.members(("staticPolicies", .object(policies)), ("templates", .object(templates)), ("templateLinks", .array(links)))
            .text(isPretty: isPretty)
    }

    private static func contents(_ json: JSONCursor, areTemplates: Bool) throws(JSONError) -> [IdentifiedContent] {
        var result: [IdentifiedContent] = []
        for (id, cursor) in try json.members() {
            let content = try PolicyContent(json: cursor)
            guard content.isTemplate == areTemplates else {
                let hint = areTemplates ? "has no slot; put it among `staticPolicies`" : "has a slot; put it among `templates`"
                throw cursor.refusal("`\(id)` \(hint)")
            }
            result.append(IdentifiedContent(id: id, content: content, cursor: cursor))
        }
        return result
    }

    /// `{"templateId": "t", "newId": "l", "values": {"?principal": {"type": "User", "id": "alice"}}}`.
    private mutating func link(_ json: JSONCursor) throws(JSONError) {
        let fields = try json.fields(["templateId", "newId", "values"])
        let values = try fields["values"].fields([], optional: [Slot.principal.rawValue, Slot.resource.rawValue])
        let template = try fields["templateId"].string()
        let id = try fields["newId"].string()
        let principal = try values.optional(Slot.principal.rawValue).map { cursor throws(JSONError) in try cursor.entity() }
        let resource = try values.optional(Slot.resource.rawValue).map { cursor throws(JSONError) in try cursor.entity() }
        do throws(LinkError) {
            try link(template, as: id, principal: principal, resource: resource)
        } catch {
            throw json.refusal(error.description)
        }
    }
}

extension Policy {
    /// Reads one policy that is no template.
    public init(json bytes: [UInt8], id: String = "policy0", file: String = "policy.json") throws(JSONError) {
        self = try IdentifiedContent.policy(json: bytes, id: id, file: file)
        guard slots.isEmpty else { throw JSONError(.unexpected, "the policy has a slot; read it as a template", at: "") }
    }

    /// The policy as JSON, without its id; of a link, with the slots filled. Throws where a condition would nest deeper than could be
    /// read again.
    public func json(isPretty: Bool = false) throws(JSONError) -> String {
        try PolicyContent(self).json(at: "").text(isPretty: isPretty)
    }

    fileprivate func linkJSON(of template: Template) -> JSON {
        let values = zip(template.policy.scope, scope).compactMap { open, filled -> JSON.Member? in
            guard let slot = open.slot, let entity = filled.entity else { return nil }
            return JSON.Member(slot.rawValue, entity.json)
        }
        return .members(("templateId", .string(template.id)), ("newId", .string(id)), ("values", .object(values)))
    }
}

extension Template {
    /// Reads one template.
    public init(json bytes: [UInt8], id: String = "policy0", file: String = "template.json") throws(JSONError) {
        policy = try IdentifiedContent.policy(json: bytes, id: id, file: file)
        guard !policy.slots.isEmpty else { throw JSONError(.unexpected, "the template has no slot; read it as a policy", at: "") }
    }

    /// The template as JSON, without its id. Throws where a condition would nest deeper than could be read again.
    public func json(isPretty: Bool = false) throws(JSONError) -> String { try policy.json(isPretty: isPretty) }
}

extension Scope {
    /// The entity that the constraint compares with, where it is one.
    fileprivate var entity: EntityUID? {
        switch constraint {
        case .equal(.entity(let uid)), .within(.entity(let uid)), .isType(_, within: .entity(let uid)?): uid
        default: nil
        }
    }
}

/// What was read of a policy, before it has a text.
private struct IdentifiedContent {
    let id: String
    let content: PolicyContent
    let cursor: JSONCursor

    static func policy(json bytes: [UInt8], id: String, file: String) throws(JSONError) -> Policy {
        let cursor = JSONCursor(value: try JSON.parse(bytes), place: "")
        let content = IdentifiedContent(id: id, content: try PolicyContent(json: cursor), cursor: cursor)
        let parsed = try [content].parsed(file: file)
        return parsed[0]
    }
}

extension [IdentifiedContent] {
    /// The policies, read from the text that their contents make, so that they have a text and positions in it.
    fileprivate func parsed(file: String) throws(JSONError) -> [Policy] {
        let plain = PolicySource(file: file, text: map(\.content.cedarText).joined(separator: "\n\n"))
        do throws(SyntaxErrors) {
            let source = PolicySource(file: file, text: try formatted(plain))
            let set = try PolicySet(parsing: [source])
            // Both in their order, and in what was read policies come before templates, too.
            return zip(self, set.policies + set.templates.map(\.policy)).map { $1.with(id: $0.id) }
        } catch {
            // Whatever was read can be written; should a text be refused still, nothing of it is used.
            throw JSONError(.unexpected, "as Cedar text: \(error)", at: "")
        }
    }
}
