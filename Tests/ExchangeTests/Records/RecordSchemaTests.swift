import Foundation
import SignedRecords
import Testing

@testable import Exchange

/// `records/`: a JSON schema and an example of each signed record say what our types write, no more and no less.
@Suite("The records' JSON schemas") struct RecordSchemaTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "records")

    private static func schema(_ name: String) throws -> JSONValue {
        try JSONValue(parsing: Data(contentsOf: folder.appending(path: "\(name).schema.json")))
    }

    private static func names(in path: String, ending: String) throws -> Set<String> {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path)
        return Set(files.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) })
    }

    /// `KEDJA_WRITE_GOLDEN=1` writes the examples anew.
    @Test func theExamplesAreWhatOurTypesWrite() throws {
        let samples = try RecordSample.all()
        if ProcessInfo.processInfo.environment["KEDJA_WRITE_GOLDEN"] != nil {
            for each in samples {
                try Data(each.json.canonicalBytes).write(to: Self.folder.appending(path: "examples/\(each.name).json"))
            }
        }
        #expect(try Self.names(in: "examples", ending: ".json") == Set(samples.map(\.name)))
        for each in samples {
            let file = try Data(contentsOf: Self.folder.appending(path: "examples/\(each.name).json"))
            #expect(Array(file) == each.json.canonicalBytes, "\(each.name)")
            #expect(each.again == each.json, "\(each.name) reads back otherwise")
        }
    }

    @Test func everyFieldIsInTheSchemaAndTheReverse() throws {
        let common = try Self.schema("common")
        let samples = Dictionary(grouping: try RecordSample.all()) { ($0.schema ?? $0.name).replacing("/", with: "-") }
        #expect(try Self.names(in: "", ending: ".schema.json") == Set(samples.keys).union(["common"]))
        for (name, samples) in samples {
            let schema = try Self.schema(name)
            let written = samples.reduce(into: Set<String>()) { $0.formUnion($1.json.fields()) }
            let described = SchemaFields(root: schema, common: common).fields(of: schema)
            #expect(written == described, "\(name)")
        }
    }

    /// A schema says which record it is of: the version in the file's name, the payload's and the type's.
    @Test func everySchemaNamesItsRecord() throws {
        for each in try RecordSample.all() where each.schema != nil {
            let name = (each.schema ?? "").replacing("/", with: "-")
            let schema = try Self.schema(name)
            #expect(schema["properties"]?["schema"]?["const"]?.string == each.schema)
            #expect(schema["$id"]?.string == "\(name).schema.json")
            let type = String((each.schema ?? "").prefix { $0 != "/" }) + "+jws"
            #expect(schema["description"]?.string?.hasPrefix(type) == true, "\(name)")
        }
    }

    /// Every type of record that the exchange takes has its newest version here.
    @Test func everyTypeHasASchema() throws {
        let types: [(type: String, schema: String)] = [
            (ConsentRecord.type, ConsentRecord.schema), (WithdrawalRecord.type, WithdrawalRecord.schema),
            (DocumentManifest.type, DocumentManifest.schema), (ApprovalRecord.type, ApprovalRecord.schema),
            (RewrapRecord.type, RewrapRecord.schema), (ErasureRecord.type, ErasureRecord.schema),
            (ErasureAnswer.type, ErasureAnswer.schema),
            (EmergencyReview.type, EmergencyReview.schema), (AuditReview.type, AuditReview.schema),
            (DirectoryChange.type, DirectoryChange.schema), (WithdrawalOfAllRecord.type, WithdrawalOfAllRecord.schema),
            (ConfirmationRecord.type, ConfirmationRecord.schema), (DelegationRecord.type, DelegationRecord.schema),
            (RestrictionRecord.type, RestrictionRecord.schema), (RestrictionLifting.type, RestrictionLifting.schema),
            (ObjectionRecord.type, ObjectionRecord.schema),
        ]
        let schemas = Set(try RecordSample.all().compactMap(\.schema))
        for each in types {
            #expect(schemas.contains(each.schema))
            #expect(each.type == each.schema.prefix { $0 != "/" } + "+jws")
        }
        #expect(types.count == (try Self.typesInSources()))
    }

    /// So that a new record can't be forgotten: each declares its `type` beside its `schema`.
    private static func typesInSources() throws -> Int {
        let sources = folder.appending(path: "../Sources/Exchange/Records")
        return try FileManager.default.contentsOfDirectory(at: sources, includingPropertiesForKeys: nil).reduce(0) { count, file in
            count + (try String(contentsOf: file, encoding: .utf8)).components(separatedBy: "package static let type = ").count - 1
        }
    }

    // MARK: The judge

    @Test(.enabled(if: hasValidator, "jsonschema is not installed")) func anIndependentValidatorAgrees() throws {
        let (status, answer) = try Self.judge(Self.folder)
        #expect(status == 0)
        #expect(answer["faults"] == .array([]), "\(String(decoding: answer.canonicalBytes, as: UTF8.self))")
        #expect(answer["schemas"]?.integer == 21)
        #expect(answer["examples"]?.integer == Int64(try RecordSample.all().count))
        #expect((answer["mutations"]?.integer ?? 0) > 300)
    }

    @Test(.enabled(if: hasValidator, "jsonschema is not installed")) func theJudgeCanSayNo() throws {
        let copy = FileManager.default.temporaryDirectory.appending(path: "kedja-records-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: Self.folder, to: copy)
        defer { try? FileManager.default.removeItem(at: copy) }
        let example = copy.appending(path: "examples/kedja-withdrawal-2.json")
        let text = try String(contentsOf: example, encoding: .utf8)
        try Data(text.replacing("\"oral\"", with: "\"sung\"").utf8).write(to: example)
        let (status, answer) = try Self.judge(copy)
        #expect(status == 1 && answer["faults"]?.array?.isEmpty == false)
    }

    private static let hasValidator = (try? run(["-c", "import jsonschema, referencing"]).status) == 0

    private static func judge(_ folder: URL) throws -> (Int32, JSONValue) {
        let script = Self.folder.appending(path: "../Tests/Judges/validate_records.py").path
        let (status, output) = try run([script, folder.path])
        return (status, try JSONValue(parsing: output))
    }

    private static func run(_ arguments: [String]) throws -> (status: Int32, output: Data) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-W", "ignore"] + arguments
        let stdout = Pipe()
        process.standardOutput = stdout
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }
}

