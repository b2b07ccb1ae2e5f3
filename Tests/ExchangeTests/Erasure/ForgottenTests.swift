import Foundation
import SignedRecords
import StorageContract
import StorageSQLite
import Testing
import TransparencyLog

@testable import Exchange

/// The promise itself, on a real data folder: with all keys that exist afterwards, neither the folder nor a backup of before tells anything.
@Suite("Forgotten means forgotten, in the data folder and in a backup of before") struct ForgottenTests {
    /// What may stand nowhere in clear.
    static let secrets =
        PersonScene.texts + [
            PersonScene.number, "8803200016", "Tolvan", "Testsson", "plan.txt", "Skälet i klartext", "Nödens skäl i klartext",
            "Granskarens ord i klartext", "Jag säger ja", "Hon har bett om det",
            "Halvvägs.", "Rättsson", "Passet visar det", "Så var det inte", "Hon säger att planen är fel", "Planen är rättad",
        ]

    @Test func nothingOpensWithAnyKeyThatExists() async throws {
        try await inDataFolder { folder in
            let world = try await World(on: try ports(folder + "/data"))
            let scene = try await PersonScene(world)
            try await askForRights(of: scene)
            let before = try await Remains(of: scene)
            let backup = try copy(folder, "backup")
            let bystander = try await Attacker.bystandersKey(scene)
            let insider = try Attacker(world, master: world.master, others: [bystander], person: before.participant)
            #expect(insider.opened(of: before) == before.sealed.count)
            let done = try await world.erase(scene.person)
            #expect(done.value.complete == true)
            // The old master key is destroyed after the rotation: what exists is the new one, and all that it wraps.
            let fresh = try await rotate(world)
            let after = try copy(folder, "after")

            let attacker = try Attacker(world, master: fresh, others: [bystander])
            try await expectBackupTellsNothing(backup, before, attacker)
            for place in [folder + "/data", after] { try expectNothingLeft(in: place, before) }
            try await expectOthersRemain(after, scene, fresh, bystander)
            try await expectLogVerifies(after, world, fresh)
        }
    }

    /// A correction, an objection, and a restriction that holds beside one that is lifted; neither keeps anybody from erasing.
    private func askForRights(of scene: PersonScene) async throws {
        let world = scene.world
        try await world.correct(scene.person, familyName: "Rättsson")
        try await world.object(to: .document(scene.documents[0].id), of: scene.person)
        try await world.lift(try await world.restrict(scene.person, .objection).value)
        try await world.restrict(scene.person)
    }

    /// What the README says of a backup: until the old master key is destroyed, it opens with that.
    @Test func aBackupOpensWithTheOldMasterKeyUntilThatIsDestroyed() async throws {
        try await inDataFolder { folder in
            let world = try await World(on: try ports(folder + "/data"))
            let scene = try await PersonScene(world)
            let before = try await Remains(of: scene)
            let backup = try copy(folder, "backup")
            try await world.erase(scene.person)
            let stored = try await Remains.rows(of: scene.person, in: try ports(backup).storage)
            let attacker = try Attacker(world, master: world.master, others: [], person: stored.participant)
            #expect(attacker.opened(of: stored) == before.sealed.count)
        }
    }

    @Test func theProofCanFail() async throws {
        try await inDataFolder { folder in
            let world = try await World(on: try ports(folder + "/data"))
            let before = try await Remains(of: try await PersonScene(world))
            #expect(try before.found(in: folder + "/data") == before.bytes.count)
        }
    }

    private func rotate(_ world: World) async throws -> MasterKey {
        let fresh = MasterKey(random: world.random.source)
        let rotation = MasterKeyRotation(
            in: world.ports.storage, to: fresh, holding: MasterKeyring([world.master, fresh]), clock: world.clock.clock,
            random: world.random.source)
        #expect(try await rotation.perform { _ in }.scrubbedAt != nil)
        return fresh
    }

    /// What the new key wraps opens; the old one is refused.
    private func expectOthersRemain(_ folder: String, _ scene: PersonScene, _ fresh: MasterKey, _ key: SubjectKey) async throws {
        let id = scene.bystander.participant
        let (keys, bystander) = try await ports(folder).storage.read { (try $0.keys(), try $0.participant(id)) }
        let opened = try #require(keys).open(with: fresh)
        #expect(
            try opened.master.unwrap(try #require(bystander).subjectKey, named: id.text, as: SubjectUse.self).exposedBytes
                == key.exposedBytes)
        #expect(throws: ExchangeError.any(.wrongMasterKey)) { try keys?.open(with: scene.world.master) }
    }

    // MARK: The backup

