import Crypto
import Foundation
import SignedRecords

/// That an approver has made a new header of an `owner` document for those who are approvers now, signed by them. The newest one tells who
/// holds the document, in the manifest's place. The file key is the same as before: only the header is new.
package struct RewrapRecord: Hashable, Sendable, Codable {
    package static let type = "kedja-rewrap+jws"
    package static let schema = "kedja-rewrap/1"

    package let schema: String
    package let document: DocumentID
    /// SHA-256 of the sealed payload, hexadecimal, as the manifest has it.
    package let payloadDigest: String
    /// The owner's approvers, for whom the header was made.
    package let holders: [DocumentManifest.Holder]
    /// SHA-256 of the new header, hexadecimal.
    package let headerDigest: String
    package let rewrappedBy: OfficerID
    package let rewrappedAt: Timestamp

    package init(
        document: DocumentID, payloadDigest: String, holders: [DocumentManifest.Holder], headerDigest: String, rewrappedBy: OfficerID,
        rewrappedAt: Timestamp
    ) {
        schema = RewrapRecord.schema
        self.document = document
        self.payloadDigest = payloadDigest
        self.holders = holders
        self.headerDigest = headerDigest
        self.rewrappedBy = rewrappedBy
        self.rewrappedAt = rewrappedAt
    }

    /// A header's SHA-256, hexadecimal.
    package static func digest(ofHeader header: [UInt8]) -> String { Hexadecimal.text(SHA256.hash(data: Data(header))) }
}

extension [DocumentManifest.Holder] {
    /// The approvers as holders, in the order of their ids.
    package init(_ approvers: [Officer]) {
        self = approvers.map { DocumentManifest.Holder(officer: $0.id, recipient: $0.recipient) }
    }

    /// What stands for them where they needn't be read: SHA-256 of a line each, `<officer> <recipient>`, sorted.
    package var digest: [UInt8] {
        let lines = map { "\($0.officer) \($0.recipient)\n" }.sorted().joined()
        return [UInt8](SHA256.hash(data: Data(lines.utf8)))
    }
}
