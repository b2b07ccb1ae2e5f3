import Crypto
import Exchange
import Foundation
import Glibc
import SignedRecords
import StorageSQLite

/// Fills the database up: persons with a case, a consent and ten documents each, signed, sealed and put into the tables as the exchange does,
/// hundreds of rows a commit.
///
/// The first 1,000 cases are the lister's, who may read all of their 10,000 documents. The others are of 256 readers.
struct StageGrowth: Sendable {
    static let documentsACase = 10
    static let listersCases = 1_000
    private static let casesACommit = 20
    /// A file system allows one file so many names.
    private static let linksAFile = 50_000

    static func lister() throws -> OfficerID { try id("org-00/lister") }
    static func readers() throws -> [OfficerID] { try (0..<256).map { try id("\(Stage.organisation($0))/b\($0 / 20)") } }
    static func owners() throws -> [OfficerID] { try (0..<40).map { try id("\(Stage.organisation($0))/u\($0 / 20)") } }

    let stage: Stage
    private let payload: BenchPayload

    init(_ stage: Stage) throws {
        self.stage = stage
        payload = try BenchPayload(sealing: [UInt8](repeating: 107, count: 1024))
    }

    /// Until there are so many documents; those of the lister don't count.
    func grow(to documents: Int) async throws {
        let (before, goal) = (try stage.filled(), documents / Self.documentsACase + Self.listersCases)
        let commits = stride(from: before / Self.documentsACase, to: goal, by: Self.casesACommit).map {
            $0..<min($0 + Self.casesACommit, goal)
        }
        guard let first = commits.first else { return }
        // The next ones are made while some are written.
        var made = try await cases(first)
        for (numbers, following) in zip(commits, commits.dropFirst() + [goal..<goal]) {
            async let next = cases(following)
            let filled = made
            try link(filled.flatMap(\.documents).map(\.id), from: numbers.lowerBound)
            try await stage.storage.write { changes in for each in filled { try each.insert(changes) } }
            made = try await next
        }
        try Data("\(goal * Self.documentsACase)".utf8).write(to: URL(filePath: stage.folder + "/filled"))
    }

    private struct Filled: Sendable {
        let participant: StoredParticipant
        let value: Case
        let consent: StoredConsent
        let documents: [StoredDocument]

        func insert(_ changes: any StorageWriter) throws {
            try changes.insertParticipant(participant)
            try changes.insertCase(value)
            try changes.insertConsent(consent)
            for document in documents { try changes.insertDocument(document) }
        }
    }

    private func cases(_ numbers: Range<Int>) async throws -> [Filled] {
        let (readers, owners) = (try Self.readers(), try Self.owners())
        return try numbers.map { number in
            let reader = number < Self.listersCases ? try Self.lister() : readers[number % readers.count]
            // Of the next organisation.
            let place = (Int(reader.organisation.text.suffix(2)) ?? 0) + 1
            return try filled(reader, owners[place % 20 + number % 2 * 20])
        }
    }

    private func filled(_ reader: OfficerID, _ owner: OfficerID) throws -> Filled {
        let (casework, now) = (stage.casework, Clock.system.now())
        let person = try casework.newPerson(of: reader.organisation)
        let shared = BenchCase(
            participant: person.stored.id, key: person.key, id: CaseID(random: .system), consent: ConsentID(random: .system),
            reader: reader, owner: owner)
        // The owner writes the consent down: it's them who have a key to sign with.
        let terms = casework.consent(shared.consent, in: shared, recordedBy: owner)
        let record = try casework.signers.sign(terms, as: ConsentRecord.type, by: owner.description)
        let consent = StoredConsent(
            id: shared.consent, participant: shared.participant, caseID: shared.id,
            record: try person.key.seal(record.encoded, for: "consent/\(shared.consent)", random: .system), recordedAt: now,
            endsAt: terms.validUntil)
        return Filled(
            participant: person.stored,
            value: Case(id: shared.id, participant: shared.participant, openedBy: reader, openedAt: now, officers: [reader, owner]),
            consent: consent, documents: try (0..<Self.documentsACase).map { _ in try document(in: shared, at: now) })
    }

    private func document(in shared: BenchCase, at now: Timestamp) throws -> StoredDocument {
        let (id, key) = (DocumentID(random: .system), shared.key)
        let manifest = payload.manifest(id, of: shared.participant, in: shared.id, by: shared.owner)
        let record = try stage.casework.signers.sign(manifest, as: DocumentManifest.type, by: shared.owner.description)
        return StoredDocument(
            id: id, participant: shared.participant, caseID: shared.id, owner: shared.owner.organisation, category: .planering,
            release: .policy, uploadedBy: shared.owner, uploadedAt: now, payloadDigest: payload.digest,
            payloadSize: UInt64(payload.bytes.count),
            name: try key.seal(Array(manifest.name.utf8), for: "document/\(id)/name", random: .system),
            manifest: try key.seal(record.encoded, for: "document/\(id)/manifest", random: .system),
            key: try key.seal(payload.keyBytes, for: "document/\(id)/key", random: .system))
    }

    /// All payloads are the same bytes: names of one file, so that a million of them are no 4 GB.
    private func link(_ documents: [DocumentID], from place: Int) throws {
        let (blobs, manager) = (stage.folder + "/data/blobs", FileManager.default)
        let file = "\(stage.folder)/payload-\(place * Self.documentsACase / Self.linksAFile)"
        if !manager.fileExists(atPath: file) {
            guard manager.createFile(atPath: file, contents: Data(payload.bytes), attributes: [.posixPermissions: 0o600]) else {
                throw BenchError("\(file) can't be written")
            }
        }
        for document in documents {
            let folder = "\(blobs)/\(document.digits.prefix(2))"
            mkdir(folder, 0o700)
            guard Glibc.link(file, "\(folder)/\(document)") == 0 else { throw BenchError("\(folder) can't be written") }
        }
    }
}