    private func expectBackupTellsNothing(_ backup: String, _ before: Remains, _ attacker: Attacker) async throws {
        let storage = try ports(backup).storage
        let found = try await Remains.rows(of: before.person, in: storage)
        #expect(found.sealed.count == before.sealed.count && found.sealed.count > 20)
        #expect(attacker.opened(of: found) == 0)
        let keys = try #require(try await storage.read { try $0.keys() })
        #expect(throws: ExchangeError.any(.wrongMasterKey)) { try keys.open(with: attacker.master) }
        for secret in Self.secrets { #expect(try occurrences(of: Array(secret.utf8), in: backup) == 0, "\(secret)") }
        // Identities open headers; none lies in clear, neither the uploader's, nor an owner's document's, nor an approval's.
        #expect(try occurrences(of: Array("age-encryption.org/v1".utf8), in: backup) == 0)
        for document in before.documents { #expect(try await ports(backup).blobs.open(document) != nil) }
    }

    // MARK: The folder

    /// No byte string that was the person's: keys, index, sealed texts, payloads, ids; not even sealed, so that no later cryptanalysis reads it.
    private func expectNothingLeft(in folder: String, _ before: Remains) throws {
        for (name, bytes) in before.bytes {
            // Pieces, for a page's end may lie in between.
            for start in Set([0, bytes.count / 2, bytes.count - 32]) where start >= 0 {
                let piece = Array(bytes[start..<min(start + 32, bytes.count)])
                #expect(try occurrences(of: piece, in: folder) == 0, "\(name) from \(start) on")
            }
        }
        for secret in Self.secrets { #expect(try occurrences(of: Array(secret.utf8), in: folder) == 0, "\(secret)") }
    }

    private func expectLogVerifies(_ folder: String, _ world: World, _ master: MasterKey) async throws {
        let ports = try ports(folder)
        let keys = try #require(try await ports.storage.read { try $0.keys() }).open(with: master)
        let again = Exchange(
            storage: ports.storage, blobs: ports.blobs, keys: keys, rulebook: world.exchange.rulebook,
            records: world.exchange.records, clock: world.clock.clock, random: world.random.source)
        let checkpoint = try world.logVerifier.checkpoint(in: try #require(try await again.checkpoint()))
        let leaves = try await again.leaves(from: 0).leaves.map { Array(try #require(Data(base64Encoded: $0))) }
        var tree = TreeFrontier()
        for leaf in leaves { tree.append(.leaf(leaf)) }
        #expect(tree.root == checkpoint.root && UInt64(leaves.count) == checkpoint.size)
        let views = try await again.audit(EntryFilter(), by: try world.id("vard/granskare")).value.entries
        #expect(views.contains { $0.closed == .erased } && views.allSatisfy { [nil, .erased].contains($0.closed) })
        for view in views where view.closed == .erased {
            let proof = try #require(view.erasure)
            #expect(proof.proves(erasureOf: view.index, by: leaves[Int(proof.index)]))
        }
    }

    // MARK: Folders

    private func ports(_ folder: String) throws -> World.Ports {
        World.Ports(storage: try SQLiteStorage.open(folder: folder), blobs: try FolderBlobs.open(folder: folder))
    }

    /// Every byte of the data folder as it lies, the WAL and its index among them.
    private func copy(_ folder: String, _ name: String) throws -> String {
        try FileManager.default.copyItem(atPath: folder + "/data", toPath: "\(folder)/\(name)")
        return "\(folder)/\(name)"
    }
}

/// Somebody who has every key that can open something sealed: the master key, the system's, other people's.
///
/// The identities of officers and of the exchange open age headers only, and the log's and the index's keys open nothing.
struct Attacker {
    let master: MasterKey
    private let rawKeys: [[UInt8]]

    /// - Parameter person: whose key the master key unwraps, to show that with the right one everything opens.
    init(_ world: World, master: MasterKey, others: [SubjectKey], person: StoredParticipant? = nil) throws {
        self.master = master
        let subject = try person.map { try master.unwrap($0.subjectKey, named: $0.id.text, as: SubjectUse.self) }
        rawKeys = [master.exposedBytes, world.keys.system.exposedBytes] + (others + (subject.map { [$0] } ?? [])).map(\.exposedBytes)
    }

    static func bystandersKey(_ scene: PersonScene) async throws -> SubjectKey {
        let id = scene.bystander.participant
        let stored = try #require(try await scene.world.ports.storage.read { try $0.participant(id) })
        return try scene.world.keys.master.unwrap(stored.subjectKey, named: id.text, as: SubjectUse.self)
    }

    /// How much of what is sealed any key opens, used as any kind of key.
    func opened(of remains: Remains) -> Int { remains.sealed.count { opens($0.sealed, for: $0.place) } }

    private func opens(_ sealed: Sealed, for place: String) -> Bool {
        rawKeys.contains { bytes in
            (try? SecretKey<MasterUse>(bytes: bytes)?.open(sealed, for: place)) != nil
                || (try? SecretKey<SubjectUse>(bytes: bytes)?.open(sealed, for: place)) != nil
                || (try? SecretKey<SystemUse>(bytes: bytes)?.open(sealed, for: place)) != nil
        }
    }
}

/// All that storage holds about a person: what is sealed, and where it belongs.
struct Remains {
    let person: ParticipantID
    let participant: StoredParticipant?
    let sealed: [(place: String, sealed: Sealed)]
    let documents: [DocumentID]
    /// Everything whose bytes may not be left: keys, index, sealed texts, payloads.
    var bytes: [(name: String, bytes: [UInt8])]

    init(of scene: PersonScene) async throws {
        self = try await Remains.rows(of: scene.person, in: scene.world.ports.storage)
        for document in documents {
            let blob = try #require(try await scene.world.ports.blobs.open(document))
            bytes.append(("id of a document", Array(document.text.utf8)))
            bytes.append(("payload of \(document)", try await blob.read(at: 0, count: Int(blob.size))))
        }
        bytes.append(("upload", scene.upload.payload))
        // Their ids in clear, whatever table has them: only the person's own stays, to say that it was somebody.
        let ids = [scene.opened.id.text, scene.retrieval.id.text, scene.upload.ticket.upload.text]
        bytes += ids.map { ("id", Array($0.utf8)) }
    }

    static func rows(of person: ParticipantID, in storage: any Storage) async throws -> Remains {
        try await storage.read { facts in
            let participant = try #require(try facts.participant(person))
            var sealed = [("key/subject/\(person)", participant.subjectKey)]
            sealed += participant.registrations.map { ("identity/\(person)/\($0.organisation)", $0.identity) }
            sealed += try facts.consents(of: person).flatMap { consent in
                [("consent/\(consent.id)", consent.record)]
                    + consent.withdrawals.enumerated().map { (consent.place(ofWithdrawal: $0), $1.record) }
            }
            let documents = try facts.cases(of: person).flatMap { try facts.documents(of: $0.id) }
            for document in documents {
                sealed += [
                    ("document/\(document.id)/name", document.name), ("document/\(document.id)/manifest", document.manifest),
                    ("document/\(document.id)/key", document.key),
                ]
            }
            let owned = try Set(documents.map(\.owner)).flatMap { try facts.requests(to: $0, after: nil, limit: 99) }
            let requests = owned.filter { $0.participant == person }
            for request in requests { sealed.append(("request/\(request.id)/reason", request.reason)) }
            let ids =
                try requests.map(\.id.text) + facts.consents(of: person).map(\.id.text) + facts.restrictions(of: person).map(\.id.text)
                + facts.objections(of: person).map(\.id.text)
            for read in try facts.emergencies() where read.participant == person {
                sealed += [("emergency/\(read.id)/reason", read.reason)] + (read.review.map { [("emergency/\(read.id)/review", $0)] } ?? [])
            }
            for each in try facts.restrictions(of: person) {
                sealed += [(each.recordPlace, each.record)] + (each.lifting.map { [(each.liftingPlace, $0)] } ?? [])
            }
            sealed += try facts.corrections(of: person).map { ($0.place, $0.correction) }
            sealed += try facts.objections(of: person).map { ($0.place, $0.record) }
            let entries = try facts.entries(from: 0, limit: 9999, matching: EntryFilter(participant: person))
            sealed += entries.map { ("entry/\($0.index)", $0.text) }
            var bytes = sealed.map { (name: $0.0, bytes: $0.1.bytes) }
            bytes.append(("blind index", participant.blindIndex))
            bytes += ids.map { ("id", Array($0.utf8)) }
            return Remains(
                person: person, participant: participant, sealed: sealed.map { (place: $0.0, sealed: $0.1) },
                documents: documents.map(\.id),
                bytes: bytes)
        }
    }

    private init(
        person: ParticipantID, participant: StoredParticipant?, sealed: [(place: String, sealed: Sealed)], documents: [DocumentID],
        bytes: [(name: String, bytes: [UInt8])]
    ) {
        self.person = person
        self.participant = participant
        self.sealed = sealed
        self.documents = documents
        self.bytes = bytes
    }

    /// How many of the byte strings lie somewhere in a folder.
    func found(in folder: String) throws -> Int { try bytes.count { try occurrences(of: $0.bytes, in: folder) > 0 } }
}

/// How many files of a folder hold these bytes.
func occurrences(of bytes: [UInt8], in folder: String) throws -> Int {
    let paths = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
    return paths.count { path in
        guard let content = FileManager.default.contents(atPath: folder + "/" + path) else { return false }
        return content.range(of: Data(bytes)) != nil
    }
}

func inDataFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "kedja-forget-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
}
