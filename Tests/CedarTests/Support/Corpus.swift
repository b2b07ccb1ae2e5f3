import Foundation

@testable import Cedar

/// Cedar's integration corpus, unpacked once into the temporary folder.
enum Corpus {
    /// Where the conformance data lies: `KEDJA_CONFORMANCE`, or beside the package.
    static let archive: URL = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = ProcessInfo.processInfo.environment["KEDJA_CONFORMANCE"].map { URL(filePath: $0) }
        return (folder ?? root.appending(path: "../shared/conformance")).appending(path: "cedar/open.tar.gz").standardizedFileURL
    }()

    static var isPresent: Bool { FileManager.default.fileExists(atPath: archive.path) }

    private static let unpacked = Result { try unpack() }

    /// The unpacked folder.
    static func folder() throws -> URL { try unpacked.get() }

    /// It is unpacked beside and renamed, so that a folder of this name is complete, whoever else unpacks it.
    private static func unpack() throws -> URL {
        let size = try FileManager.default.attributesOfItem(atPath: archive.path)[.size] as? Int ?? 0
        let target = FileManager.default.temporaryDirectory.appending(path: "cedar-corpus-\(size)")
        if FileManager.default.fileExists(atPath: target.path) { return target.appending(path: "open") }
        let fresh = FileManager.default.temporaryDirectory.appending(path: "cedar-corpus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: fresh, withIntermediateDirectories: true)
        let tar = Process()
        tar.executableURL = URL(filePath: "/usr/bin/env")
        tar.arguments = ["tar", "xzf", archive.path, "-C", fresh.path]
        try tar.run()
        tar.waitUntilExit()
        guard tar.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
        do { try FileManager.default.moveItem(at: fresh, to: target) } catch {
            guard FileManager.default.fileExists(atPath: target.path) else { throw error }
            try FileManager.default.removeItem(at: fresh)
        }
        return target.appending(path: "open")
    }

    /// The names of all cases.
    static func names(in folder: URL) throws -> [String] {
        let index = String(decoding: try Data(contentsOf: folder.appending(path: "INDEX.jsonl")), as: UTF8.self)
        return try index.split(separator: "\n").map { try JSON.parse(Array($0.utf8))["name"]?.string ?? "" }
    }
}

/// One case of the corpus: its files, read.
struct CorpusCase {
    let name: String
    let json: JSON
    let schema: Schema
    let policies: PolicySet
    let entities: Entities
    /// What the reference implementation found of the requests and entities; nil for handwritten cases.
    let validation: JSON?

    init(name: String, in folder: URL) throws {
        func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: path))) }
        func path(_ key: String) -> String { json[key]?.string ?? "" }
        self.name = name
        let json = try JSON.parse(try read(name.hasSuffix(".json") ? name : "corpus-tests/\(name).json"))
        self.json = json
        schema = try Schema(parsing: PolicySource(file: path("schema"), text: String(decoding: try read(path("schema")), as: UTF8.self)))
        policies = try PolicySet(parsing: [
            PolicySource(file: path("policies"), text: String(decoding: try read(path("policies")), as: UTF8.self))
        ])
        entities = try Entities(json: try read(path("entities")), schema: schema)
        let detailed = "corpus-tests-validation/\(name).validation.json"
        let isDetailed = FileManager.default.fileExists(atPath: folder.appending(path: detailed).path)
        validation = isDetailed ? try JSON.parse(try read(detailed)) : nil
    }
}
