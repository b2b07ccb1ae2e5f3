import Foundation
import Testing
import TransparencyLog

@testable import WitnessServer

@Suite("A witness's state")
struct WitnessServerTests {
    let scratch: Scratch
    let log: TestLog

    init() throws {
        scratch = try Scratch()
        log = try TestLog()
    }

    var state: String { scratch.path + "/state" }

    func server(_ logs: NoteVerifier...) throws -> WitnessServer {
        try WitnessServer(logs: logs, cosigner: testCosigner(), folder: WitnessFolder(state))
    }

    func add(_ request: AddCheckpointRequest, to server: WitnessServer) async throws {
        _ = try await server.add(Array(request.encoded.utf8), at: 1_700_000_000)
    }

    @Test("outlives the server, and a fork is refused by the next one")
    func restart() async throws {
        do {
            let first = try server(log.verifier)
            try await add(log.request(0, 5), to: first)
            try await add(log.request(5, 9), to: first)
        }
        let second = try server(log.verifier)
        let fork = try log.request(9, 12, forked: true)
        await #expect(throws: WitnessRefusal.inconsistent) { try await add(fork, to: second) }
        let rollback = try log.request(5, 9)
        await #expect(throws: WitnessRefusal.conflict(size: 9)) { try await add(rollback, to: second) }
        try await add(log.request(9, 20), to: second)
        let modes = try scratch.files().map {
            try FileManager.default.attributesOfItem(atPath: "\(state)/\($0)")[.posixPermissions] as? Int
        }
        #expect(modes.count == 2 && modes.allSatisfy { $0 == 0o600 })
    }

    @Test("goes on when the log's key was replaced and the witness is told of the new one alone")
    func replacedKey() async throws {
        let new = try log.successor
        do {
            let first = try server(log.verifier)
            try await add(log.request(0, 5), to: first)
            let early = try log.request(5, 9, by: new)
            await #expect(throws: WitnessRefusal.unsigned) { try await add(early, to: first) }
        }
        let second = try server(NoteVerifier(verifierKey: new.verifierKey))
        let fork = try log.request(5, 9, forked: true, by: new)
        await #expect(throws: WitnessRefusal.inconsistent) { try await add(fork, to: second) }
        let anew = try log.request(0, 9, by: new)
        await #expect(throws: WitnessRefusal.conflict(size: 5)) { try await add(anew, to: second) }
        try await add(log.request(5, 9, by: new), to: second)
        let stolen = try log.request(9, 12)
        await #expect(throws: WitnessRefusal.unsigned) { try await add(stolen, to: second) }
        try await add(log.request(9, 20, by: new), to: second)
    }

    @Test("is held by one process at a time")
    func lock() throws {
        let folder = try WitnessFolder(state)
        #expect(throws: WitnessFault.folderInUse(state)) { try WitnessFolder(folder.path) }
        #expect(throws: WitnessFault.unusableFolder("\(scratch.path)/no/folder")) { try WitnessFolder("\(scratch.path)/no/folder") }
    }

    @Test(
        "is refused at the start when it's damaged, cut, empty, a link, or another log's",
        arguments: ["bit", "cut", "empty", "text", "link", "other"])
    func damage(kind: String) async throws {
        do {
            let first = try server(log.verifier)
            try await add(log.request(0, 5), to: first)
        }
        let file = try #require(scratch.files().first { $0.hasSuffix(".checkpoint") })
        let path = "\(state)/\(file)"
        var bytes = Array(try Data(contentsOf: URL(filePath: path)))
        switch kind {
        case "bit": bytes[bytes.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0] ^= 1
        case "cut": bytes.removeLast(30)
        case "empty": bytes = []
        case "text": bytes = Array("nothing\n".utf8)
        case "other": bytes = Array(try TestLog("log.example/b").request(0, 5).note.encoded.utf8)
        default: break
        }
        try FileManager.default.removeItem(atPath: path)
        if kind == "link" {
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/null")
        } else {
            try Data(bytes).write(to: URL(filePath: path))
        }
        let expected = kind == "link" ? "witness-state-unreadable" : "witness-state-damaged"
        let fault = #expect(throws: WitnessFault.self) { try server(log.verifier) }
        #expect(fault?.code == expected)
    }

    @Test("a temporary file that a kill left behind changes nothing")
    func leftover() async throws {
        do {
            let first = try server(log.verifier)
            try await add(log.request(0, 5), to: first)
        }
        let file = try #require(scratch.files().first { $0.hasSuffix(".checkpoint") })
        try Data("half a no".utf8).write(to: URL(filePath: "\(state)/\(file).new"))
        let second = try server(log.verifier)
        try await add(log.request(5, 9), to: second)
        #expect(try scratch.files().filter { $0.hasSuffix(".new") } == [])
    }

    @Test("when it can't be stored nothing is cosigned, and the old state goes on")
    func unwritable() async throws {
        let server = try server(log.verifier)
        try await add(log.request(0, 5), to: server)
        let file = try #require(scratch.files().first { $0.hasSuffix(".checkpoint") })
        try FileManager.default.createDirectory(atPath: "\(state)/\(file).new", withIntermediateDirectories: false)
        let request = try log.request(5, 9)
        await #expect(throws: WitnessFault.unwritableState("\(state)/\(file)")) { try await add(request, to: server) }
        try FileManager.default.removeItem(atPath: "\(state)/\(file).new")
        try await add(request, to: server)
    }

    @Test("of many requests at once from one size exactly one wins")
    func concurrent() async throws {
        let server = try server(log.verifier)
        try await add(log.request(0, 5), to: server)
        let requests = try (6...20).flatMap { [try log.request(5, $0), try log.request(5, $0, forked: false)] }
        let won = await withTaskGroup(of: Int.self) { group in
            for request in requests { group.addTask { (try? await add(request, to: server)) == nil ? 0 : 1 } }
            return await group.reduce(0, +)
        }
        #expect(won == 1)
    }

    @Test("logs are kept apart, and one that isn't known is refused")
    func severalLogs() async throws {
        let other = try TestLog("log.example/b")
        let server = try server(log.verifier, other.verifier)
        try await add(log.request(0, 5), to: server)
        try await add(other.request(0, 7), to: server)
        let stranger = try TestLog("log.example/c").request(0, 1)
        await #expect(throws: WitnessRefusal.unknownLog) { try await add(stranger, to: server) }
        let hashes = try [log, other].map { try WitnessedLog(keys: [$0.verifier], latest: nil, cosigner: testCosigner()).originHash }
        #expect(await server.checkpoint(originHash: hashes[0])?.text.contains("\n5\n") == true)
        #expect(await server.checkpoint(originHash: hashes[1])?.text.contains("\n7\n") == true)
        #expect(await server.checkpoint(originHash: String(repeating: "0", count: 64)) == nil)
    }
}
