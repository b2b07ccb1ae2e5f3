import Foundation
import Testing

/// Transfers whose ends die in the middle, and documents that are sealed before or stay sealed after.
@Suite(.serialized, .ownThreads) struct ContinuedTransferTests {
    private static let size = 64 << 20

    /// Bytes that don't repeat, in a file.
    private func file(in installation: Installation) throws -> String {
        let path = installation.path("stor.bin")
        let made = try Program.run(
            ["sh", "-c", "openssl enc -aes-128-ctr -nosalt -pass pass:x -pbkdf2 </dev/zero 2>/dev/null | head -c \(Self.size) > \(path)"],
            in: installation.folder)
        guard Watching.size(path) == UInt64(Self.size) else { throw StoryError("\(made)") }
        return path
    }

    private func kill(_ process: Process) {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitForEnd()
    }

    /// The client is killed, then the daemon; both begin anew and the upload goes on. Whose file changed in between is refused.
    @Test func anUploadOutlivesClientAndDaemon() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        try installation.keepPort()
        let chain = try Chain(installation)
        try chain.consent()
        let path = try file(in: installation)
        let client = try installation.startClient(
            "rut", "document", "upload", path, "--case", chain.caseID, "--category", "kartlaggning", "--release", "policy")
        let notes = installation.path("profiles/uploads/rut")
        let uploads = installation.path("data/uploads")
        try Watching.until("two parts have come") {
            try FileManager.default.contentsOfDirectory(atPath: uploads).contains { Watching.size("\(uploads)/\($0)") > 8 << 20 }
        }
        kill(client)
        if let daemon = installation.daemon { kill(daemon) }
        installation.stop()
        let upload = try #require(try FileManager.default.contentsOfDirectory(atPath: uploads).first)
        let had = Watching.size("\(uploads)/\(upload)")
        #expect(had < Self.size)
        #expect(try FileManager.default.contentsOfDirectory(atPath: notes) == ["\(upload).upload"])
        try installation.start()

        let changed = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        let first = try #require(try changed.read(upToCount: 1))
        try changed.seek(toOffset: 0)
        try changed.write(contentsOf: Data([first[0] ^ 1]))
        let refused = try installation.kedja("rut", "document", "upload", "--continue", upload, "--json")
        #expect(refused.status == 7 && refused.errors.contains("source-changed"), "\(refused)")
        try changed.seek(toOffset: 0)
        try changed.write(contentsOf: first)
        try changed.close()
        try touch(path, asIn: "\(notes)/\(upload).upload")

