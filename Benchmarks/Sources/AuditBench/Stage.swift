import Exchange
import Foundation
import PKI
import SignedRecords
import StorageSQLite

/// What `scripts/bench exchange` plays on: a data folder that `kedjad` serves, with the certificates of all who call.
///
///     DIR/pki              as `kedja pki` makes it
///     DIR/data             as `kedjad` keeps it; DIR/master.key
///     DIR/stage.json       who works with whom about whom
///
/// 200 officers in 20 organisations work with two persons each, whose documents the officer of the same number in the next organisation has
/// uploaded. Beside them stand those whom the database is filled up with, see ``StageGrowth``.
struct Stage: Sendable {
    let folder: String
    let storage: SQLiteStorage
    let exchange: Exchange
    let casework: BenchCasework
    let master: MasterKey
    let policyDigest: String

    static let organisations = 20
    static let officers = 200
    static let auditor = "vard/granskare"

    /// The officer of a number.
    static func officer(_ number: Int) throws -> OfficerID { try id("\(organisation(number / 10))/o\(number % 10)") }
    /// Who has what that one reads.
    static func colleague(of number: Int) throws -> OfficerID { try officer((number + 10) % officers) }
    static func organisation(_ number: Int) -> String { "org-\(number % organisations / 10)\(number % 10)" }

    /// Opens one that is there.
    init(opening folder: String) async throws {
        let text = try String(contentsOfFile: folder + "/master.key", encoding: .utf8)
        guard let bytes = Hexadecimal.bytes(text.trimmingCharacters(in: .whitespacesAndNewlines)), let master = MasterKey(bytes: bytes)
        else { throw BenchError("\(folder)/master.key is no key") }
        try await self.init(folder: folder, master: master)
    }

    init(folder: String, master: MasterKey) async throws {
        let names = try (0..<Stage.officers).map { try Stage.officer($0).description } + StageGrowth.owners().map(\.description)
        let signers = try BenchSigners(names, under: try PKIFolder(folder + "/pki").authority())
        let storage = try SQLiteStorage.open(folder: folder + "/data")
        guard let stored = try await storage.read({ try $0.keys() }) else { throw BenchError("\(folder) has no keys") }
        let rulebook = try Rulebook(loading: .shipped)
        exchange = Exchange(
            storage: storage, blobs: try FolderBlobs.open(folder: folder + "/data"), keys: try stored.open(with: master),
            rulebook: rulebook, records: RecordVerifier(anchors: try signers.anchors) { nil }, clock: .system, random: .system)
        casework = BenchCasework(exchange: exchange, storage: storage, master: master, signers: signers)
        (self.folder, self.storage, self.master, policyDigest) = (folder, storage, master, rulebook.current.digest)
    }

    /// One officer's work.
    struct Notes: Codable, Sendable {
        struct Subject: Codable, Sendable {
            let participant: ParticipantID
            let caseID: CaseID
            let consent: ConsentID
            /// That is read, and that is asked for.
            let read: DocumentID
            let asked: DocumentID
        }
        var subjects: [Subject]
        /// A case for what is added while the clock runs, so that what is read stays as it is.
        var intake: CaseID
        var newcomer: ParticipantID
    }

    func notes() throws -> [Notes] {
        try JSONDecoder().decode([Notes].self, from: Data(contentsOf: URL(filePath: folder + "/stage.json")))
    }

    /// How many documents there are beside those of the 200.
    func filled() throws -> Int {
        let path = folder + "/filled"
        guard FileManager.default.fileExists(atPath: path) else { return 0 }
        return Int(try String(contentsOfFile: path, encoding: .utf8)) ?? 0
    }
}
