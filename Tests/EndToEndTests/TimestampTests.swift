import Foundation
import Testing
import TimeAuthorityDouble

/// The real daemon, an authority made of `openssl ts`, the real client, and openssl as the judge.
@Suite(.serialized, .ownThreads) struct TimestampTests {
    @Test func checkpointsAreStampedAndAnybodyCanCheckThem() throws {
        let authority = try Authority()
        let served = try ServedAuthority(authority)
        defer { served.stop() }
        let installation = try Installation.ready()
        defer { installation.close() }
        #expect(try installation.kedja("gun", "audit", "timestamps").errors.contains("--time-authority"))
        try stamping(installation, served.url, authority.folder + "/roots.pem")
        try profile(installation, trusting: authority.folder + "/roots.pem")
        try untilStamped(installation)
        let folder = installation.path("stamps")
        let run = try installation.must(0, "gun", "audit", "timestamps", "--export", folder, "--lang", "en")
        #expect(run.output.contains("1 of 1 time-stamps hold."), "\(run)")
        try openSSL(judges: folder, authority)
        let verified = try installation.must(0, "gun", "audit", "verify", "--lang", "en")
        #expect(verified.output.contains("1 of 1 time-stamps hold."), "\(verified)")
        try profile(installation, trusting: authority.folder + "/other-roots.pem")
        let refused = try installation.must(5, "gun", "audit", "timestamps", "--lang", "en")
        #expect(refused.output.contains("[untrusted]"), "\(refused)")
        #expect(try installation.must(5, "gun", "audit", "verify", "--lang", "en").output.contains("[untrusted]"))
    }

    /// From the next start on.
    private func stamping(_ installation: Installation, _ url: String, _ authority: String) throws {
        let lines = "log: { origin: kedja.example/test, timestamps: { url: '\(url)', authority: \(authority), everySeconds: 10 } }"
        let text = installation.configuration.replacing("log: { origin: kedja.example/test }", with: lines)
        installation.stop()
        try Data(text.utf8).write(to: installation.folder.appendingPathComponent("kedjad.yaml"))
        let check = try Program.run([Program.kedjad, "check", "--config", installation.path("kedjad.yaml")], in: installation.folder)
        #expect(check.status == 0, "\(check)")
        try installation.start()
    }

    private func profile(_ installation: Installation, trusting roots: String) throws {
        try installation.require([
            "profile", "add", "gun", "--replace", "--daemon", "https://\(installation.address)", "--pki", installation.path("pki"),
            "--officer", "sdf-angered/gun", "--time-authority", roots,
        ])
    }

    /// The daemon asks its authority once it serves.
    private func untilStamped(_ installation: Installation) throws {
        for _ in 0..<100 {
            if try installation.must(0, "gun", "status", "--json").output.contains(#""newest""#) { return }
        }
        throw StoryError("nothing was stamped")
    }

    private func openSSL(judges folder: String, _ authority: Authority) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        let size = try #require(names.first { $0.hasSuffix(".tst") }?.split(separator: ".").first)
        #expect(names.count == 2)
        try run([
            "openssl", "ts", "-verify", "-data", "\(folder)/\(size).checkpoint", "-in", "\(folder)/\(size).tst", "-token_in", "-CAfile",
            authority.folder + "/roots.pem",
        ])
    }
}
