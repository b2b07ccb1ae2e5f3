import Exchange
import Foundation
import SignedRecords

/// A document manifest, and what checking it found. Everything here is pure.
struct ManifestCheck: Sendable {
    /// What the manifest says, where it could be read. Worth something only when all checks passed.
    let manifest: DocumentManifest?
    private(set) var checks: [Check]

    /// How far a signer's clock may lie from the exchange's.
    static let skew = Duration.seconds(600)

    /// Reads a manifest and checks its signature at the time that it states: a certificate that has ended since was good then.
    init(_ text: String, trust: Trust, now: Timestamp) async {
        let name = "manifest-signature"
        let verified: VerifiedRecord
        do throws(RecordError) {
            let record = try SignedRecord(parsing: Array(text.utf8))
            let stated = try CanonicalJSON.decode(DocumentManifest.self, from: record.payload)
            verified = try await trust.anchors.verify(
                record, type: DocumentManifest.type, at: stated.uploadedAt.date, revocations: trust.revocations)
            manifest = stated
        } catch {
            manifest = nil
            checks = [Check(name, false, "the manifest's signature doesn't hold: \(error)")]
            return
        }
        checks = [Check(name, true, "signed with a certificate of the authority, valid at \(manifest?.uploadedAt.description ?? "")")]
        if let manifest { addSigner(manifest, verified, now) }
    }

    private mutating func addSigner(_ manifest: DocumentManifest, _ verified: VerifiedRecord, _ now: Timestamp) {
        let signers = verified.signers.compactMap { OfficerID($0.name) }
        checks.append(
            Check(
                "manifest-signer", signers == [manifest.uploadedBy], yes: "signed by its uploader \(manifest.uploadedBy)",
                no: "signed by somebody else than its uploader \(manifest.uploadedBy)"))
        let isTimely = manifest.uploadedAt <= now + Self.skew && manifest.schema == DocumentManifest.schema
        checks.append(
            Check(
                "manifest-form", isTimely && manifest.owner == manifest.uploadedBy.organisation, yes: "of this version, made in the past",
                no: "of another version, from the future, or owned by another organisation than the uploader's"))
    }

    /// Compares with what the exchange says about the document that was asked for.
    mutating func compare(with view: DocumentView, asked id: DocumentID) {
        guard let manifest else { return }
        equal("manifest-document", manifest.document == id && view.id == id, "document")
        equal("manifest-participant", manifest.participant == view.participant && manifest.caseID == view.caseID, "participant and case")
        equal(
            "manifest-digest", manifest.payloadDigest == view.payloadDigest && manifest.payloadSize == view.payloadSize, "digest and size")
        equal("manifest-owner", manifest.owner == view.owner && manifest.release == view.release, "owner and release")
        equal("manifest-category", manifest.category == view.category && manifest.name == view.name, "category and name")
        equal("manifest-version", manifest.supersedes == view.version.supersedes, "earlier version")
        let isNear = manifest.uploadedAt < view.uploadedAt + Self.skew && view.uploadedAt - Self.skew < manifest.uploadedAt
        equal("manifest-uploader", manifest.uploadedBy == view.uploadedBy && isNear, "uploader and time")
    }

    /// Compares with what a request says of one of its documents.
    mutating func compare(with part: RequestedDocumentView, of view: RequestView) {
        guard let manifest else { return }
        equal("manifest-document", manifest.document == part.document, "document")
        equal("manifest-participant", manifest.participant == view.participant, "participant")
        equal("manifest-owner", manifest.owner == view.owner, "owner")
        equal("manifest-category", manifest.category == part.category && manifest.release == part.release, "category and release")
    }

    private mutating func equal(_ name: String, _ isEqual: Bool, _ what: String) {
        checks.append(
            Check(name, isEqual, yes: "\(what) as the signed manifest has it", no: "the signed manifest names another \(what)"))
    }

    /// The manifest once everything about it has passed.
    func required() throws(ClientError) -> DocumentManifest {
        try checks.requireAll()
        guard let manifest else { throw .integrity("manifest-signature", "there is no manifest") }
        return manifest
    }
}