        let done = try installation.must(0, "rut", "document", "upload", "--continue")
        let back = installation.path("tillbaka.bin")
        try installation.must(0, "vera", "document", "get", try done.id("doc"), "--purpose", "planering", "-o", back)
        #expect(try Program.run(["cmp", path, back], in: installation.folder).status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: notes) == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: uploads) == [])
        let again = try installation.kedja("rut", "document", "upload", "--continue", upload)
        #expect(again.status == 4, "\(again)")
    }

    /// Sets a file's time back to what an upload's note says.
    private func touch(_ path: String, asIn note: String) throws {
        let line = try String(contentsOfFile: note, encoding: .utf8).split(separator: "\n")[0]
        let json = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        let source = try #require(json["source"] as? [String: Any])
        let seconds = try #require(source["modifiedSeconds"] as? Int)
        let nanoseconds = String(format: "%09d", try #require(source["modifiedNanoseconds"] as? Int))
        let run = try Program.run(
            ["touch", "-m", "-d", "@\(seconds).\(nanoseconds)", path], in: URL(fileURLWithPath: path).deletingLastPathComponent())
        #expect(run.status == 0, "\(run)")
    }

    /// The client is killed in the middle of a download; another one fetches what is missing, as a retrieval of its own.
    @Test func aDownloadOutlivesItsClient() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let path = try file(in: installation)
        let document = try installation.must(
            0, "rut", "document", "upload", path, "--case", chain.caseID, "--category", "kartlaggning", "--release", "policy"
        ).id("doc")
        let back = installation.path("tillbaka.bin")
        let partial = "\(back).\(document).partial"
        let client = try installation.startClient("vera", "document", "get", document, "--purpose", "planering", "-o", back)
        try Watching.until("something has come") { Watching.size(partial) > 1 << 20 }
        kill(client)
        let had = Watching.size(partial)
        #expect(had > 0 && !FileManager.default.fileExists(atPath: back))
        try installation.must(0, "vera", "document", "get", document, "--purpose", "planering", "-o", back, "--continue")
        #expect(try Program.run(["cmp", path, back], in: installation.folder).status == 0)
        #expect(!FileManager.default.fileExists(atPath: partial))
        let log = try installation.must(0, "gun", "audit", "list", "--json")
        #expect(log.output.components(separatedBy: "\"retrieveDocument\"").count - 1 >= 2)

        let part = installation.path("del.bin")
        try installation.must(
            0, "vera", "document", "get", document, "--purpose", "planering", "-o", part, "--bytes", "50000000-50099999")
        let cut = try Program.run(
            ["sh", "-c", "tail -c +50000001 \(path) | head -c 100000 | cmp - \(part)"], in: installation.folder)
        #expect(cut.status == 0, "\(cut)")
    }

    /// What stays sealed is opened by Debian's age; what Debian's age sealed is taken as it is, and opened by the one who may.
    @Test(.enabled(if: Program.found("age"), "needs Debian's age")) func sealedInAndOut() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let text = Data("förseglad hela vägen\n".utf8)
        let document = try chain.upload(text)
        let kept = installation.path("karta.age")
        try installation.must(0, "vera", "document", "get", document, "--purpose", "planering", "-o", kept, "--sealed")
        let opened = try Program.run(
            ["age", "--decrypt", "-i", installation.path("pki/officers/vagen-ut/vera/age.txt"), kept], in: installation.folder)
        #expect(opened.status == 0 && Data(opened.output.utf8) == text, "\(opened)")

        let status = try installation.must(0, "kim", "status", "--json")
        let recipient = status.output.firstMatch(of: try Regex("age1pq1[0-9a-z]{1000,}"))
        let ticket = try installation.curl(
            "sdf-angered/rut", "/v1/uploads", "-X", "POST", "-H", "Content-Type: application/json", "-H", "Idempotency-Key: biljett", "-d",
            #"{"caseID":"\#(chain.caseID)","category":"intyg","release":"policy"}"#)
        let told = try #require(recipient.map { String(status.output[$0.range]) })
        #expect(ticket.body.contains(told))

        let plain = installation.path("brev.txt")
        try text.write(to: URL(fileURLWithPath: plain))
        for (name, armor) in [("brev.age", []), ("brev.pem", ["--armor"])] {
            let sealed = installation.path(name)
            let made = try Program.run(
                ["age"] + armor + ["-R", installation.path("pki/officers/kriminalvarden/uno/age.pub"), "-o", sealed, plain],
                in: installation.folder)
            #expect(made.status == 0, "\(made)")
            let uploaded = try installation.must(
                0, "kim", "document", "upload", sealed, "--sealed", "--name", "brev.txt", "--case", chain.caseID, "--category",
                "utslussning", "--release", "owner")
            #expect(try chain.read(try uploaded.id("doc"), by: "uno").bytes == text)
            let foreign = try installation.kedja(
                "kim", "document", "upload", sealed, "--sealed", "--case", chain.caseID, "--category", "utslussning", "--release", "policy",
                "--json")
            #expect(foreign.status == 7 && foreign.errors.contains("sealed-for-others"), "\(foreign)")
        }
    }

    /// What nobody goes on with goes away at the daemon's start, when its time is over; so do bytes without an upload.
    @Test(.enabled(if: Program.found("faketime"), "needs faketime")) func unfinishedUploadsExpire() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        let upload = try installation.beginUpload(to: chain)
        let uploads = installation.path("data/uploads")
        try Data("början".utf8).write(to: URL(fileURLWithPath: "\(uploads)/\(upload)"))
        try Data("ingens".utf8).write(to: URL(fileURLWithPath: "\(uploads)/upl_00000000000000000000000000"))
        installation.stop()
        try installation.start()
        try Watching.until("what is nobody's is gone") { try FileManager.default.contentsOfDirectory(atPath: uploads) == [upload] }
        installation.stop()
        try installation.start(wrapper: ["faketime", "-f", "+25h"])
        // It waits for the daemon, and gives no signal on.
        defer { _ = try? Program.run(["pkill", "-f", installation.path("kedjad.yaml")], in: installation.folder) }
        try Watching.until("what is over is gone") { try FileManager.default.contentsOfDirectory(atPath: uploads) == [] }
    }
}
