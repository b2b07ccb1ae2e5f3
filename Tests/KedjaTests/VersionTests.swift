import Exchange
import Foundation
import Testing

@testable import kedja

/// How a list shows which document has superseded which.
@Suite struct VersionTests {
    private static let names = ["a", "b", "c", "d", "e"]

    private static func id(_ name: String) -> DocumentID {
        DocumentID(random: RandomSource { Array(repeating: UInt8(name.unicodeScalars.first!.value), count: $0) })
    }

    private static func view(_ name: String, after older: String? = nil, before newer: String? = nil) throws -> DocumentView {
        let text = """
            {"id": "\(id(name))", "participant": "\(id(name).text.replacing("doc_", with: "par_"))",
             "caseID": "\(id(name).text.replacing("doc_", with: "case_"))", "owner": "fk", "category": "intyg", "release": "policy",
             "name": "\(name)", "uploadedBy": "fk/bo", "uploadedAt": "2026-01-01T00:00:00.000Z", "payloadDigest": "", "payloadSize": 0,
             "version": \(try version(older.map(id), newer.map(id))), "manifest": ""}
            """
        return try JSONDecoder().decode(DocumentView.self, from: Data(text.utf8))
    }

    private static func version(_ older: DocumentID?, _ newer: DocumentID?) throws -> String {
        let version = DocumentVersion(number: 1, supersedes: older, supersededBy: newer)
        return String(decoding: try JSONEncoder().encode(version), as: UTF8.self)
    }

    /// What there is, as `name<older>newer`, and the order in which it's shown.
    @Test(
        arguments: [
            (["a", "b", "c"], [:], "abc"),
            (["a", "b", "c"], ["a": "c"], "bca"),
            (["a", "b", "c", "d", "e"], ["a": "c", "c": "d"], "bdcae"),
            // The newer isn't among them, as on a page or among those that can be read now.
            (["a", "b"], ["a": "e"], "ab"),
            // Nonsense from the exchange hides nothing.
            (["a", "b"], ["a": "b", "b": "a"], "ab"),
            (["a", "b", "c"], ["a": "a"], "abc"),
        ] as [([String], [String: String], String)])
    func order(_ names: [String], _ newer: [String: String], _ shown: String) throws {
        let older = Dictionary(newer.map { ($1, $0) }) { first, _ in first }
        let views = try names.map { try Self.view($0, after: older[$0], before: newer[$0]) }
        #expect(views.chained.map(\.name).joined() == shown)
    }
}
