extension Decoder {
    /// The fields of a row; throws when it has one that isn't among `Key`.
    func strictContainer<Key: CodingKey & CaseIterable>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        let known = Key.allCases.map(\.stringValue)
        let given = try container(keyedBy: AnyKey.self)
        if let stray = given.allKeys.first(where: { !known.contains($0.stringValue) }) {
            throw DecodingError.dataCorruptedError(
                forKey: stray, in: given,
                debugDescription: "there is no key `\(stray.stringValue)` here; the keys are \(known.joined(separator: ", "))")
        }
        return try container(keyedBy: type)
    }
}

extension KeyedDecodingContainer {
    /// The field, or what holds where it is left out.
    func value<Value: Decodable>(_ key: Key, default standard: @autoclosure () throws -> Value) throws -> Value {
        try decodeIfPresent(Value.self, forKey: key) ?? standard()
    }
}

/// A key of any name, to see which a row has.
private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
