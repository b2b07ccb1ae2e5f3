import ArgumentParser
import Cedar

/// The schema and the entities that a request is decided on.
struct FactOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: ArgumentHelp("The schema; it directs how entities and context are read.", valueName: "file"))
    var schema: String?

    @Option(help: ArgumentHelp("The entities, a JSON array; none if left out.", valueName: "file"))
    var entities: String?

    func readSchema() throws(Fault) -> Schema? { try SchemaFile.read(schema) }

    func readEntities(_ schema: Schema?) throws(Fault) -> Entities {
        guard let entities else { return try Self.entities([UInt8]("[]".utf8), "entities", schema) }
        let file = try InputFile(entities)
        return try Self.entities(file.bytes, file.name, schema)
    }

    static func entities(_ bytes: [UInt8], _ name: String, _ schema: Schema?) throws(Fault) -> Entities {
        do throws(JSONError) { return try Entities(json: bytes, schema: schema) } catch { throw Fault(error, in: name) }
    }
}