extension JSONValue {
    /// Where a value has members: `method.how`, `holders[].officer`.
    fileprivate func fields(at path: String = "") -> Set<String> {
        switch self {
        case .object(let members):
            members.reduce(into: []) { fields, member in
                let place = path.isEmpty ? member.key : "\(path).\(member.key)"
                fields.formUnion(member.value.fields(at: place).union([place]))
            }
        case .array(let elements): elements.reduce(into: []) { $0.formUnion($1.fields(at: "\(path)[]")) }
        default: []
        }
    }
}

/// The same of a schema: what its `properties` name, through `items` and references.
private struct SchemaFields {
    let root: JSONValue
    let common: JSONValue

    func fields(of schema: JSONValue, at path: String = "") -> Set<String> {
        let schema = resolved(schema)
        var fields: Set<String> = []
        for (name, inner) in schema["properties"]?.object ?? [:] {
            let place = path.isEmpty ? name : "\(path).\(name)"
            fields.formUnion(self.fields(of: inner, at: place).union([place]))
        }
        if let items = schema["items"] { fields.formUnion(self.fields(of: items, at: "\(path)[]")) }
        return fields
    }

    private func resolved(_ schema: JSONValue) -> JSONValue {
        guard let reference = schema["$ref"]?.string, let name = reference.split(separator: "/").last.map(String.init) else {
            return schema
        }
        let place = reference.hasPrefix("#") ? root : common
        return place["$defs"]?[name] ?? .null
    }
}
