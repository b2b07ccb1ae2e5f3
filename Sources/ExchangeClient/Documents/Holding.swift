import Exchange
import Foundation
import SignedRecords

/// Who holds an `owner` document by what has been signed: the newest rewrap record, else the manifest.
struct Holding: Sendable {
    let holders: [DocumentManifest.Holder]
    /// SHA-256 of the header that the rewrap record speaks of; `nil` while the header is the uploader's.
    private let headerDigest: String?

    /// Reads a rewrap record and checks it as a manifest is checked: signed by its author, of the owner, about this very document.
    ///
    /// Throws `rewrap-signature` and `rewrap-differs`. That it is the newest one the exchange alone knows.
    init(_ manifest: DocumentManifest, rewrap text: String?, trust: Trust, now: Timestamp) async throws(ClientError) {
        guard let text else {
            (holders, headerDigest) = (manifest.holders, nil)
            return
        }
        let (rewrap, signers) = try await Self.verified(text, trust)
        guard rewrap.schema == RewrapRecord.schema, signers == [rewrap.rewrappedBy], rewrap.rewrappedBy.organisation == manifest.owner,
            rewrap.document == manifest.document, rewrap.payloadDigest == manifest.payloadDigest,
            manifest.uploadedAt <= rewrap.rewrappedAt + ManifestCheck.skew, rewrap.rewrappedAt <= now + ManifestCheck.skew
        else {
            throw .integrity(
                "rewrap-differs", "the document's rewrap record is about something else, or by somebody who isn't of its owner")
        }
        (holders, headerDigest) = (rewrap.holders, rewrap.headerDigest)
    }

    /// Whoever leaves has their certificate revoked; what they did before that must go on opening, so revocation isn't looked at. A record that a
    /// stolen key made could keep documents shut, which the exchange can do anyway, and opens none.
    private static func verified(_ text: String, _ trust: Trust) async throws(ClientError) -> (RewrapRecord, [OfficerID]) {
        do throws(RecordError) {
            let record = try SignedRecord(parsing: Array(text.utf8))
            let rewrap = try CanonicalJSON.decode(RewrapRecord.self, from: record.payload)
            let verified = try await trust.anchors.verify(
                record, type: RewrapRecord.type, at: rewrap.rewrappedAt.date, revocations: nil)
            return (rewrap, verified.signers.compactMap { OfficerID($0.name) })
        } catch {
            throw .integrity("rewrap-signature", "the signature of the document's rewrap record doesn't hold: \(error)")
        }
    }

    /// That the header (base64) is the one that the rewrap record was signed for. Throws `rewrap-differs`.
    func requireHeader(_ base64: String) throws(ClientError) {
        guard let headerDigest else { return }
        guard Data(base64Encoded: base64).map({ RewrapRecord.digest(ofHeader: Array($0)) }) == headerDigest else {
            throw .integrity("rewrap-differs", "the document's header isn't the one that the rewrap record was signed for")
        }
    }

    /// That the header was made for the officer and the key that they have now. Throws `not-a-holder`, naming whom to ask.
    func requireHolder(_ me: OfficerID, by directory: VerifiedDirectory) throws(ClientError) {
        let current = directory.holders(of: me.organisation)
        guard !holders.contains(where: { $0.officer == me && $0.recipient == directory.officer(me)?.recipient }) else { return }
        let others = current.filter { $0.officer != me && holders.contains($0) }.map(\.officer.description).sorted()
        let whom = others.isEmpty ? "nobody who is an approver now can open it" : "it opens for \(others.joined(separator: ", "))"
        throw ClientError(
            .refused, "not-a-holder", "the document isn't sealed to your key: \(whom)",
            hint: others.isEmpty
                ? "ask whoever uploaded it to upload it again"
                : "ask one of them to run kedja organisation rewrap, then try again")
    }
}
