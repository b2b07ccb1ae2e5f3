import Foundation
import Testing

/// Peers that are slower than the other end, fifty at once: the daemon holds little of what is between them.
@Suite(.serialized, .ownThreads) struct BackPressureTests {
    /// Of everything, with the program's own code, which is larger before it's optimised.
    #if DEBUG
        static let limit: UInt64 = 120 << 20
    #else
        static let limit: UInt64 = 100 << 20
    #endif
    static let transfers = 50

    /// Fifty clients ask for 256 MiB each and read nothing but what their pipes hold. Everything else goes on.
    @Test(arguments: ["--http1.1", "--http2"]) func clientsThatDoNotRead(version: String) throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        let file = installation.folder.appendingPathComponent("stor.bin")
        try Data().write(to: file)
        try FileHandle(forWritingTo: file).truncate(atOffset: 256 << 20)
        let document = try installation.must(
            0, "rut", "document", "upload", file.path, "--case", chain.caseID, "--category", "ovrigt", "--release", "policy"
        ).id("doc")
        let answer = try installation.curl(
            "sdf-angered/rut", "/v1/documents/\(document)/retrievals", "-X", "POST", "-H", "Content-Type: application/json", "-H",
            "Idempotency-Key: many", "-d", #"{"purpose":"planering"}"#)
        let match = try #require(answer.body.firstMatch(of: try Regex("ret_[0-9a-z]{26}")))
        let path = "/v1/retrievals/\(answer.body[match.range])/payload"
        let pipes = (0..<Self.transfers).map { _ in Pipe() }
        var readers: [Process] = []
        // A client that waits for its pipe may hold back other signals.
        defer { for reader in readers { kill(reader.processIdentifier, SIGKILL) } }
        for pipe in pipes { readers.append(try installation.startCurl("sdf-angered/rut", path, [version], output: pipe)) }
        for pipe in pipes { try Watching.until("a client's pipe is full") { pipe.waiting == 65_536 } }
        // Whoever doesn't hold back has sent all of it by the time that these are answered.
        for _ in 0..<20 { #expect(try installation.curl("sdf-angered/rut", "/v1/status").status == 200) }
        let peak = try Watching.peakMemory(of: try #require(installation.daemon))
        print("daemon's peak memory with \(Self.transfers) clients that don't read, \(version): \(peak >> 20) MiB")
        #expect(peak < Self.limit)
        #expect(readers.allSatisfy { $0.isRunning })
    }

    /// Fifty clients send a part of 4 MiB each at once to a daemon whose disk takes 20 ms a write.
    @Test(.enabled(if: Program.found("strace"), "needs strace")) func aDiskThatIsSlowerThanTheClients() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        let uploads = try (0..<Self.transfers).map { _ in try installation.beginUpload(to: chain) }
        installation.stop()
        try installation.keepPort()
        let trace = [
            "strace", "-D", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e",
            "inject=pwrite64:delay_enter=20000",
        ]
        try installation.start(wrapper: trace)
        let part = installation.folder.appendingPathComponent("del")
        try Data(repeating: 7, count: 4 << 20).write(to: part)
        let digest = try Program.run(
            ["sh", "-c", "openssl dgst -sha256 -binary \(part.path) | base64"], in: installation.folder
        ).output.trimmingCharacters(in: .newlines)
        let options = [
            "-X", "PATCH", "-H", "Upload-Offset: 0", "-H", "Content-Digest: sha-256=:\(digest):", "-H",
            "Content-Type: application/octet-stream", "--data-binary", "@\(part.path)", "--fail",
        ]
        let senders = try uploads.map {
            try installation.startCurl("sdf-angered/rut", "/v1/uploads/\($0)", options, output: FileHandle.nullDevice)
        }
        for sender in senders { sender.waitForEnd() }
        #expect(senders.allSatisfy { $0.terminationStatus == 0 })
        for upload in uploads { #expect(Watching.size(installation.path("data/uploads/\(upload)")) == 4 << 20) }
        let peak = try Watching.peakMemory(of: try #require(installation.daemon))
        print("daemon's peak memory with \(Self.transfers) uploads onto a slow disk: \(peak >> 20) MiB")
        #expect(peak < Self.limit)
    }
}
