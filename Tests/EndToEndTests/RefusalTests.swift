import Foundation
import GRDB
import Testing

/// Every way in which a reader is refused, with the real programs over real TLS.
///
/// One installation serves the suite; each test has its own case and consents.
@Suite(.serialized, .longOnOwnThreads, .withInstallation) struct RefusalTests {
    let installation: Installation

    init() throws { installation = try #require(InstallationTrait.current) }

    // MARK: The person's consent

    @Test func withoutConsent() throws {
        let chain = try Chain(installation)
        let document = try chain.upload(Data("utan samtycke".utf8))
        #expect(try chain.read(document).run.status == 3)
        #expect(try chain.read(document, by: "rut").bytes != nil)
    }

    @Test func outsideTheConsent() throws {
        let chain = try Chain(installation)
        try chain.consent(categories: ["kartlaggning"])
        let inside = try chain.upload(Data("inom".utf8))
        let otherCategory = try chain.upload(Data("annan kategori".utf8), category: "ekonomi")
        #expect(try chain.read(inside).bytes != nil)
        #expect(try chain.read(otherCategory).run.status == 3)
        #expect(try chain.read(inside, purpose: "ersattning").run.status == 3)
        #expect(try chain.read(inside, by: "frida").run.status == 3)
    }

    @Test func afterWithdrawal() throws {
        let chain = try Chain(installation)
        let consent = try chain.consent()
        let document = try chain.upload(Data("före återkallelsen".utf8))
        #expect(try chain.read(document).bytes != nil)
        try installation.must(0, "frida", "consent", "withdraw", consent, "--how", "oral")
        #expect(try chain.read(document).run.status == 3)
        #expect(try installation.kedja("rut", "consent", "show", consent, "--json").output.contains("\"withdrawn\""))
    }

    @Test func inAClosedCase() throws {
        let chain = try Chain(installation)
        try chain.consent()
        let document = try chain.upload(Data("innan ärendet stängs".utf8))
        #expect(try chain.read(document).bytes != nil)
        try installation.must(0, "rut", "case", "close", chain.caseID)
        #expect(try chain.read(document).run.status == 3)
    }

    // MARK: Roles and organisations

    @Test func wrongRole() throws {
        let chain = try Chain(installation)
        let document = try chain.upload(Data("handling".utf8))
        #expect(try chain.read(document, by: "gun").run.status == 4)
        #expect(try chain.read(document, by: "ada").run.status == 4)
        let register = try installation.kedja(
            "vera", "participant", "register", "--number", Chain.number, "--given-name", "Tilda", "--family-name", "Testsson")
        #expect(register.status == 3)
        #expect(try installation.kedja("vera", "audit", "list").status == 3)
        #expect(
            try installation.kedja("vera", "organisation", "add", "annan", "--name", "Annan", "--kind", "annan", "--binding", "statute")
                .status == 3)
        #expect(try installation.kedja("rut", "policy", "reload").status == 3)
    }

    @Test func wrongOrganisation() throws {
        let chain = try Chain(installation)
        try chain.consent()
        let document = try chain.upload(Data("handling".utf8))
        #expect(try chain.read(document, by: "alf").run.status == 4)
        #expect(try chain.read(document, by: "siv").run.status == 4)
    }

