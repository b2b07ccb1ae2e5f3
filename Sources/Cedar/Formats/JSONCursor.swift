/// A value inside a JSON text with its place, such as `staticPolicies.policy0.conditions[0].body`.
struct JSONCursor {
    let value: JSON
    let place: String

    func refusal(_ message: String, _ code: JSONError.Code = .unexpected) -> JSONError { JSONError(code, message, at: place) }

    private func expected(_ what: String) -> JSONError { refusal("expected \(what), found \(value.kindName)") }

    private func below(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

    func string() throws(JSONError) -> String {
        guard case .string(let text) = value else { throw expected("a string") }
        return text
    }

    func items() throws(JSONError) -> [JSONCursor] {
        guard case .array(let items) = value else { throw expected("an array") }
        return items.enumerated().map { JSONCursor(value: $1, place: "\(place)[\($0)]") }
    }

    func members() throws(JSONError) -> [(key: String, cursor: JSONCursor)] {
        guard case .object(let members) = value else { throw expected("an object") }
        return members.map { ($0.key, JSONCursor(value: $0.value, place: below($0.key))) }
    }

    /// The only member of an object.
    func member(_ what: String) throws(JSONError) -> (key: String, cursor: JSONCursor) {
        let members = try members()
        guard let member = members.first, members.count == 1 else {
            throw refusal("expected an object with one key, \(what), found \(members.count) keys")
        }
        return member
    }

    /// An object that has all required keys, perhaps the optional ones, and no other.
    func fields(_ required: [String], optional: [String] = []) throws(JSONError) -> JSONFields {
        let members = try members()
        let known = required + optional
        for (key, cursor) in members where !known.contains(where: { $0.isExactly(key) }) {
            throw cursor.refusal("the key `\(key)` means nothing here\(Suggestion.phrase(for: key, among: known))")
        }
        if let missing = required.first(where: { name in !members.contains { $0.key.isExactly(name) } }) {
            throw refusal("the key `\(missing)` is missing")
        }
        return JSONFields(members: members, whole: self)
    }
}

/// The members of an object whose keys were checked.
struct JSONFields {
    fileprivate let members: [(key: String, cursor: JSONCursor)]
    fileprivate let whole: JSONCursor

    /// The value of a required key.
    subscript(key: String) -> JSONCursor { optional(key) ?? whole }

    func optional(_ key: String) -> JSONCursor? { members.first { $0.key.isExactly(key) }?.cursor }
}
