import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing
import TransparencyLog

/// The real program: keys, HTTP, kills.
@Suite("kedja witness", .serialized)
struct WitnessProcessTests {
    let scratch: Scratch
    let log: TestLog

    init() throws {
        scratch = try Scratch()
        log = try TestLog()
    }

    static let kedja: String = {
        let tests = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" } ?? Bundle.main.bundleURL
        return (tests.pathExtension == "xctest" ? tests.deletingLastPathComponent() : tests).appending(path: "kedja").path()
    }()

    static let straceIsPresent = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")

    var key: String { scratch.path + "/key" }
    var runArguments: [String] {
        ["witness", "run", "--listen", "127.0.0.1:0", "--state", scratch.path + "/state", "--key", key, "--log", log.signer.verifierKey]
    }

    /// Runs to its end.
    func kedja(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let running = try Running([Self.kedja] + arguments, name: UUID().uuidString, in: scratch.path)
        running.process.waitUntilExit()
        return (running.process.terminationStatus, try running.output() + running.errors())
    }

    func keygen() throws -> CosignatureVerifier {
        let made = try kedja(["witness", "keygen", "--name", "fk.example/w", "-o", key, "--lang", "en"])
        #expect(made.status == 0, "\(made.output)")
        let text = try #require(made.output.split(whereSeparator: \.isWhitespace).last)
        return try CosignatureVerifier(verifierKey: String(text))
    }

    func post(_ request: AddCheckpointRequest, to port: Int) async throws -> (status: Int, body: String) {
        var call = HTTPClientRequest(url: "http://127.0.0.1:\(port)/add-checkpoint")
        call.method = .POST
        call.body = .bytes(ByteBuffer(string: request.encoded))
        let response = try await HTTPClient.shared.execute(call, timeout: .seconds(30))
        return (Int(response.status.code), String(buffer: try await response.body.collect(upTo: 1 << 20)))
    }

    @Test("a key's file is its owner's alone, is never written over, and its secret is never said")
    func keys() throws {
        let verifier = try keygen()
        #expect(verifier.name == "fk.example/w")
        let secret = try String(contentsOfFile: key, encoding: .utf8)
        #expect(secret.hasPrefix("PRIVATE+KEY+fk.example/w+"))
        let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let again = try kedja(["witness", "keygen", "--name", "fk.example/w", "-o", key])
        #expect(again.status != 0 && !again.output.contains("PRIVATE"))
        #expect(try String(contentsOfFile: key, encoding: .utf8) == secret)
        #expect(try kedja(["witness", "keygen", "--name", "a b", "-o", key + "2"]).status == 2)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        let open = try kedja(runArguments + ["--lang", "en"])
        #expect(open.status != 0 && open.output.contains("chmod 600") && !open.output.contains(secret))
    }

    @Test("killed between two requests it remembers; a fork is refused by the one started next")
    func killed() async throws {
        let verifier = try keygen()
        let first = try Running([Self.kedja] + runArguments, name: "first", in: scratch.path)
        defer { first.kill() }
        let request = try log.request(0, 5)
        let answer = try await post(request, to: first.port())
        #expect(answer.status == 200)
        try verifier.verify(request.note.adding(NoteSignature.lines(parsing: answer.body.utf8)))
        let crowded = try kedja(runArguments + ["--lang", "en"])
        #expect(crowded.status != 0 && crowded.output.contains("another witness"))
        first.kill()

        let second = try Running([Self.kedja] + runArguments, name: "second", in: scratch.path)
        defer { second.kill() }
        let port = try second.port()
        #expect(try await post(log.request(0, 7), to: port) == (409, "5\n"))
        #expect(try await post(log.request(5, 9, forked: true), to: port).status == 422)
        #expect(try await post(log.request(5, 9), to: port).status == 200)
        #expect(try second.errors().contains("doesn't continue"))
        second.kill()

        let file = try #require(scratch.files().first { $0.hasSuffix(".checkpoint") })
        try Data("old news\n".utf8).write(to: URL(filePath: "\(scratch.path)/state/\(file)"))
        let damaged = try kedja(runArguments + ["--lang", "en"])
        #expect(damaged.status != 0 && damaged.output.contains("damaged"), "\(damaged.output)")
    }

    @Test("the state is durable before the cosignature leaves", .enabled(if: straceIsPresent, "strace isn't installed"))
    func order() async throws {
        _ = try keygen()
        let trace = scratch.path + "/trace"
        let command = [
            "/usr/bin/strace", "-D", "-f", "-s", "200", "-o", trace, "-e",
            "trace=openat,fsync,rename,renameat,renameat2,write,writev,sendto",
        ]
        let running = try Running(command + [Self.kedja] + runArguments, name: "traced", in: scratch.path)
        defer { running.kill() }
        #expect(try await post(log.request(0, 5), to: running.port()).status == 200)
        // The tracer is the program's grandchild (-D) and ends with it, its last words written.
        running.kill()
        let lines = try finished(trace)
        let renamed = try #require(lines.firstIndex { $0.contains("rename") && $0.contains(".checkpoint.new") })
        let answered = try #require(lines.firstIndex { $0.contains("HTTP/1.1 200") })
        let synced = lines.indices.filter { lines[$0].contains("fsync(") }
        #expect(synced.contains { $0 < renamed })
        #expect(synced.contains { renamed < $0 && $0 < answered })
        #expect(renamed < answered)
    }

    private func finished(_ trace: String) throws -> [Substring] {
        for _ in 0..<6000 {
            let text = try String(contentsOfFile: trace, encoding: .utf8)
            if text.contains("+++ killed by SIGKILL") { return text.split(separator: "\n") }
            usleep(5000)
        }
        throw CocoaError(.fileReadUnknown)
    }

    @Test("what can't be used is refused with a sentence and no trace")
    func usage() throws {
        _ = try keygen()
        var arguments = runArguments
        arguments[3] = "nowhere"
        #expect(try kedja(arguments).status == 2)
        arguments = runArguments
        arguments[arguments.count - 1] = "log.example/a+00000000+AAAA"
        #expect(try kedja(arguments).status == 2)
        try "PRIVATE+KEY+x\n".write(toFile: key, atomically: false, encoding: .utf8)
        let run = try kedja(runArguments + ["--lang", "en"])
        #expect(run.status != 0 && run.output.contains("not a witness's key"))
    }
}

/// A program under way, with its output in files.
final class Running {
    let process = Process()
    private let place: String

    init(_ command: [String], name: String, in folder: String) throws {
        place = "\(folder)/\(name)"
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.handle(place + ".out")
        process.standardError = try Self.handle(place + ".err")
        try process.run()
    }

    func output() throws -> String { try String(contentsOfFile: place + ".out", encoding: .utf8) }
    func errors() throws -> String { try String(contentsOfFile: place + ".err", encoding: .utf8) }

    /// Waits for the line that tells the port.
    func port() throws -> Int {
        for _ in 0..<6000 {
            if let line = try output().split(separator: "\n").first, let port = line.split(separator: ":").last.flatMap({ Int($0) }) {
                return port
            }
            guard process.isRunning else { break }
            usleep(5000)
        }
        throw CocoaError(.fileReadUnknown, userInfo: [NSLocalizedDescriptionKey: "no port: \(try output()) \(try errors())"])
    }

    /// SIGKILL, as a loss of power would.
    func kill() {
        guard process.isRunning else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private static func handle(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(filePath: path))
        return try FileHandle(forWritingTo: URL(filePath: path))
    }
}
