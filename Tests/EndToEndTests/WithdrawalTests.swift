import Foundation
import Testing

/// A consent's end as the real programs see it, over real TLS.
@Suite(.serialized, .ownThreads, .withInstallation) struct WithdrawalTests {
    private var installation: Installation {
        get throws { try #require(InstallationTrait.current) }
    }

    /// Two hundred connections ask for a document at once, again and again, while the consent is withdrawn. By the log, which has one order for all, none
    /// is permitted after the withdrawal; and none of two hundred that begin after its answer.
    @Test func twoHundredReadersAtOnce() throws {
        let installation = try installation
        let chain = try Chain(installation)
        let consent = try chain.consent()
        let document = try chain.upload(Data("delas tills någon säger nej\n".utf8))
        let early = installation.path("tidiga")
        let reading = try readers(of: document, rounds: 10, writing: early, installation)
        try Watching.until("some have read") { try self.codes(in: early)["200", default: 0] > 20 }
        let withdrawn = try installation.kedjaInACrowd("kim", "consent", "withdraw", consent, "--how", "oral")
        #expect(withdrawn.status == 0, "\(withdrawn)")
        let late = installation.path("sena")
        let after = try readers(of: document, rounds: 1, writing: late, installation)
        for process in [reading, after] { process.waitForEnd() }

        // On a busy machine a connection may not come about (000), or find no room however often it asks (503); and curl ends without those who still
        // wait to ask again. Whoever made it has read nothing.
        let nothing: Set<Substring> = ["000", "503"]
        let (first, second) = (try codes(in: early), try codes(in: late))
        print("readings that began before the withdrawal: \(first), and after it: \(second)")
        #expect(first["200", default: 0] > 20 && Set(first.keys).subtracting(nothing) == ["200", "403"], "\(first)")
        #expect(second["403", default: 0] > 20 && Set(second.keys).subtracting(nothing) == ["403"], "\(second)")
        let log = installation.path("log.jsonl")
        try installation.must(0, "gun", "audit", "export", "--format", "jsonl", "-o", log)
        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").filter {
            $0.contains(document) || $0.contains(consent)
        }
        let withdrawal = try #require(lines.firstIndex { $0.contains("\"withdrawConsent\"") })
        let reads = lines[withdrawal...].filter { $0.contains("\"retrieveDocument\"") }
        let refused = first["403", default: 0] + second["403", default: 0]
        #expect(reads.count >= refused && reads.allSatisfy { $0.contains("\"outcome\":\"denied\"") })
    }

    /// A download that is slower than the person's change of mind ends within what was on the way.
    @Test(arguments: ["--http1.1", "--http2"]) func aDownloadUnderWayIsCut(version: String) throws {
        let installation = try installation
        let chain = try Chain(installation)
        let consent = try chain.consent()
        let size = 64 << 20
        let document = try chain.upload(Data(count: size))
        let target = installation.path("halv-\(version)")
        let options = [version, "--limit-rate", "8M", "--output", target]
        let path = try payloadPath(of: document, installation)
        let download = try installation.startCurl("vagen-ut/vera", path, options, output: FileHandle.nullDevice)
        try Watching.until("some of it has come") { Watching.size(target) > 4 << 20 }
        try installation.must(0, "rut", "consent", "withdraw", consent, "--how", "oral", "--to", "vagen-ut")
        download.waitForEnd()
        #expect(download.terminationStatus != 0 && Watching.size(target) < UInt64(size))
        // What is still to come is refused, and the refusal stands in the log.
        #expect(try installation.curl("vagen-ut/vera", path, "--range", "100-199").status == 403)
    }

