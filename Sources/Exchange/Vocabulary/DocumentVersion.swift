/// Where a document stands among its versions: each supersedes the one before it, and is superseded once at most.
///
/// An older version stays where it is. Whether it may still be read, the policies say.
package struct DocumentVersion: Hashable, Sendable, Codable {
    /// 1 for a document that supersedes none.
    package let number: Int
    /// The version before it.
    package let supersedes: DocumentID?
    /// The version after it; the newest has none.
    package var supersededBy: DocumentID?

    package init(number: Int, supersedes: DocumentID?, supersededBy: DocumentID? = nil) {
        self.number = number
        self.supersedes = supersedes
        self.supersededBy = supersededBy
    }

    package static let first = DocumentVersion(number: 1, supersedes: nil)

    package var isSuperseded: Bool { supersededBy != nil }
}
