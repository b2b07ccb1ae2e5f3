import Foundation

/// A data folder that some version has written, and what was known of it then: `Tests/Fixtures/data-folders/NAME`.
///
///     data.tar.gz     the data folder
///     notes.json      this value: what its version answered
///     ca.pem          who issued the certificates of those who signed its records
///     gun.note        the log's head as the auditor's client remembered it, before the last entries
///     gun.json        what led that client from the log's first key to that one
///     gun.receipt     the auditor's receipt of their last action before that
struct KeptFolder: Codable {
    /// Somebody tried to read a document: the client's exit status, and the text where it's 0.
    struct Reading: Codable {
        let officer, document, purpose: String
        let status: Int32
        let text: String?
    }

    /// What an officer's list or page named: ids, sorted.
    struct Listing: Codable {
        let officer: String
        let command: [String]
        let ids: [String]
    }

    /// The log's first key, and the digest of the directory's founding: what a profile began with.
    let logKey, directoryRoot: String
    /// The remembered head's size.
    let remembered: UInt64
    /// The id of the person with ``Chain/number``, who was registered as Tilda Testsson.
    let person: String
    /// How many participants' keys the master key wraps.
    let subjectKeys: Int
    let readings: [Reading]
    let listings: [Listing]

    static let root = SourceRoot.path + "/Tests/Fixtures/data-folders"
    static let clientsFiles = ["gun.note", "gun.json", "gun.receipt"]

    /// What `scripts/fixture` has been told to write.
    static var nameToWrite: String? { ProcessInfo.processInfo.environment["KEDJA_WRITE_FIXTURE"] }

    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root).filter { !$0.hasSuffix(".md") }.sorted()
    }

    static func read(_ name: String) throws -> KeptFolder {
        try JSONDecoder().decode(KeptFolder.self, from: Data(contentsOf: URL(fileURLWithPath: "\(root)/\(name)/notes.json")))
    }

    /// Where the client keeps a file of the fixture's.
    static func place(of file: String) -> String {
        switch file {
        case "gun.note": "profiles/checkpoints/gun.note"
        case "gun.json": "profiles/logkeys/gun.json"
        default: file
        }
    }
}

extension Run {
    /// Every id in the output, each once, sorted.
    var ids: [String] { Array(Set(output.matches(of: /[a-z]{3,5}_[0-9a-z]{26}/).map { String($0.output) })).sorted() }

    /// A value of the kind that `kedjad init` prints: `value("directory root")`.
    func value(_ name: String) throws -> String {
        guard let line = output.split(separator: "\n").first(where: { $0.hasPrefix("\(name):") }) else {
            throw StoryError("no \(name) in: \(self)")
        }
        return line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
    }
}

extension Installation {
    /// Tries to read as an officer; what came back, and the text when there is one.
    func reading(_ document: String, by officer: String, for purpose: String) throws -> KeptFolder.Reading {
        let target = path("out-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: target) }
        let run = try kedja(officer, "document", "get", document, "--purpose", purpose, "-o", target)
        let text = run.status == 0 ? try String(contentsOfFile: target, encoding: .utf8) : nil
        return KeptFolder.Reading(officer: officer, document: document, purpose: purpose, status: run.status, text: text)
    }

    func listing(_ officer: String, _ command: [String]) throws -> KeptFolder.Listing {
        let run = try client(command + ["--json", "--profile", officer])
        guard run.status == 0 else { throw StoryError("\(run)") }
        return KeptFolder.Listing(officer: officer, command: command, ids: run.ids)
    }

    func tar(_ arguments: [String]) throws {
        let run = try Program.run(["tar", "-C", folder.path] + arguments, in: folder)
        guard run.status == 0 else { throw StoryError("\(run)") }
    }
}
