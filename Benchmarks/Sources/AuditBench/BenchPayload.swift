import Age
import Crypto
import Exchange

/// A payload, sealed once: what differs between documents is the manifest, and sealing isn't what is measured.
struct BenchPayload: Sendable {
    let bytes: [UInt8]
    let digest: [UInt8]
    let keyBytes: [UInt8]
    private let key: FileKey

    init(sealing plaintext: [UInt8]) throws {
        let random: @Sendable (Int) -> [UInt8] = { RandomSource.system.bytes($0) }
        let keyBytes = random(16)
        key = try FileKey(random: { _ in keyBytes })
        self.keyBytes = keyBytes
        var sealer = try PayloadSealer(fileKey: key, nonce: random(16))
        bytes = try sealer.update(plaintext) + (try sealer.finish())
        digest = Array(SHA256.hash(data: bytes))
    }

    func header(for recipient: String) throws -> [UInt8] {
        try Header(sealing: key, to: [try parseRecipient(recipient)], random: { RandomSource.system.bytes($0) }).encoded
    }

    func manifest(_ id: DocumentID, of participant: ParticipantID, in caseID: CaseID, by uploader: OfficerID) -> DocumentManifest {
        DocumentManifest(
            document: id, participant: participant, caseID: caseID, owner: uploader.organisation, category: .planering, release: .policy,
            name: "plan.txt", payloadDigest: Hexadecimal.text(digest), payloadSize: UInt64(bytes.count), holders: [], uploadedBy: uploader,
            uploadedAt: Clock.system.now())
    }
}
