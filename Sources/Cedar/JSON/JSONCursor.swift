/// A value in a JSON document together with the keys that lead to it, for readers that tell each part's place.
struct JSONCursor {
    let json: JSON
    /// Such as `schema.App.entityTypes.User`.
    let path: String

    func refusal(_ message: String) -> JSONError { JSONError(.unexpected, message, at: path) }

    private func expected(_ wanted: String) -> JSONError { refusal("expected \(wanted), found \(json.kindName)") }

    /// The value of a key, if it is there.
    func member(_ key: String) -> JSONCursor? {
        json[key].map { JSONCursor(json: $0, path: path + JSONError.step(key)) }
    }

    /// The value of a key, if it is there and isn't null.
    func optionalMember(_ key: String) -> JSONCursor? {
        member(key).flatMap { $0.json == .null ? nil : $0 }
    }

    /// The value of a key that must be there.
    func required(_ key: String) throws(JSONError) -> JSONCursor {
        guard json.members != nil else { throw expected("an object") }
        guard let member = member(key) else { throw refusal("the key `\(key)` is missing") }
        return member
    }

    /// Refuses what is no object, or has another key than these.
    func allow(_ keys: String...) throws(JSONError) {
        for (key, _) in try members() where !keys.contains(where: { $0.isExactly(key) }) {
            throw refusal("there is no key `\(key)` here\(Suggestion.phrase(for: key, among: keys))")
        }
    }

    func string() throws(JSONError) -> String {
        guard let string = json.string else { throw expected("a string") }
        return string
    }

    func bool() throws(JSONError) -> Bool {
        guard let bool = json.bool else { throw expected("a boolean") }
        return bool
    }

    func items() throws(JSONError) -> [JSONCursor] {
        guard let items = json.array else { throw expected("an array") }
        return items.enumerated().map { JSONCursor(json: $1, path: "\(path)[\($0)]") }
    }

    func members() throws(JSONError) -> [(key: String, value: JSONCursor)] {
        guard let members = json.members else { throw expected("an object") }
        return members.map { ($0.key, JSONCursor(json: $0.value, path: path + JSONError.step($0.key))) }
    }
}
