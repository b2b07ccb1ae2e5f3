import Foundation
import GRDB
import Testing

/// What is verified without the daemon: a mirror of the log, a copy of the data folder, a receipt.
@Suite(.serialized, .ownThreads) struct CopyTests {
    private struct Report: Decodable {
        struct Found: Decodable {
            let size, checked, opened, closedForMe: UInt64
            let faults: [Fault]
        }
        struct Fault: Decodable {
            let index: UInt64?
            let kind: String
        }
        let result: Found
    }

    @Test func theLogIsVerifiedWithoutTheDaemon() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let document = try chain.upload(Data("plan".utf8))
        #expect(try chain.read(document).run.status == 0)

        let mirror = installation.path("mirror")
        #expect(try installation.must(0, "gun", "audit", "mirror", mirror).output.contains("Kopian har"))
        _ = try chain.upload(Data("en till".utf8))
        let report = try installation.must(0, "gun", "audit", "mirror", mirror, "--json").output
        #expect(report.contains("\"sizeBefore\""), "\(report)")
        // Copied while the daemon runs, what SQLite has not yet moved out of its write-ahead log goes with it.
        try FileManager.default.copyItem(atPath: installation.path("data"), toPath: installation.path("copy"))
        installation.stop()

        let whole = try installation.must(0, "gun", "audit", "verify", "--mirror", mirror).output
        #expect(whole.contains("Loggen är hel") && whole.contains("några texter fanns inte"), "\(whole)")
        try expectCopyVerifies(installation)
        try expectChangesNamed(installation)
        try expectReceiptsVerify(installation)
    }

    private func expectCopyVerifies(_ installation: Installation) throws {
        let database = URL(fileURLWithPath: installation.path("copy/kedja.sqlite"))
        let before = try Data(contentsOf: database)
        let sealed = try installation.must(0, "gun", "audit", "verify", "--data", installation.path("copy")).output
        #expect(sealed.contains("--master-key öppnar dem"), "\(sealed)")
        let found = try verify(installation)
        #expect(found.faults.isEmpty && found.closedForMe == 0 && found.opened == found.size && found.checked == found.size)
        #expect(found.size > 20)
        #expect(try Data(contentsOf: database) == before)

        let key = installation.folder.appendingPathComponent("other.key")
        try Data(String(repeating: "7", count: 64).appending("\n").utf8).write(to: key)
        let open = try installation.kedja("gun", "audit", "verify", "--data", installation.path("copy"), "--master-key", key.path)
        #expect(open.status != 0 && open.errors.contains("chmod 600"), "\(open)")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
        let wrong = try installation.kedja("gun", "audit", "verify", "--data", installation.path("copy"), "--master-key", key.path)
        #expect(wrong.status != 0 && wrong.status != 5, "\(wrong)")
        let nothing = try installation.kedja("gun", "audit", "verify", "--data", installation.path("mirror"))
        #expect(nothing.status != 0 && nothing.errors.contains("kedja.sqlite"), "\(nothing)")
        #expect(try installation.kedja("gun", "audit", "verify", "--data", "x", "--mirror", "y").status == 2)
        #expect(try installation.kedja("gun", "audit", "verify", "--master-key", "x").status == 2)
    }

    /// Each kind of change in a copy of its own: named by its entry and by what it is.
    private func expectChangesNamed(_ installation: Installation) throws {
        let changes: [(sql: String, index: UInt64, kind: String)] = [
            ("UPDATE entries SET text = CAST(substr(text, 1, length(text) - 1) || x'00' AS BLOB) WHERE log_index = 7", 7, "changed"),
            ("UPDATE entries SET leaf = (SELECT leaf FROM entries WHERE log_index = 9) WHERE log_index = 8", 8, "changed"),
            ("UPDATE entries SET leaf_hash = (SELECT leaf_hash FROM entries WHERE log_index = 9) WHERE log_index = 8", 8, "changed"),
            ("UPDATE entries SET action = 'openSesame' WHERE log_index = 5", 5, "changed"),
            ("DELETE FROM entries WHERE log_index = 11", 11, "missing"),
        ]
        for change in changes {
            let copy = installation.path("changed")
            try FileManager.default.copyItem(atPath: installation.path("copy"), toPath: copy)
            defer { try? FileManager.default.removeItem(atPath: copy) }
            try DatabaseQueue(path: copy + "/kedja.sqlite").write { db in
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
                try db.execute(sql: change.sql)
            }
            let found = try verify(installation, copy: "changed", status: 5)
            #expect(found.faults.contains { $0.index == change.index && $0.kind == change.kind }, "\(change): \(found.faults)")
            #expect(found.faults.compactMap(\.index) == [change.index], "\(change): \(found.faults)")
        }
    }

    private func verify(_ installation: Installation, copy: String = "copy", status: Int32 = 0) throws -> Report.Found {
        let run = try installation.must(
            status, "gun", "audit", "verify", "--data", installation.path(copy), "--master-key", installation.path("master.key"), "--json")
        return try JSONDecoder().decode(Report.self, from: Data(run.output.utf8)).result
    }

    private func expectReceiptsVerify(_ installation: Installation) throws {
        let list = try installation.must(0, "vera", "receipt", "list").output
        #expect(list.contains("vagen-ut/vera"), "\(list)")
        let stored = installation.path("profiles/receipts/vera")
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: stored).sorted().first)
        let index = String(name.dropLast(".receipt".count))
        #expect(try installation.must(0, "vera", "receipt", "show", index).output.contains("vagen-ut/vera"))
        let proof = installation.path("r.tlog-proof")
        try installation.must(0, "vera", "receipt", "export", index, "-o", proof)
        let profile = try installation.must(0, "vera", "profile", "show", "--json").output
        let key = String(try #require(profile.firstMatch(of: /"logVerifierKey"\s*:\s*"([^"]+)"/)?.output.1)).replacing("\\/", with: "/")
        for file in [stored + "/" + name, proof] {
            // Somebody else, with nothing but the log's key.
            let run = try Program.run(
                [Program.kedja, "receipt", "verify", file, "--log-key", key], environment: ["KEDJA_CONFIG_DIR": installation.path("none")],
                in: installation.folder)
            #expect(run.status == 0 && run.output.contains("Kvittot håller"), "\(run)")
        }
        let text = try String(contentsOfFile: proof, encoding: .utf8)
        try Data(text.replacing("index \(index)\n", with: "index 0\n").utf8).write(to: URL(fileURLWithPath: proof))
        #expect(try installation.kedja("vera", "receipt", "verify", proof).status == 5)
        #expect(try installation.kedja("vera", "receipt", "show", "99999").status == 4)
    }
}
