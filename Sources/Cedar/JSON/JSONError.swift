/// Why a text isn't JSON that Cedar can use, or doesn't say what was expected.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable name of the kind of refusal.
    public enum Code: String, Sendable, Hashable {
        /// The bytes aren't JSON in UTF-8, or hold a number that isn't a 64-bit integer, or a key twice.
        case malformed = "malformed_json"
        /// The value nests deeper than ``Limits/maximumDepth``.
        case nesting = "json_nesting"
        /// The JSON says something else than was expected at `place`.
        case unexpected = "unexpected_json"
        /// A call of an extension function that has no value, such as `ip("x")`.
        case invalidValue = "invalid_value"
        /// An entity that is, by way of its parents, a member of itself.
        case entityCycle = "entity_cycle"
        /// An entity that is described twice, differently.
        case entityConflict = "entity_conflict"
        /// Facts that the schema doesn't allow.
        case nonconforming
        /// A schema that declares something twice, in a circle, or names what isn't declared.
        case schema
        /// A schema that one of the two syntaxes can't express.
        case untranslatable = "untranslatable_schema"
        /// A record that has an attribute whose name JSON reserves for escapes, so that it can't be written.
        case reservedKey = "reserved_key"
    }

    /// The kind of refusal.
    public let code: Code
    /// An English sentence saying what is wrong.
    public let message: String
    /// Where, such as `line 2, column 5` or `entities[3].attrs.owner`; empty where the whole is meant.
    public let place: String

    package init(_ code: Code, _ message: String, at place: String = "") {
        self.code = code
        self.message = message
        self.place = place
    }

    /// `place: message`.
    public var description: String { place.isEmpty ? message : "\(place): \(message)" }
}

extension JSONError {
    /// The JSON is of another kind than expected.
    static func expected(_ wanted: String, found json: JSON?) -> JSONError {
        JSONError(.unexpected, "expected \(wanted), found \(json?.kindName ?? "nothing")")
    }

    /// The same refusal with what leads to its place set before it.
    func within(_ step: String) -> JSONError { JSONError(code, message, at: step + place) }

    /// How a place names the value of a key: `.owner`, or `["last name"]`.
    static func step(_ key: String) -> String { key.isIdentifier ? ".\(key)" : "[\(key.cedarLiteral)]" }
}

/// Does a step of reading; a refusal's place begins with `step`. The place is put together only when something is refused.
func within<Result>(
    _ step: @autoclosure () -> String, _ body: () throws(JSONError) -> Result
) throws(JSONError) -> Result {
    do throws(JSONError) {
        return try body()
    } catch {
        throw error.within(step())
    }
}

extension JSON {
    /// The value of a key, read; a refusal's place begins with the key.
    func reading<Result>(_ key: String, _ body: (JSON) throws(JSONError) -> Result) throws(JSONError) -> Result? {
        guard let value = self[key] else { return nil }
        return try within(JSONError.step(key)) { () throws(JSONError) in try body(value) }
    }

    /// The same for a key that must be there.
    func requiring<Result>(_ key: String, _ body: (JSON) throws(JSONError) -> Result) throws(JSONError) -> Result {
        guard members != nil else { throw .expected("an object", found: self) }
        guard let result = try reading(key, body) else { throw JSONError(.unexpected, "the key `\(key)` is missing") }
        return result
    }

    /// The items of an array, each read.
    func items<Item>(_ body: (JSON) throws(JSONError) -> Item) throws(JSONError) -> [Item] {
        guard let items = array else { throw .expected("an array", found: self) }
        var result: [Item] = []
        result.reserveCapacity(items.count)
        for (number, item) in items.enumerated() {
            result.append(try within("[\(number)]") { () throws(JSONError) in try body(item) })
        }
        return result
    }

    /// The members of an object, each read.
    func entries<Entry>(_ body: (String, JSON) throws(JSONError) -> Entry) throws(JSONError) -> [(name: String, value: Entry)] {
        guard let members else { throw .expected("an object", found: self) }
        var result: [(name: String, value: Entry)] = []
        result.reserveCapacity(members.count)
        for member in members {
            let entry = try within(JSONError.step(member.key)) { () throws(JSONError) in try body(member.key, member.value) }
            result.append((member.key, entry))
        }
        return result
    }
}
