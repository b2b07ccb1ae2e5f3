import Exchange
import ExchangeAPI
import Foundation
import Glibc
package import TransparencyLog

/// The statements about the log's keys that a profile has followed, so that it knows the newest key, and takes nothing by an older one any more.
package struct LogKeyMemory: Sendable {
    private let folder: String
    private let path: String

    init(folder: String, profile: String) {
        self.folder = folder
        path = "\(folder)/\(profile).json"
    }

    /// The keys that statements led to, from the one in the profile. Throws `damaged-log-memory` when what is remembered doesn't verify.
    package func load(_ known: NoteVerifier) throws(ClientError) -> LogKeys {
        guard access(path, F_OK) == 0 else { return LogKeys(known) }
        let bytes = try LocalFiles.bytes(path)
        guard let stored = try? WireJSON.decode(LogKeyStatements.self, from: Data(bytes)) else { throw damaged("it can't be read") }
        do throws(LogError) { return try LogKeys(known).followed(by: try stored.verified()) } catch { throw damaged("\(error)") }
    }

    /// Remembers statements that have been verified.
    func remember(_ keys: LogKeys) throws(ClientError) {
        let stored = LogKeyStatements(statements: keys.statements.map(\.encoded))
        guard let data = try? WireJSON.encode(stored) else { throw .local("unwritable-file", "\(path) can't be written as JSON") }
        try LocalFiles.makeFolder(folder)
        try LocalFiles.replace(path, with: Array(data))
    }

    /// Forgets, as when the profile goes.
    func forget() throws(ClientError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .local("unwritable-file", "\(path) can't be removed") }
    }

    private func damaged(_ reason: String) -> ClientError {
        .local(
            "damaged-log-memory", "what is remembered of the log's keys at \(path) doesn't lead to the profile's key: \(reason)",
            hint: "remove the file if the profile's logVerifierKey was changed on the host's word; else keep it as evidence")
    }
}

extension LogKeyStatements {
    /// No more changes of key than this are followed.
    static let limit = 10_000

    /// The statements, each verified by the two keys that it names.
    func verified() throws(LogError) -> [LogKeyStatement] {
        guard statements.count <= LogKeyStatements.limit else { throw .brokenKeyChain }
        var verified: [LogKeyStatement] = []
        for text in statements { verified.append(try LogKeyStatement(parsing: Array(text.utf8))) }
        return verified
    }
}
