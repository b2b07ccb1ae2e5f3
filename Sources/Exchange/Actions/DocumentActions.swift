import Foundation
import SignedRecords

extension Exchange {
    /// What is known of one document, without reading it.
    package func document(_ id: DocumentID, by caller: OfficerID) async throws(ExchangeError) -> Committed<DocumentView> {
        try await consult(.describeDocument, by: caller) { acting in
            let (facts, stored) = try acting.document(id)
            try acting.authorize(on: .document(facts))
            var view = try acting.view(stored)
            view.objections = try acting.objections(to: .document(id), of: stored.participant)
            return view
        }
    }

    /// A case's documents that the caller may know of, the oldest first.
    package func documents(of caseID: CaseID, by caller: OfficerID) async throws(ExchangeError) -> Committed<[DocumentView]> {
        try await survey(.describeDocument, by: caller) { acting in
            let facts = try acting.caseOf(caseID)
            let described = acting.prepare(.describeDocument, on: .documents(of: facts))
            let visible = try acting.reader.documents(of: caseID).filter {
                acting.permits(described, on: .document(try acting.documentFacts($0, of: facts)))
            }
            if visible.isEmpty { try acting.requireSight(.readCase, of: .caseOf(facts)) }
            return try visible.map { try acting.view($0) }
        }
    }
}

extension Acting {
    /// Opens what a document's row holds under the participant's key, which must have been loaded.
    func view(_ stored: StoredDocument) throws -> DocumentView {
        let name = try loadedKey().open(stored.name, for: "document/\(stored.id)/name")
        return DocumentView(
            id: stored.id, participant: stored.participant, caseID: stored.caseID, owner: stored.owner, category: stored.category,
            release: stored.release, name: String(decoding: name, as: UTF8.self), uploadedBy: stored.uploadedBy,
            uploadedAt: stored.uploadedAt, payloadDigest: Hexadecimal.text(stored.payloadDigest), payloadSize: stored.payloadSize,
            version: stored.version, manifest: try text(of: stored.manifest, for: Acting.place(ofManifest: stored)),
            rewrap: try sealedRewrap(of: stored).map { try text(of: $0, for: Acting.place(ofRewrap: stored)) })
    }

    func manifest(of stored: StoredDocument) throws -> SignedRecord {
        try openRecord(stored.manifest, for: Acting.place(ofManifest: stored))
    }

    private static func place(ofManifest stored: StoredDocument) -> String { "document/\(stored.id)/manifest" }
}

/// Lowercase hexadecimal, two digits a byte.
package enum Hexadecimal {
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// `nil` for an odd number of digits, uppercase or anything else.
    package static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}
