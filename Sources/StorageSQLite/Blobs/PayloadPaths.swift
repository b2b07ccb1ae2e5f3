import Exchange

/// Where kept payloads lie, in a data folder as in a backup: in `blobs/<two digits>/<document id>`, the digits being the id's first two, which
/// are random.
struct PayloadPaths: Sendable {
    /// The folder of all of them.
    let folder: String

    init(in dataFolder: String) { folder = dataFolder + "/blobs" }

    func shelf(of document: DocumentID) -> String { "\(folder)/\(document.digits.prefix(2))" }
    func file(of document: DocumentID) -> String { "\(shelf(of: document))/\(document.text)" }
}
