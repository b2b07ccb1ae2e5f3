import Foundation
import Testing

/// SIGHUP, and the end: what is under way goes on.
@Suite(.serialized) struct ReloadTests {
    private static let size: UInt64 = 64 << 20

    /// A download stands half way and its connection stays; whoever comes after the signal is shown the new certificate.
    @Test(arguments: ["--http1.1", "--http2"]) func aNewCertificateDropsNobody(version: String) throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let payload = try installation.permittedPayload(Self.size)
        let before = try installation.serverSerial()
        let pipe = Pipe()
        let client = try installation.startSlowFetch(payload, version, into: pipe)
        defer { kill(client.processIdentifier, SIGKILL) }

        try issueAnother(installation)
        try installation.hangUp()
        try Watching.until("it's reloaded") { try installation.log().contains("certificate reloaded") }
        #expect(try installation.serverSerial() != before)
        #expect(try installation.kedja("rut", "status").status == 0)

        let bytes = try #require(try pipe.fileHandleForReading.readToEnd())
        client.waitUntilExit()
        #expect(client.terminationStatus == 0)
        #expect(bytes.count > Self.size)
        let text = String(decoding: bytes.suffix(4096), as: UTF8.self)
        #expect(text.contains("\n200 1\n"), "the payload came whole, on the first connection")
        #expect(text.hasSuffix("\n200 0\n"), "the next call went over the connection from before")
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
    }

    /// SIGTERM: `/ready` says no while a download is still answered; the download comes whole, and the daemon ends within its bound.
    @Test(arguments: ["--http1.1", "--http2"]) func theEndLetsCallsUnderWayEnd(version: String) throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        installation.stop()
        try installation.keepPort()
        try installation.startObserved()
        let payload = try installation.permittedPayload(Self.size)
        #expect(try installation.observe("/ready").status == 200)
        let pipe = Pipe()
        let client = try installation.startSlowFetch(payload, version, into: pipe)
        defer { kill(client.processIdentifier, SIGKILL) }

        let daemon = try #require(installation.daemon)
        daemon.terminate()
        try Watching.until("it isn't ready") { try installation.observe("/ready").body == "stopping\n" }
        #expect(try installation.observe("/health").status == 200)
        #expect(daemon.isRunning)
        let bytes = try #require(try pipe.fileHandleForReading.readToEnd())
        client.waitUntilExit()
        #expect(bytes.count > Self.size && String(decoding: bytes.suffix(4096), as: UTF8.self).contains("\n200 1\n"))
        try Watching.until("it has ended") { !daemon.isRunning }
        #expect(daemon.terminationStatus == 0)
    }

    private func issueAnother(_ installation: Installation) throws {
        try FileManager.default.moveItem(atPath: installation.path("pki/server"), toPath: installation.path("pki/server-before"))
        try installation.require(["pki", "issue", "server", "--dir", installation.path("pki")])
    }
}
