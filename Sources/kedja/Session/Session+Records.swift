import Exchange
import ExchangeAPI
import ExchangeClient

extension Session {
    /// Makes a call whose answer carries signed records, and shows beside it what they say that this version doesn't know.
    func show<Result: RecordCarrier>(_ call: Call<Result>, _ lines: (Result) -> [String]) async throws {
        let answer = try await connection.send(call)
        let whole = WholeRecords(result: answer.result, unknownFields: answer.result.unknownFields)
        try output.show(Answer(result: whole, receipt: answer.receipt)) { lines($0.result) + $0.unknownFields.lines }
    }
}

/// An answer together with its records' unknown fields; in JSON they are one more member, where there are any.
struct WholeRecords<Result: Codable & Sendable>: Codable, Sendable {
    let result: Result
    let unknownFields: [UnknownField]

    private enum Keys: String, CodingKey { case unknownFields }

    init(result: Result, unknownFields: [UnknownField]) {
        self.result = result
        self.unknownFields = unknownFields
    }

    init(from decoder: any Decoder) throws {
        result = try Result(from: decoder)
        unknownFields = try decoder.container(keyedBy: Keys.self).decodeIfPresent([UnknownField].self, forKey: .unknownFields) ?? []
    }

    func encode(to encoder: any Encoder) throws {
        try result.encode(to: encoder)
        guard !unknownFields.isEmpty else { return }
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(unknownFields, forKey: .unknownFields)
    }
}

extension [UnknownField] {
    /// A line each, under a heading.
    var lines: [String] { isEmpty ? [] : ["", Words.Record.unknownFields.text] + map { "  " + Text.safe("\($0.path): \($0.json)") } }
}
