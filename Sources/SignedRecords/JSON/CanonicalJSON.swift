import Foundation

/// Swift values to and from canonical JSON (RFC 8785) by their `Codable` conformance.
///
/// Dates are RFC 3339 texts in UTC with whole seconds, data is base64, absent optionals are absent members.
public enum CanonicalJSON {
    /// The value's canonical bytes.
    ///
    /// - Throws: ``RecordError`` where the value can't be written exactly (`numberOutOfRange` for whole numbers beyond
    ///   2^53 − 1 that a double doesn't hold), `EncodingError` where the type itself refuses.
    public static func encode<T: Encodable>(_ value: T) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        return try JSONValue(parsing: encoder.encode(value)).canonicalBytes
    }

    /// The value that a JSON text describes. The text is parsed strictly first (see ``JSONValue``), but needn't be canonical.
    ///
    /// - Throws: ``RecordError`` where the text isn't JSON; `unexpectedShape` where it doesn't fit the type.
    public static func decode<T: Decodable>(
        _ type: T.Type, from bytes: [UInt8], limits: JSONLimits = .standard
    ) throws(RecordError) -> T {
        let value = try JSONValue(parsing: bytes, limits: limits)
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            return try decoder.decode(type, from: Data(value.canonicalBytes))
        } catch {
            // A DecodingError quotes the values it met; those stay here.
            throw .unexpectedShape
        }
    }
}
