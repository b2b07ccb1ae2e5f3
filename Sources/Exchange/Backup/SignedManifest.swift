import TransparencyLog

/// A backup's manifest with the signature of the log's key.
package struct SignedManifest: Hashable, Sendable {
    package let manifest: BackupManifest
    /// The signed note, as it lies in the backup.
    package let bytes: [UInt8]
    private let note: SignedNote

    /// Reads it; the signature is checked by `verify`, once the backup's database can be asked for the log's keys.
    ///
    /// - Throws: `invalidInput`.
    package init(parsing bytes: [UInt8]) throws(ExchangeError) {
        do throws(LogError) { note = try SignedNote(parsing: bytes) } catch {
            throw .invalid("the backup's manifest can't be read: \(error)")
        }
        manifest = try BackupManifest(parsing: note.text)
        self.bytes = bytes
    }

    /// Signs by the key that signs the log now.
    init(_ manifest: BackupManifest, by keys: ExchangeKeys, in facts: any StorageReader) throws {
        note = try keys.logSigner(in: facts).sign(text: manifest.text)
        self.manifest = manifest
        bytes = Array(note.encoded.utf8)
    }

    /// Throws `damaged` when the log's newest key, as these facts have it, hasn't signed it.
    func verify(by keys: ExchangeKeys, in facts: any StorageReader) throws(ExchangeError) {
        let key = try keys.logKeys(in: facts).newest
        do throws(LogError) { try key.verify(note) } catch {
            throw ExchangeError(.damaged, "the backup's manifest isn't signed by the log's key: \(error); take another backup")
        }
    }
}
