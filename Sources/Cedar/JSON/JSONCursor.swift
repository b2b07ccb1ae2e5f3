/// A value inside a JSON document with the keys that lead to it, for readers that tell each part's place.
struct JSONCursor {
    let value: JSON
    /// Such as `schema.App.entityTypes.User` or `staticPolicies.policy0.conditions[0].body`.
    let place: String

    func refusal(_ message: String, _ code: JSONError.Code = .unexpected) -> JSONError { JSONError(code, message, at: place) }

    private func expected(_ wanted: String) -> JSONError { refusal("expected \(wanted), found \(value.kindName)") }

    func string() throws(JSONError) -> String {
        guard let string = value.string else { throw expected("a string") }
        return string
    }

    func bool() throws(JSONError) -> Bool {
        guard let bool = value.bool else { throw expected("a boolean") }
        return bool
    }

    func items() throws(JSONError) -> [JSONCursor] {
        guard let items = value.array else { throw expected("an array") }
        return items.enumerated().map { JSONCursor(value: $1, place: "\(place)[\($0)]") }
    }

    func members() throws(JSONError) -> [(key: String, cursor: JSONCursor)] {
        guard let members = value.members else { throw expected("an object") }
        return members.map { ($0.key, below($0)) }
    }

    private func below(_ member: JSON.Member) -> JSONCursor {
        JSONCursor(value: member.value, place: place.isEmpty ? member.key : place + JSONError.step(member.key))
    }

    /// The value of a key, if it is there.
    func optional(_ key: String) -> JSONCursor? {
        value.members?.first { $0.key.isExactly(key) }.map(below)
    }

    /// The value of a key, if it is there and isn't null.
    func optionalUnlessNull(_ key: String) -> JSONCursor? {
        optional(key).flatMap { $0.value == .null ? nil : $0 }
    }

    /// The value of a key that must be there.
    func required(_ key: String) throws(JSONError) -> JSONCursor {
        guard value.members != nil else { throw expected("an object") }
        guard let member = optional(key) else { throw refusal("the key `\(key)` is missing") }
        return member
    }

    /// Refuses what is no object, or has another key than these.
    func allow(_ keys: [String]) throws(JSONError) {
        for (key, cursor) in try members() where !keys.contains(where: { $0.isExactly(key) }) {
            throw cursor.refusal("the key `\(key)` means nothing here\(Suggestion.phrase(for: key, among: keys))")
        }
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
        try allow(required + optional)
        for key in required { _ = try self.required(key) }
        return JSONFields(whole: self)
    }
}

/// The members of an object whose keys were checked.
struct JSONFields {
    fileprivate let whole: JSONCursor

    /// The value of a required key.
    subscript(key: String) -> JSONCursor { optional(key) ?? whole }

    func optional(_ key: String) -> JSONCursor? { whole.optional(key) }
}
