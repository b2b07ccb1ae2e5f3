import Foundation

extension Installation {
    func restore(_ arguments: String..., wrapper: [String] = []) throws -> Run { try kedjad(["restore"] + arguments, wrapper: wrapper) }

    /// Makes a backup in `backups` and answers its folder and how many entries its log has.
    @discardableResult
    func backUp() throws -> (folder: String, size: Int) {
        let run = try kedjad(["backup", path("backups")])
        guard run.status == 0, let folder = run.output.firstMatch(of: /backup: +(.+)/)?.1,
            let size = run.output.firstMatch(of: /log: +([0-9]+) entries/)?.1
        else { throw StoryError("\(run)") }
        return (String(folder), Int(size) ?? -1)
    }

    /// The finished backups, the oldest first.
    func backups() throws -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path("backups"))) ?? []
        return names.filter { !$0.hasSuffix(".part") }.sorted().map { path("backups/\($0)") }
    }

    /// The disk is lost.
    func loseData() throws {
        stop()
        try? FileManager.default.removeItem(atPath: path("lost"))
        try FileManager.default.moveItem(atPath: path("data"), toPath: path("lost"))
    }

    var isDataThere: Bool { FileManager.default.fileExists(atPath: path("data/kedja.sqlite")) }

    /// What is in the data folder, apart from what an empty one may have.
    func namesInData() -> [String] { (try? FileManager.default.contentsOfDirectory(atPath: path("data"))) ?? [] }

    func configure(_ text: String) throws { try Data(text.utf8).write(to: file("kedjad.yaml")) }

    /// The only payload of a folder: a data folder or a backup.
    func payload(in folder: String) throws -> String {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder + "/blobs").filter { $0.contains("/doc_") }.sorted()
        guard let first = names.first else { throw StoryError("no payload in \(folder)") }
        return folder + "/blobs/" + first
    }

    /// Spoils a page in the middle of a database, as a failing disk would.
    func spoilPage(of path: String) throws {
        let handle = try FileHandle(forUpdating: URL(filePath: path))
        defer { try? handle.close() }
        let size = try handle.seekToEnd()
        try handle.seek(toOffset: size / 2 / 4096 * 4096)
        try handle.write(contentsOf: Data(repeating: 0x5a, count: 4096))
    }

    /// Changes one byte of a file, at a place from its end.
    func flip(_ path: String, fromEnd distance: Int = 20) throws {
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[bytes.count - distance] ^= 1
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? handle.close() }
        try handle.write(contentsOf: bytes)
    }

    /// The daemon listens elsewhere after a restart; what the profiles remember stays.
    func readdress() throws {
        for officer in ["sdf-angered/ada"] + Installation.officers.map(\.id) {
            let name = String(officer.split(separator: "/")[1])
            let file = file("profiles/profiles/\(name).json")
            let text = try String(contentsOf: file, encoding: .utf8)
            let next = text.replacing(/https:\/\/127\.0\.0\.1:[0-9]+/, with: "https://\(address)")
            try Data(next.utf8).write(to: file)
        }
    }
}
