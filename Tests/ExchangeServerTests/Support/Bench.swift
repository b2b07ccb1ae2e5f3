import Age
import Exchange
import ExchangeAPI
import ExchangeServer
import Foundation
import PKI
import SignedRecords
import StorageContract

/// An exchange in memory with the repository's policies, two organisations and their officers, for asking it over its routes.
struct Bench: Sendable {
    static let ada = officer("sdf-angered/ada")
    static let rut = officer("sdf-angered/rut")
    static let frida = officer("fk/frida")

    let exchange: Exchange
    let storage: InMemoryStorage
    let master: MasterKey
    let blobs = RecordingBlobs()
    let clock = ManualClock(Timestamp(milliseconds: 1_795_420_800_000))
    let random = SeededRandom(seed: 11)
    let authority: CertificateAuthority
    let rulebook: Rulebook

    private init(
        _ authority: CertificateAuthority, _ rulebook: Rulebook, _ keys: ExchangeKeys, _ master: MasterKey, _ storage: InMemoryStorage,
        _ limits: Limits, _ witnessing: Witnessing?
    ) throws {
        self.storage = storage
        self.master = master
        self.authority = authority
        self.rulebook = rulebook
        exchange = Exchange(
            storage: storage, blobs: blobs, keys: keys, rulebook: rulebook,
            records: RecordVerifier(anchors: try TrustAnchors(rootsPEM: authority.certificatePEM), revocations: { nil }),
            clock: clock.clock, random: random.source, limits: limits, witnessing: witnessing)
    }

    /// Set up: ada administers, rut records and works at the host, frida works at another organisation.
    static func ready(limits: Limits = Limits(), witnessing: Witnessing? = nil) async throws -> Bench {
        let random = SeededRandom(seed: 5)
        let now = Timestamp(milliseconds: 1_795_420_800_000)
        let authority = try CertificateAuthority.create(name: "Test CA", now: now.date, random: { random.bytes($0) })
        let master = MasterKey(random: random.source)
        let keys = try StoredKeys.create(master: master, logOrigin: "kedja.example/test", random: random.source)
        let storage = InMemoryStorage()
        let host = Organisation(id: ada.organisation, name: "SDF Angered", kind: .kommun, binding: .statute, host: true)
        try await Setup(keys: keys, host: host, administrator: ada, recipient: recipient(random)).perform(in: storage)
        let fk = Organisation(id: frida.organisation, name: "FK", kind: .forsakringskassan, binding: .statute)
        let officers = [
            Officer(id: rut, roles: [.recorder, .caseOfficer], clearedForProtectedIdentity: false, recipient: try recipient(random)),
            Officer(id: frida, roles: [.caseOfficer], clearedForProtectedIdentity: false, recipient: try recipient(random)),
        ]
        try await storage.write { changes in
            try changes.insertOrganisation(fk)
            for officer in officers { try changes.insertOfficer(officer) }
        }
        let rulebook = try Rulebook(loading: .folder(packageRoot.appending(path: "policies").path))
        return try Bench(authority, rulebook, try keys.open(with: master), master, storage, limits, witnessing)
    }

    static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Signs a record as an officer, with a certificate made for it.
    func sign(_ payload: some Encodable, type: String, as officer: OfficerID) throws -> String {
        let name = try OfficerName(organisation: officer.organisation.text, officer: officer.name)
        let issued = try authority.issue(IssueRequest(.officerSigning(name)), now: clock.now.date, random: { random.bytes($0) })
        let signer = try RecordSigner(privateKeyPEM: issued.privateKeyPEM, certificateChainPEM: issued.certificatePEM)
        return String(decoding: try signer.sign(payload: CanonicalJSON.encode(payload), type: type).encoded, as: UTF8.self)
    }

    private static func recipient(_ random: SeededRandom) throws -> String {
        "\(try X25519Identity(random: { random.bytes($0) }).recipient)"
    }

    private static func officer(_ text: String) -> OfficerID {
        guard let id = OfficerID(text) else { preconditionFailure("\(text) is no officer") }
        return id
    }
}

/// Payloads in memory; remembers how large the pieces were.
actor RecordingBlobs: BlobStore {
    private let blobs = InMemoryBlobs()
    private(set) var pieceSizes: [Int] = []

    func uploadState(_ upload: UploadID) async throws -> UploadState { await blobs.uploadState(upload) }
    @discardableResult
    func append(_ bytes: [UInt8], to upload: UploadID, at offset: UInt64) async throws -> UploadAppend {
        pieceSizes.append(bytes.count)
        return try await blobs.append(bytes, to: upload, at: offset)
    }
    func truncate(_ upload: UploadID, to size: UInt64) async throws { await blobs.truncate(upload, to: size) }
    func uploadedDigest(_ upload: UploadID) async throws -> [UInt8] { await blobs.uploadedDigest(upload) }
    /// How often an upload was read for its digest.
    var digestsRead: Int { get async { await blobs.digestsRead } }
    func keep(_ upload: UploadID, as document: DocumentID, at state: UploadState) async throws {
        try await blobs.keep(upload, as: document, at: state)
    }
    func discard(_ upload: UploadID) async throws { await blobs.discard(upload) }
    func unfinishedUploads() async throws -> [UploadID] { await blobs.unfinishedUploads() }
    func open(_ document: DocumentID) async throws -> (any Blob)? { await blobs.open(document) }
    func keptBlobs(after last: DocumentID?, limit: Int) async throws -> [KeptBlob] { await blobs.keptBlobs(after: last, limit: limit) }
    func remove(_ document: DocumentID) async throws { await blobs.remove(document) }
}
