import Age
import Cedar
import Exchange
import Foundation
import PKI
import SignedRecords
import StorageSQLite

/// An exchange on a data folder, under the policies as they are shipped: `people` persons, each with a case, a consent and a document.
struct BenchWorld: Sendable {
    static let people = 64
    static let officers = ["af/anna", "af/lister", "fk/bo", "fk/granskare"]

    let folder: String
    let storage: SQLiteStorage
    let keys: ExchangeKeys
    let exchange: Exchange
    let casework: BenchCasework
    let subjects: [Subject]
    let policyDigest: String
    /// The exchange as it is after a start: it remembers nothing.
    let again: @Sendable () -> Exchange

    /// A person, with the key that their entries are sealed under.
    struct Subject: Sendable {
        let id: ParticipantID
        let key: SubjectKey
        let document: DocumentID
        /// Who may read it, and whose it is.
        let reader: OfficerID
        let owner: OrganisationID
    }

    /// Makes the folder, which must not be there.
    init(folder: String) async throws {
        self.folder = folder
        storage = try SQLiteStorage.open(folder: folder)
        let master = MasterKey(random: .system)
        let stored = try StoredKeys.create(master: master, logOrigin: "kedja.example/log", random: .system)
        keys = try stored.open(with: master)
        try BenchWorld.keep(master, at: folder + "/master.key")
        let signers = try BenchSigners(BenchWorld.officers, under: try BenchSigners.newAuthority())
        let rulebook = try Rulebook(loading: .shipped)
        policyDigest = rulebook.current.digest
        let (blobs, records) = (try FolderBlobs.open(folder: folder), RecordVerifier(anchors: try signers.anchors) { nil })
        let (storage, keys) = (storage, keys)
        again = {
            Exchange(
                storage: storage, blobs: blobs, keys: keys, rulebook: rulebook, records: records, clock: .system, random: .system)
        }
        exchange = again()
        try await BenchWorld.insertDirectory(stored, storage)
        casework = BenchCasework(exchange: exchange, storage: storage, master: master, signers: signers)
        var subjects: [Subject] = []
        let payload = try BenchPayload(sealing: Array("Planering".utf8))
        for _ in 0..<BenchWorld.people {
            let shared = try await casework.sharedCase(of: try id("af/anna"), with: try id("fk/bo"))
            let document = try await casework.upload(payload, to: shared)
            subjects.append(
                Subject(
                    id: shared.participant, key: shared.key, document: document, reader: shared.reader, owner: shared.owner.organisation))
        }
        self.subjects = subjects
    }

    /// As `kedjad` keeps it, so that the folder can be served and verified.
    static func keep(_ master: MasterKey, at path: String) throws {
        let text = Data((Hexadecimal.text(master.exposedBytes) + "\n").utf8)
        guard FileManager.default.createFile(atPath: path, contents: text, attributes: [.posixPermissions: 0o600]) else {
            throw BenchError("\(path) can't be written")
        }
    }

    private static func insertDirectory(_ stored: StoredKeys, _ storage: SQLiteStorage) async throws {
        let recipient = try X25519Identity(random: { RandomSource.system.bytes($0) }).recipient.description
        let host = Organisation(id: try id("vard"), name: "Värden", kind: .annan, binding: .statute, host: true)
        try await Setup(keys: stored, host: host, administrator: try id("vard/admin"), recipient: recipient).perform(in: storage)
        let organisations = [
            Organisation(id: try id("af"), name: "AF", kind: .arbetsformedlingen, binding: .statute),
            Organisation(id: try id("fk"), name: "FK", kind: .forsakringskassan, binding: .statute),
        ]
        let roles: [String: Set<Role>] = ["fk/granskare": [.auditor]]
        let officers = try BenchWorld.officers.map { name in
            Officer(
                id: try id(name), roles: roles[name] ?? [.caseOfficer, .recorder], clearedForProtectedIdentity: false, recipient: recipient)
        }
        try await storage.write { changes in
            for organisation in organisations { try changes.insertOrganisation(organisation) }
            for officer in officers { try changes.insertOfficer(officer) }
        }
    }
}

// MARK: What is measured

extension BenchWorld {
    /// An officer of `af` looks at what is known of a document of `fk`.
    @Sendable func describe(_ number: Int) async throws {
        _ = try await exchange.document(subjects[number % subjects.count].document, by: try id("af/anna"))
    }

    /// The same officer retrieves it on the person's consent, and gets the key.
    @Sendable func retrieve(_ number: Int) async throws {
        _ = try await exchange.retrieve(subjects[number % subjects.count].document, for: .planering, by: try id("af/anna"))
    }

    /// The same, and the payload with it: all that a client needs to open the document.
    @Sendable func fetch(_ number: Int) async throws {
        let officer: OfficerID = try id("af/anna")
        let document = subjects[number % subjects.count].document
        let retrieval = try await exchange.retrieve(document, for: .planering, by: officer).value
        guard retrieval.payload == nil else { return }
        let payload = try await exchange.payload(of: retrieval.id, by: officer)
        _ = try await payload.blob.read(at: 0, count: Int(payload.size))
    }

    /// Inclusion proofs of entries here and there.
    func prove(upTo size: UInt64) -> @Sendable (Int) async throws -> Void {
        { number in _ = try await exchange.inclusionProof(of: UInt64(number) &* 7_368_787 % size, in: size) }
    }

    func size() async throws -> UInt64 { try await storage.read { try $0.logSize() } }

    /// Of the database without its WAL file.
    func databaseBytes() throws -> UInt64 {
        try FileManager.default.attributesOfItem(atPath: folder + "/" + SQLiteStorage.fileName)[.size] as? UInt64 ?? 0
    }
}

func id(_ text: String) throws -> OfficerID { try read(OfficerID(text), text) }
func id(_ text: String) throws -> OrganisationID { try read(OrganisationID(text), text) }

private func read<ID>(_ id: ID?, _ text: String) throws -> ID {
    guard let id else { throw BenchError("\(text) is no id") }
    return id
}

struct BenchError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension Clock {
    static let system = Clock { Timestamp(Date()) }
}

extension PolicyLoader {
    /// The repository's, found from this file.
    static let shipped = PolicyLoader { () throws(ExchangeError) in
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../policies").standardized
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".cedar") }.sorted()
            let read = { name in PolicySource(file: name, text: try String(contentsOf: folder.appending(path: name), encoding: .utf8)) }
            return (try read("schema.cedarschema"), try names.map(read))
        } catch {
            throw ExchangeError(.policyInvalid, "the shipped policies can't be read: \(error)")
        }
    }
}

extension RandomSource {
    /// As `kedjad`'s.
    static let system = RandomSource { count in
        // One call of the system fills up to 256 bytes whole (getentropy(3)); the language's generator asks for eight at a time.
        if count <= 256 {
            var bytes = [UInt8](repeating: 0, count: count)
            if bytes.withUnsafeMutableBytes({ getentropy($0.baseAddress, count) }) == 0 { return bytes }
        }
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        while bytes.count < count { withUnsafeBytes(of: generator.next() as UInt64) { bytes += $0 } }
        return Array(bytes.prefix(count))
    }
}
