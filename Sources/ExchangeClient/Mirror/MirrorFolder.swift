import Foundation
import Glibc
package import TransparencyLog

/// A copy of a log in files, laid out as C2SP tlog-tiles has it, so that a web server or any tool for such logs can read it.
///
///     DIR/checkpoint
///     DIR/tile/0/x001/234          8192 bytes
///     DIR/tile/0/x001/235.p/17
///     DIR/tile/entries/x001/234
///     DIR/evidence/…               checkpoints that contradict the copy, where the log was ever found to have been rewritten
///
/// A file appears whole: written under another name, synced, renamed; then its folder is synced. What remains after a power cut before the
/// checkpoint is written are tiles that no checkpoint of the copy speaks of yet; the next run looks at them again.
package struct MirrorFolder: TileSource {
    let path: String

    package init(_ path: String) { self.path = path }

    private var checkpointPath: String { path + "/checkpoint" }

    package func note() async throws(ClientError) -> [UInt8]? {
        access(checkpointPath, F_OK) == 0 ? try LocalFiles.bytes(checkpointPath) : nil
    }

    /// Where the partial tile has been outgrown, the beginning of the wider one does as well.
    package func bytes(of tile: Tile) async throws(ClientError) -> [UInt8] {
        let file = path + "/" + tile.path
        if access(file, F_OK) == 0 { return try limited(file, tile) }
        guard let full = try? Tile(tile.content, index: tile.index), access(path + "/" + full.path, F_OK) == 0 else {
            throw ClientError(
                .notFound, "no-such-tile", "\(tile.path) isn't in the copy",
                hint: "run kedja audit mirror again; it fetches what is missing")
        }
        return try narrowed(try limited(path + "/" + full.path, full), to: tile)
    }

    private func limited(_ file: String, _ tile: Tile) throws(ClientError) -> [UInt8] {
        let open = try OpenFile.reading(file)
        var bytes: [UInt8] = []
        while bytes.count <= tile.byteLimit {
            let piece = try open.read(upTo: 64 << 10)
            guard !piece.isEmpty else { return bytes }
            bytes += piece
        }
        throw .integrity("tile-too-large", "\(tile.path) is larger than a tile can be", hint: "make the copy anew in another folder")
    }

    private func narrowed(_ bytes: [UInt8], to tile: Tile) throws(ClientError) -> [UInt8] {
        guard case .entries = tile.content else { return Array(bytes.prefix(tile.width * LogHash.byteCount)) }
        do throws(LogError) {
            let entries = Array(try EntryBundle(parsing: bytes).entries.prefix(tile.width))
            return try EntryBundle(entries: entries).encoded
        } catch { throw .integrity("malformed-tile", "\(tile.path) can't be read", hint: "make the copy anew in another folder") }
    }
}

// MARK: Writing

extension MirrorFolder {
    /// Makes the folder and holds it against another copying until what is answered goes.
    func locked() throws(ClientError) -> OpenFile {
        try makeFolder(path)
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .local("unwritable-file", "the folder \(path) can't be opened") }
        let held = OpenFile(owning: folder)
        guard flock(folder, LOCK_EX | LOCK_NB) == 0 else {
            throw .local("mirror-busy", "another copying into \(path) is under way", hint: "wait until it has ended")
        }
        return held
    }

    func has(_ tile: Tile) -> Bool { access(path + "/" + tile.path, F_OK) == 0 }

    func write(_ bytes: [UInt8], as tile: Tile) throws(ClientError) { try write(bytes, to: path + "/" + tile.path) }

    func write(note: [UInt8]) throws(ClientError) { try write(note, to: checkpointPath) }

    /// Keeps a checkpoint that contradicts the copy. Named by what it says, so that each is kept once.
    func keepEvidence(_ note: [UInt8], _ checkpoint: Checkpoint) throws(ClientError) {
        try write(note, to: "\(path)/evidence/checkpoint-\(checkpoint.size)-\(checkpoint.root.hex.prefix(16))")
    }

    func remove(_ tile: Tile) { unlink(path + "/" + tile.path) }

    /// Removes the partial tiles of this place that are narrower than the tile: it has outgrown them (tlog-tiles, "Partial Tiles").
    func removeOutgrown(by tile: Tile) {
        guard let partial = try? Tile(tile.content, index: tile.index, width: 1) else { return }
        let folder = path + "/" + String(partial.path.dropLast(2))
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            // What a process left that was killed while it wrote goes, too.
            guard name.hasSuffix(".part") || Int(name).map({ $0 < tile.width }) ?? false else { continue }
            unlink("\(folder)/\(name)")
        }
        // Goes when it has become empty, and stays otherwise.
        rmdir(folder)
    }

    private func write(_ bytes: [UInt8], to file: String) throws(ClientError) {
        let folder = (file as NSString).deletingLastPathComponent
        try makeFolder(folder)
        let temporary = file + ".part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw unwritable(file) }
        let output = OpenFile(owning: descriptor)
        do throws(ClientError) {
            try output.write(bytes)
            guard fsync(descriptor) == 0, rename(temporary, file) == 0 else { throw unwritable(file) }
        } catch {
            unlink(temporary)
            throw error
        }
        try sync(folder)
    }

    private func sync(_ folder: String) throws(ClientError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(descriptor) }
        guard descriptor >= 0, fsync(descriptor) == 0 else { throw unwritable(folder) }
    }

    private func makeFolder(_ path: String) throws(ClientError) {
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
            throw .local("unwritable-file", "the folder \(path) can't be made", hint: "check the folder above it")
        }
    }

    private func unwritable(_ file: String) -> ClientError {
        .local(
            "unwritable-file", "the file \(file) can't be written: \(String(cString: strerror(errno)))", hint: "check the room on the disk")
    }
}
