import Foundation
import Testing

/// Large files, uploads that break off, and what other people's tools make of our files.
@Suite(.serialized, .ownThreads) struct TransferTests {
    /// 2 GiB up and down with the daemon's peak memory under 150 MiB.
    @Test func aLargeFileInLittleMemory() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let file = installation.folder.appendingPathComponent("stor.bin")
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: 2 << 30)
        try handle.close()
        let document = try installation.must(
            0, "rut", "document", "upload", file.path, "--case", chain.caseID, "--category", "ovrigt", "--release", "policy"
        ).id("doc")
        let back = installation.path("tillbaka.bin")
        try installation.must(0, "rut", "document", "get", document, "--purpose", "planering", "-o", back)
        let compared = try Program.run(["cmp", file.path, back], in: installation.folder)
        #expect(compared.status == 0)
        let running = try #require(installation.daemon)
        let peak = try Watching.peakMemory(of: running)
        print("daemon's peak memory after 2 GiB up and down: \(peak >> 20) MiB")
        #expect(peak < 150 << 20)
    }

    /// What was cut off in the middle isn't a document, and the daemon says how much has come.
    @Test func anUploadCutInTheMiddle() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        let upload = try installation.beginUpload(to: chain)
        let part = installation.folder.appendingPathComponent("del")
        try Data(repeating: 7, count: 1000).write(to: part)
        let cut = try installation.curl(
            "sdf-angered/rut", "/v1/uploads/\(upload)", "-X", "PATCH", "-H", "Upload-Offset: 0", "-H", "Content-Length: 5000", "-H",
            "Content-Digest: sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", "-H", "Content-Type: application/octet-stream",
            "--data-binary", "@\(part.path)", "--max-time", "2")
        #expect(cut.status != 200)
        let progress = try installation.curl("sdf-angered/rut", "/v1/uploads/\(upload)")
        #expect(progress.status == 200)
        #expect(progress.body.contains("\"size\":0"))
        #expect(try installation.curl("vagen-ut/vera", "/v1/uploads/\(upload)").status == 404)
        let list = try installation.must(0, "rut", "document", "list", "--case", chain.caseID, "--json")
        #expect(!list.output.contains("doc_"))
    }

    /// From a pipe and into a pipe; nothing comes out when the read is refused.
    @Test func standardInputAndOutput() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        let text = String(repeating: "en rad av en handling som kommer genom ett rör\n", count: 5000)
        let uploaded = try installation.kedja(
            "rut", "document", "upload", "-", "--name", "rör.txt", "--case", chain.caseID, "--category", "ovrigt", "--release", "policy",
            input: Data(text.utf8))
        #expect(uploaded.status == 0, "\(uploaded)")
        let document = try uploaded.id("doc")
        let got = try installation.must(0, "rut", "document", "get", document, "--purpose", "planering", "-o", "-")
        #expect(got.output == text)
        let refused = try installation.kedja("vera", "document", "get", document, "--purpose", "planering", "-o", "-")
        #expect(refused.status == 3)
        #expect(refused.output.isEmpty)
    }

    /// Both are served on the one port, by ALPN.
    @Test(arguments: ["--http1.1", "--http2"]) func bothVersionsOfHTTP(version: String) throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let answer = try installation.curl("sdf-angered/rut", "/v1/status", version, "--write-out", " %{http_version}\n%{http_code}")
        #expect(answer.status == 200)
        #expect(answer.body.hasSuffix(version == "--http2" ? " 2" : " 1.1"), "\(answer)")
    }

    /// curl fetches, Debian's age opens: what Kedja delivers is an age file.
    @Test(.enabled(if: Program.found("age"), "needs Debian's age"), arguments: ["policy", "owner"])
    func debiansAgeOpensWhatIsDelivered(release: String) throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        let officer = release == "policy" ? "sdf-angered/rut" : "kriminalvarden/uno"
        let text = Data("öppnas av vilket age-verktyg som helst\n".utf8)
        let document = try chain.upload(
            text, by: release == "policy" ? "rut" : "kim", category: release == "policy" ? "kartlaggning" : "utslussning", release: release)
        let answer = try installation.curl(
            officer, "/v1/documents/\(document)/retrievals", "-X", "POST", "-H", "Content-Type: application/json", "-H",
            "Idempotency-Key: age",
            "-d", #"{"purpose":"planering"}"#)
        #expect(answer.status == 200, "\(answer)")
        let json = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
        let result = try #require(json?["result"] as? [String: Any])
        let encodedHeader = try #require(result["header"] as? String)
        let header = try #require(Data(base64Encoded: encodedHeader))
        let retrieval = try #require(result["id"] as? String)
        let file = installation.folder.appendingPathComponent("fil.age")
        let payload = installation.path("payload")
        _ = try installation.curl(officer, "/v1/retrievals/\(retrieval)/payload", "-o", payload)
        try (header + Data(contentsOf: URL(fileURLWithPath: payload))).write(to: file)
        let opened = try Program.run(
            ["age", "--decrypt", "-i", installation.path("pki/officers/\(officer)/age.txt"), file.path], in: installation.folder)
        #expect(opened.status == 0, "\(opened)")
        #expect(Data(opened.output.utf8) == text)
    }
}
