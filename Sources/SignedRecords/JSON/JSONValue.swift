import Foundation

/// A JSON value (RFC 8259) as I-JSON restricts it (RFC 7493): text is valid Unicode, member names are unique, numbers are doubles.
///
///     let value = try JSONValue(parsing: Array(#"{"b": 1.50, "a": "å"}"#.utf8))
///     value["b"]?.double            // 1.5
///     value.canonicalBytes          // {"a":"å","b":1.5}
///
/// Fields that nobody knows are kept. Mind that Swift compares strings by canonical equivalence; compare ``canonicalBytes``
/// where spelling matters.
public indirect enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without fraction; parsing gives it for magnitudes up to 2^53 − 1, which a double holds exactly.
    case integer(Int64)
    /// Any other number. Parsing never gives an infinity or NaN; one made by hand is written as `null`, as ECMAScript does.
    case number(Double)
    /// A text.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Members by name; their order is not kept, the canonical form sorts them.
    case object([String: JSONValue])

    /// Parses exactly one value.
    ///
    /// - Parameters:
    ///   - bytes: the text in UTF-8, without byte order mark.
    ///   - limits: how large and deep it may be.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(RecordError) {
        self = try JSONParser.parse(bytes, limits: limits)
    }

    /// Parses exactly one value from data; see ``init(parsing:limits:)``.
    public init(parsing data: some Sequence<UInt8>, limits: JSONLimits = .standard) throws(RecordError) {
        self = try JSONParser.parse(Array(data), limits: limits)
    }

    /// The one canonical spelling (RFC 8785): members sorted by UTF-16 code units, no whitespace, numbers as ECMAScript writes them.
    public var canonicalBytes: [UInt8] {
        var writer = CanonicalWriter()
        writer.write(self)
        return writer.bytes
    }
}

/// How large a JSON text may be.
public struct JSONLimits: Hashable, Sendable {
    /// The longest text, in bytes.
    public var bytes: Int
    /// The most arrays and objects inside each other.
    public var depth: Int
    /// The most values, arrays and objects counted with what is in them: a short text may have many, each of which takes memory.
    public var values: Int

    /// One mebibyte, 32 levels.
    public static let standard = JSONLimits(bytes: 1 << 20, depth: 32)

    /// Limits of one's own; the depth is never more than 128, so that parsing can't exhaust the stack.
    public init(bytes: Int, depth: Int, values: Int = .max) {
        self.bytes = bytes
        self.values = values
        self.depth = min(depth, 128)
    }
}
