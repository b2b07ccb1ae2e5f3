import Foundation
import Testing

/// SIGHUP, and the end: what is under way goes on.
@Suite(.serialized, .ownThreads) struct ReloadTests {
    /// More than what lies between daemon and client holds.
    private static let size: UInt64 = 32 << 20
    private static let versions = ["--http1.1", "--http2"]

    /// Downloads stand half way and their connections stay, over HTTP/1.1 and HTTP/2; whoever comes after the signal is shown the new certificate.
    @Test func aNewCertificateDropsNobody() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let payload = try installation.permittedPayload(Self.size)
        let before = try installation.serverSerial()
        let fetches = try Self.versions.map { try SlowFetch(payload, $0, installation) }
        defer { for fetch in fetches { fetch.kill() } }

        try issueAnother(installation)
        try installation.hangUp()
        try Watching.until("it's reloaded") { try installation.log().contains("certificate reloaded") }
        #expect(try installation.serverSerial() != before)
        #expect(try installation.kedja("rut", "status").status == 0)

        for fetch in fetches {
            let (count, end) = try fetch.rest()
            #expect(fetch.client.terminationStatus == 0 && count > Self.size)
            #expect(end.contains("\n200 1\n"), "the payload came whole, on the first connection")
            #expect(end.hasSuffix("\n200 0\n"), "the next call went over the connection from before")
        }
    }

    /// An authority that was cast off: calls under way come to their end, and the next ones on the same connections are refused.
    @Test func anAuthoritysEndCountsOnOpenConnections() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let payload = try installation.permittedPayload(Self.size)
        let fetches = try Self.versions.map { try SlowFetch(payload, $0, installation) }
        defer { for fetch in fetches { fetch.kill() } }

        try installation.require(["pki", "init", "--dir", installation.path("other"), "--name", "Other CA"])
        try Data(contentsOf: installation.file("other/ca/ca.pem")).write(to: installation.file("pki/ca/ca.pem"))
        try installation.hangUp()
        try Watching.until("it's reloaded") { try installation.log().contains("certificate reloaded") }

        for fetch in fetches {
            let (count, end) = try fetch.rest()
            #expect(count > Self.size && end.contains("\n200 1\n"), "the payload came whole")
            #expect(end.contains("client-certificate-untrusted") && end.hasSuffix("\n401 0\n"), "the next call wasn't let in")
        }
    }

    /// A card that was stolen: a download that has begun gets no further.
    @Test func aRevokedCertificateEndsTheDownload() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let payload = try installation.permittedPayload(Self.size)
        let fetches = try Self.versions.map { try SlowFetch(payload, $0, installation) }
        defer { for fetch in fetches { fetch.kill() } }

        try installation.require(["pki", "revoke", "sdf-angered/rut", "--dir", installation.path("pki")])
        try installation.hangUp()
        try Watching.until("it's refused") { try installation.kedja("rut", "status").status == 6 }

        for fetch in fetches {
            let (count, end) = try fetch.rest()
            #expect(count < Self.size && !end.hasSuffix("\n200 0\n"), "\(count) \(end.suffix(60))")
        }
    }

    /// What isn't right is refused, and the old certificate stays.
    @Test func aBadCertificateIsRefused() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let before = try installation.serverSerial()
        let (certificate, key) = (installation.file("pki/server/cert.pem"), installation.file("pki/server/key.pem"))
        let good = (try Data(contentsOf: certificate), try Data(contentsOf: key))
        var refusals = 0
        func refused(_ what: String) throws {
            refusals += 1
            try installation.hangUp()
            try Watching.until("\(what) is refused") {
                try installation.log().components(separatedBy: "certificate refused").count == refusals + 1
            }
            #expect(try installation.serverSerial() == before, "\(what)")
            #expect(try installation.kedja("rut", "status").status == 0, "\(what)")
        }
        try Data("no certificate\n".utf8).write(to: certificate)
        try refused("what is no certificate")
        try good.0.write(to: certificate)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key.path)
        try refused("a key that others can read")
        #expect(try installation.log().contains("can be read by others"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
        try Data(contentsOf: installation.file("pki/officers/vagen-ut/vera/auth.key")).write(to: key)
        try refused("another's key")
        #expect(!(try installation.log().contains("PRIVATE KEY")))
    }

    /// A key that others can read stops the start, as a master key does.
    @Test func anExposedKeyStopsTheStart() throws {
        let installation = try Installation()
        defer { installation.close() }
        try installation.makeCertificates()
        try installation.initialise()
        for mode in [0o644, 0o604, 0o660] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: installation.path("pki/server/key.pem"))
            for command in ["check", "serve"] {
                let run = try installation.kedjad([command])
                #expect(run.status == 78 && run.errors.contains("can be read by others"), "\(run)")
            }
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: installation.path("pki/server/key.pem"))
        #expect(try installation.kedjad(["check"]).status == 0)
        try expectATakenPortNamed(installation)
    }

    /// Both listeners want one port: one of them can't have it, and the daemon ends and says which address it is.
    private func expectATakenPortNamed(_ installation: Installation) throws {
        let values = ["KEDJAD_LISTEN_PORT=47113", "KEDJAD_OBSERVE_PORT=47113"]
        let run = try installation.kedjad(["serve"], wrapper: ["env"] + values)
        #expect(run.status == 69 && run.errors.contains("can't listen on 127.0.0.1:47113"), "\(run)")
    }

    /// SIGTERM: `/ready` says no while downloads are still answered; they come whole, and the daemon ends.
    @Test func theEndLetsCallsUnderWayEnd() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        installation.stop()
        try installation.keepPort()
        try installation.startObserved()
        let payload = try installation.permittedPayload(Self.size)
        #expect(try installation.observe("/ready").status == 200)
        let fetches = try Self.versions.map { try SlowFetch(payload, $0, installation) }
        defer { for fetch in fetches { fetch.kill() } }

        let daemon = try #require(installation.daemon)
        daemon.terminate()
        try Watching.until("it isn't ready") { try installation.observe("/ready").body == "stopping\n" }
        #expect(try installation.observe("/health").status == 200)
        #expect(daemon.isRunning)
        for fetch in fetches {
            let (count, end) = try fetch.rest()
            #expect(count > Self.size && end.contains("\n200 1\n"))
        }
        try Watching.until("it has ended") { !daemon.isRunning }
        #expect(daemon.terminationStatus == 0)
    }

    private func issueAnother(_ installation: Installation) throws {
        try FileManager.default.moveItem(atPath: installation.path("pki/server"), toPath: installation.path("pki/server-before"))
        try installation.require(["pki", "issue", "server", "--dir", installation.path("pki")])
    }
}

/// Somebody who fetches a payload, then asks for the status on the same connection, and reads nothing until they're asked to.
private struct SlowFetch {
    let client: Process
    private let pipe = Pipe()

    init(_ payload: String, _ version: String, _ installation: Installation) throws {
        let pipe = pipe
        client = try installation.startCurl(
            "sdf-angered/rut", "/v1/status",
            [version, "--write-out", "\n%{http_code} %{num_connects}\n", "https://\(installation.address)\(payload)"], output: pipe)
        try Watching.until("the client's pipe is full") { pipe.waiting == 65_536 }
    }

    /// Reads all that there is until the client ends: how many bytes, and the last ones as text.
    func rest() throws -> (count: Int, end: String) {
        let bytes = try #require(try pipe.fileHandleForReading.readToEnd())
        client.waitForEnd()
        return (bytes.count, String(decoding: bytes.suffix(4096), as: UTF8.self))
    }

    func kill() { Foundation.kill(client.processIdentifier, SIGKILL) }
}