    /// What a recorder does with a part: it's taken out, what has been let out is told, a request falls, the rest holds.
    @Test func aPartAndWhatFollows() throws {
        let installation = try installation
        let chain = try Chain(installation)
        let consent = try chain.consent(to: ["vagen-ut", "fk"])
        let survey = try chain.upload(StoryTests.survey)
        let plan = try chain.upload(StoryTests.plan, by: "kim", category: "utslussning", release: "owner", name: "plan.pdf")
        #expect(try chain.read(survey).bytes == StoryTests.survey)
        let request = try installation.must(
            0, "vera", "request", "create", plan, "--purpose", "planering", "--reason", "Behövs på måndag"
        ).id("req")

        let wrong = try installation.kedja("rut", "consent", "withdraw", consent, "--how", "oral", "--to", "af-angered", "--json")
        #expect(wrong.status != 0 && wrong.errors.contains("invalid-consent") && wrong.errors.contains("vagen-ut"), "\(wrong)")
        let part = try installation.must(0, "vera", "consent", "withdraw", consent, "--how", "oral", "--to", "vagen-ut")
        #expect(part.output.contains("fk får läsa") && part.output.contains(request) && part.output.contains(survey), "\(part)")
        #expect(part.output.contains("kan inte tas tillbaka"))
        #expect(try chain.read(survey).run.status == 3)
        #expect(try chain.read(survey, by: "frida").bytes == StoryTests.survey)
        let shown = try installation.must(0, "vera", "request", "show", request).output
        #expect(shown.contains("stängd") && shown.contains("tagit tillbaka"))
        let answer = try installation.kedja(
            "uno", "request", "approve", request, "--assessment", "Ingen men", "--ground", "consent", "--until", Chain.day(after: 30))
        #expect(answer.status != 0)
        let verified = try installation.must(0, "rut", "consent", "verify", consent).output
        #expect(verified.contains("återkallelsen") && !verified.contains("FEL"))
        let deliveries = try installation.must(0, "rut", "consent", "deliveries", consent).output
        #expect(deliveries.contains("vagen-ut") && deliveries.contains("fk") && deliveries.contains("imy.se"))
        // Whoever may not read the consent records it as well, and is told no more.
        let outsider = try installation.must(0, "siv", "consent", "withdraw", consent, "--how", "oral", "--purpose", "ersattning").output
        #expect(!outsider.contains("fk") && !outsider.contains("doc_"))
        let all = try installation.must(0, "alf", "consent", "withdraw", "--participant", chain.participant, "--how", "oral")
        #expect(!all.output.contains("cons_"))
        #expect(try chain.read(survey, by: "frida").run.status == 3)
        try installation.must(0, "rut", "consent", "verify", consent)
        try installation.must(0, "gun", "audit", "verify")
    }

    /// What runs out is listed, renewed with what is left of it, and the two hang together.
    @Test func renewingBeforeItRunsOut() throws {
        let installation = try installation
        let chain = try Chain(installation)
        let consent = try chain.consent(to: ["vagen-ut", "fk"], until: Chain.day(after: 20))
        try installation.must(0, "rut", "consent", "withdraw", consent, "--how", "oral", "--to", "fk")
        #expect(try installation.must(0, "rut", "consent", "expiring").output.contains(consent))
        #expect(!(try installation.must(0, "rut", "consent", "expiring", "--within", "10").output.contains(consent)))
        #expect(!(try installation.must(0, "alf", "consent", "expiring").output.contains(consent)))
        let renewed = try installation.must(
            0, "rut", "consent", "renew", consent, "--until", Chain.day(after: 200), "--given-by", "participant", "--method", "screen")
        let next = try renewed.id("cons")
        #expect(next != consent && renewed.output.contains("Vägen ut!") && !renewed.output.contains("Försäkringskassan"))
        let shown = try installation.must(0, "rut", "consent", "show", next).output
        #expect(shown.contains(consent) && shown.contains("ersatt"))
        #expect(!(try installation.must(0, "rut", "consent", "expiring").output.contains("cons_")))
        let again = try installation.kedja(
            "rut", "consent", "renew", consent, "--until", Chain.day(after: 200), "--given-by", "participant", "--method", "screen")
        #expect(again.status == 2, "\(again)")
    }

    // MARK: curl

    private func payloadPath(of document: String, _ installation: Installation) throws -> String {
        let answer = try installation.curl(
            "vagen-ut/vera", "/v1/documents/\(document)/retrievals", "-X", "POST", "-H", "Content-Type: application/json", "-H",
            "Idempotency-Key: \(UUID().uuidString)", "-d", #"{"purpose":"planering"}"#)
        let match = try #require(answer.body.firstMatch(of: try Regex("ret_[0-9a-z]{26}")), "\(answer)")
        return "/v1/retrievals/\(answer.body[match.range])/payload"
    }

    /// Starts a curl that asks for the document two hundred times at once, `rounds` times over, and writes the status of each.
    /// Whoever is told that there is no room just now asks again.
    private func readers(of document: String, rounds: Int, writing codes: String, _ installation: Installation) throws -> Process {
        let files = installation.path("pki/officers/vagen-ut/vera")
        let one = """
            url = "https://\(installation.address)/v1/documents/\(document)/retrievals"
            cacert = "\(installation.path("pki/ca/ca.pem"))"
            cert = "\(files)/auth.pem"
            key = "\(files)/auth.key"
            request = "POST"
            header = "Content-Type: application/json"
            data = "{\\"purpose\\":\\"planering\\"}"
            output = "/dev/null"
            write-out = "%{http_code}\\n"
            retry = 20

            """
        let calls = (0..<(200 * rounds)).map { _ in one + "header = \"Idempotency-Key: \(UUID().uuidString)\"\n" }
        let file = codes + ".curl"
        try Data(calls.joined(separator: "next\n").utf8).write(to: URL(fileURLWithPath: file))
        try Data().write(to: URL(fileURLWithPath: codes))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "stdbuf", "-oL", "curl", "--silent", "--no-buffer", "--parallel", "--parallel-immediate", "--parallel-max", "200", "--config",
            file,
        ]
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: codes))
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// How often each status was answered.
    private func codes(in file: String) throws -> [Substring: Int] {
        try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}