    @Test func anApproverDoesNotAnswerTheirOwnRequest() throws {
        let chain = try Chain(installation, officers: ["kriminalvarden/kim", "kriminalvarden/uno", "vagen-ut/vera"])
        let ground = "consent:\(try chain.consent())"
        let document = try chain.upload(Data("plan".utf8), by: "kim", category: "utslussning", release: "owner")
        let request = try installation.must(
            0, "uno", "request", "create", document, "--purpose", "planering", "--reason", "Jag vill läsa den själv"
        ).id("req")
        let answer = try installation.kedja(
            "uno", "request", "approve", request, "--assessment", "Ingen men", "--ground", ground, "--until", Chain.day(after: 30))
        #expect(answer.status == 3)
        #expect(
            try installation.kedja(
                "vera", "request", "approve", request, "--assessment", "Ingen men", "--ground", ground, "--until", Chain.day(after: 30)
            ).status == 3)
    }

    @Test func unknownAndForbiddenIDsAreAnsweredAlike() throws {
        let chain = try Chain(installation)
        let document = try chain.upload(Data("hemlig".utf8))
        let body = ["-X", "POST", "-H", "Content-Type: application/json", "-d", #"{"purpose":"planering"}"#]
        func answer(_ id: String) throws -> (Int, String) {
            let key = "Idempotency-Key: \(UUID().uuidString)"
            let got = try installation.curl(
                "af-angered/alf", "/v1/documents/\(id)/retrievals", body[0], body[1], body[2], body[3], body[4], body[5], "-H", key)
            return (got.status, try got.body.replacing(Regex(#""auditIndex":[0-9]+"#), with: ""))
        }
        let forbidden = try answer(document)
        let unknown = try answer("doc_00000000000000000000000000")
        #expect(forbidden.0 == 404)
        #expect(forbidden == unknown)
        for path in ["/v1/documents/", "/v1/cases/", "/v1/participants/", "/v1/consents/", "/v1/requests/"] {
            #expect(try installation.curl("af-angered/alf", path + "x").status == 404)
        }
    }

    // MARK: Tampering with what is stored

    @Test func tamperedPayload() throws {
        let chain = try Chain(installation)
        try chain.consent()
        let content = Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let document = try chain.upload(content)
        let blob = blobFile(of: document)
        let original = try Data(contentsOf: blob)
        var changed = original
        changed[changed.count / 2] ^= 1
        try changed.write(to: blob)
        #expect(try chain.read(document).run.status == 5)
        try original.dropLast(100).write(to: blob)
        #expect(try chain.read(document).run.status == 5)
        try original.write(to: blob)
        #expect(try chain.read(document).bytes == content)
    }

    @Test(arguments: ["manifest", "key", "name"])
    func tamperedRow(column: String) throws {
        let chain = try Chain(installation)
        try chain.consent()
        let document = try chain.upload(Data("innehåll".utf8))
        try alter(column, of: document)
        #expect(try chain.read(document).run.status != 0)
        try alter(column, of: document)
        #expect(try chain.read(document).bytes != nil)
    }

    /// A header that was made for another document opens nothing, even when somebody who can write the database puts it there.
    @Test func swappedKey() throws {
        let chain = try Chain(installation)
        try chain.consent()
        let first = try chain.upload(Data("den första".utf8))
        let second = try chain.upload(Data("den andra".utf8))
        try database().write { db in
            let key = try Data.fetchOne(db, sql: "SELECT key FROM documents WHERE id = ?", arguments: [second])
            try db.execute(sql: "UPDATE documents SET key = ? WHERE id = ?", arguments: [key, first])
        }
        #expect(try chain.read(first).run.status != 0)
    }

    private func database() throws -> DatabaseQueue { try DatabaseQueue(path: installation.path("data/kedja.sqlite")) }

    private func alter(_ column: String, of document: String) throws {
        try database().write { db in
            let found = try Data.fetchOne(db, sql: "SELECT \(column) FROM documents WHERE id = ?", arguments: [document])
            var bytes = try #require(found)
            bytes[bytes.count - 20] ^= 1
            try db.execute(sql: "UPDATE documents SET \(column) = ? WHERE id = ?", arguments: [bytes, document])
        }
    }

    private func blobFile(of document: String) -> URL {
        installation.folder.appendingPathComponent("data/blobs/\(document.dropFirst(4).prefix(2))/\(document)")
    }

    // MARK: Odd input

    @Test func anEmptyFileGoesThrough() throws {
        let chain = try Chain(installation)
        try chain.consent()
        #expect(try chain.read(chain.upload(Data())).bytes == Data())
    }

    @Test(arguments: ["../utanför.pdf", "/etc/passwd", "..", "a/b.pdf", "rad\nbrytning.pdf", "\u{202e}fdp.exe", ""])
    func namesThatLeadElsewhere(name: String) throws {
        let chain = try Chain(installation)
        let file = installation.folder.appendingPathComponent("namn-\(UUID().uuidString)")
        try Data("x".utf8).write(to: file)
        let run = try installation.kedja(
            "rut", "document", "upload", file.path, "--case", chain.caseID, "--category", "intyg", "--release", "policy", "--name", name)
        #expect(run.status != 0)
        #expect(!FileManager.default.fileExists(atPath: installation.path("utanför.pdf")))
    }

    @Test(arguments: [
        ("{", "malformed-json"), (#"{"purpose":"planering","purpose":"ersattning"}"#, "malformed-json"), ("[]", "malformed-json"),
        (#"{"purpose":"nyfikenhet"}"#, "malformed-json"), (#"{"purpose":"planering","extra":1}"#, "malformed-json"),
        (String(repeating: "[", count: 100), "malformed-json"),
    ])
    func malformedJSON(body: String, code: String) throws {
        let answer = try post("/v1/documents/doc_00000000000000000000000000/retrievals", body: body)
        #expect(answer.status == 400)
        #expect(answer.body.contains("\"\(code)\""))
    }

    @Test func oversizedBody() throws {
        let file = installation.folder.appendingPathComponent("stor.json")
        try Data(repeating: 0x20, count: 3 << 20).write(to: file)
        let answer = try installation.curl(
            "sdf-angered/rut", "/v1/participants", "-X", "POST", "-H", "Content-Type: application/json", "-H", "Idempotency-Key: stor",
            "--data-binary", "@\(file.path)")
        #expect(answer.status == 413 || answer.status < 0, "\(answer)")
    }

    @Test func aReplayedKeyWithAnotherBody() throws {
        let chain = try Chain(installation)
        let path = "/v1/participants/\(chain.participant)/cases"
        let key = UUID().uuidString
        let first = try post(path, body: "{}", key: key)
        #expect(first.status == 200 || first.status == 201)
        #expect(try post(path, body: "{}", key: key).body == first.body)
        let other = try post("/v1/participants/search", body: "{}", key: key)
        #expect(other.status == 200 || other.status == 422)
        let clash = try post(
            "/v1/participants", body: #"{"number":"880320-0016","givenName":"T","familyName":"T","protectedIdentity":false}"#, key: key)
        #expect(clash.status == 422)
        #expect(clash.body.contains("idempotency-key-reused"))
    }

    @Test func aPostWithoutAKey() throws {
        let answer = try installation.curl(
            "sdf-angered/rut", "/v1/participants/search", "-X", "POST", "-H", "Content-Type: application/json", "-d", "{}")
        #expect(answer.status == 400)
        #expect(answer.body.contains("missing-idempotency-key"))
    }

    private func post(_ path: String, body: String, key: String = UUID().uuidString) throws -> (status: Int, body: String) {
        try installation.curl(
            "sdf-angered/rut", path, "-X", "POST", "-H", "Content-Type: application/json", "-H", "Idempotency-Key: \(key)", "--data-binary",
            body)
    }
}
