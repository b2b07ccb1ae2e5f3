import Cedar

/// One link of a template, as the files of links hold it: `{"template_id": "policy0", "link_id": "l", "args": {"?principal": "User::\"alice\""}}`.
struct TemplateLink: Equatable {
    let template: String
    let id: String
    let principal: EntityUID?
    let resource: EntityUID?

    init(template: String, id: String, principal: EntityUID?, resource: EntityUID?) {
        self.template = template
        self.id = id
        self.principal = principal
        self.resource = resource
    }

    /// The links of a file.
    static func read(_ file: InputFile) throws(Fault) -> [TemplateLink] {
        let json: JSON
        do throws(JSONError) { json = try JSON.parse(file.bytes) } catch { throw Fault(error, in: file.name) }
        guard let items = json.array else { throw Fault("unexpected_json", "\(file.name): expected an array of links") }
        var links: [TemplateLink] = []
        for (number, item) in items.enumerated() { links.append(try TemplateLink(item, at: "\(file.name): [\(number)]")) }
        return links
    }

    private init(_ json: JSON, at place: String) throws(Fault) {
        guard let template = json["template_id"]?.string, let id = json["link_id"]?.string, let arguments = json["args"] else {
            throw Fault("unexpected_json", "\(place): expected an object with `template_id`, `link_id` and `args`")
        }
        let slots = try SlotArguments(arguments, at: place)
        self.init(template: template, id: id, principal: slots.principal, resource: slots.resource)
    }

    func add(to set: inout PolicySet) throws(Fault) {
        do throws(LinkError) {
            try set.link(template, as: id, principal: principal, resource: resource)
        } catch {
            throw Fault(error)
        }
    }

    var json: JSON {
        let slots = [("?principal", principal), ("?resource", resource)].compactMap { name, uid in
            uid.map { JSON.Member(name, .string($0.description)) }
        }
        return .members(("template_id", .string(template)), ("link_id", .string(id)), ("args", .object(slots)))
    }
}

/// What fills a template's slots: `{"?principal": "User::\"alice\""}`.
struct SlotArguments {
    private(set) var principal: EntityUID?
    private(set) var resource: EntityUID?

    init(_ json: JSON, at place: String) throws(Fault) {
        guard let members = json.members else { throw Fault("unexpected_json", "\(place): expected an object of slots") }
        for member in members {
            guard let text = member.value.string, let uid = EntityUID(text) else {
                throw Fault("unexpected_json", "\(place): the value of `\(member.key)` isn't an entity; write Type::\"id\"")
            }
            switch member.key {
            case "?principal": principal = uid
            case "?resource": resource = uid
            default: throw Fault("no_such_slot", "\(place): there is no slot `\(member.key)`; there are `?principal` and `?resource`")
            }
        }
    }
}
