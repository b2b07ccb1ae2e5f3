import Crypto
import Foundation
import SignedRecords

/// The directory as it stood before its first signed change: what everybody who checks the changes must believe to begin with.
///
/// `kedjad init` makes it, of the host and its first administrator, and says its digest, the directory's root. A data folder from before there
/// was a chain of changes gets one of all who were in the directory then. Nobody has signed it; a client keeps the root as it keeps the log's key.
///
///     {"officers":[{"id":"sdf-angered/ada",…}],"organisations":[{"id":"sdf-angered",…}],"origin":"kedja.example/log",
///      "schema":"kedja-founding/1"}
package struct DirectoryFounding: Hashable, Sendable, Codable {
    package static let schema = "kedja-founding/1"

    package let schema: String
    /// The origin of the exchange's log, so that no two exchanges have one root.
    package let origin: String
    package let organisations: [Organisation]
    package let officers: [Officer]

    package init(origin: String, organisations: [Organisation], officers: [Officer]) {
        schema = DirectoryFounding.schema
        self.origin = origin
        self.organisations = organisations
        self.officers = officers
    }

    /// The directory's root: SHA-256 of a founding's text, hexadecimal.
    package static func digest(of text: [UInt8]) -> String { Hexadecimal.text(SHA256.hash(data: Data(text))) }
}

extension StorageWriter {
    /// Writes down the directory as it stands, once; does nothing when that has been done.
    package func foundDirectory() throws {
        guard try founding() == nil, let keys = try keys() else { return }
        let founding = DirectoryFounding(
            origin: keys.logOrigin, organisations: try organisations(), officers: try officers(of: nil))
        try insertFounding(try CanonicalJSON.encode(founding))
    }
}

extension DirectoryReader {
    /// How many changes there are, and the digest that the next one must stand on; `nil` before the founding.
    package func directoryHead() throws -> (size: UInt64, digest: String)? {
        guard let founding = try founding() else { return nil }
        guard let last = try lastDirectoryRecord() else { return (0, DirectoryFounding.digest(of: founding)) }
        return (last.place, try SignedRecord(parsing: last.record).digest)
    }

    /// The directory as everybody's ledger has it, by what is stored; `nil` before the founding.
    func directoryLedger() throws -> DirectoryLedger? {
        guard let founding = try founding(), let head = try directoryHead() else { return nil }
        return DirectoryLedger(
            DirectoryFounding.digest(of: founding), try organisations(), try officers(of: nil), size: head.size, head: head.digest,
            latest: try lastDirectoryRecord()?.latest)
    }
}
