import Cedar

/// The files of a case, read.
struct CorpusFacts {
    let json: JSON
    let schema: Schema
    let policies: PolicySet
    let entities: Entities
    /// What the reference implementation found, in detail.
    let detailed: JSON?
    /// The schema that stands beside in JSON.
    let jsonSchema: JSON?

    init(_ path: String, in folder: CorpusFolder) throws {
        let json = try JSON.parse(try folder.read(path))
        func file(_ key: String) throws(Fault) -> (name: String, bytes: [UInt8]) {
            guard let path = json[key]?.string else { throw Fault("unexpected_json", "the key `\(key)` is missing") }
            return (path, try folder.read(path))
        }
        func source(_ key: String) throws(Fault) -> PolicySource {
            let (name, bytes) = try file(key)
            guard let text = String(validating: bytes, as: UTF8.self) else { throw Fault("not_utf8", "\(name) isn't UTF-8") }
            return PolicySource(file: name, text: text)
        }
        self.json = json
        schema = try Schema(parsing: source("schema"))
        policies = try PolicySet(parsing: [source("policies")])
        let name = path.split(separator: "/").last.map { String($0.dropLast(".json".count)) } ?? ""
        detailed = try Self.json("corpus-tests-validation/\(name).validation.json", path, folder)
        jsonSchema = try Self.json("corpus-tests-json-schemas/\(name).cedarschema.json", path, folder)
        // Entities that don't fit can't be read as the schema directs.
        let areFitting = (detailed?["entityValidation"]?["perEntity"]?.members ?? []).allSatisfy { $0.value == .object([]) }
        entities = try Entities(json: try file("entities").bytes, schema: areFitting ? schema : nil)
    }

    /// A file beside a case of the generated corpus; nil where there is none.
    private static func json(_ path: String, _ owner: String, _ folder: CorpusFolder) throws -> JSON? {
        guard owner.hasPrefix("corpus-tests/"), folder.exists(path) else { return nil }
        return try JSON.parse(try folder.read(path))
    }
}
