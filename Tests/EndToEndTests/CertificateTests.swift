import Foundation
import Testing

/// Who is let in at the door.
@Suite(.serialized, .ownThreads) struct CertificateTests {
    @Test func theDoor() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        #expect(try installation.kedja("vera", "status").status == 0)
        try withoutCertificate(installation)
        try foreignAuthority(installation)
        try expired(installation)
        try revoked(installation)
        try disabled(installation)
        try unknown(installation)
        try serverCertificateAsClient(installation)
    }

    private func withoutCertificate(_ installation: Installation) throws {
        #expect(try installation.curl(nil, "/v1/status").status < 0)
    }

    private func foreignAuthority(_ installation: Installation) throws {
        try installation.require(["pki", "init", "--dir", installation.path("foreign"), "--name", "Någon annan"])
        try installation.require(["pki", "issue", "officer", "vagen-ut/vera", "--dir", installation.path("foreign")])
        let files = installation.path("foreign/officers/vagen-ut/vera")
        let answer = try installation.curl(nil, "/v1/status", "--cert", "\(files)/auth.pem", "--key", "\(files)/auth.key")
        #expect(answer.status < 0)
    }

    private func expired(_ installation: Installation) throws {
        try installation.require([
            "pki", "issue", "officer", "af-angered/elsa", "--dir", installation.path("pki"), "--not-before", "2025-01-01", "--not-after",
            "2025-02-01",
        ])
        #expect(try installation.curl("af-angered/elsa", "/v1/status").status < 0)
    }

    /// Revocation works at once, without a restart.
    private func revoked(_ installation: Installation) throws {
        #expect(try installation.kedja("alf", "status").status == 0)
        try installation.require(["pki", "revoke", "af-angered/alf", "--dir", installation.path("pki")])
        let run = try installation.kedja("alf", "status")
        #expect(run.status == 6)
        #expect(!run.errors.isEmpty)
    }

    private func disabled(_ installation: Installation) throws {
        #expect(try installation.kedja("frida", "officer", "list").status == 0)
        try installation.must(0, "ada", "officer", "disable", "fk/frida")
        #expect(try installation.kedja("frida", "officer", "list").status == 3)
        for path in ["/v1/status", "/log/checkpoint", "/log/leaves?from=0"] {
            #expect(try installation.curl("fk/frida", path).status == 403, "\(path)")
        }
    }

    private func unknown(_ installation: Installation) throws {
        try installation.require(["pki", "issue", "officer", "af-angered/nils", "--dir", installation.path("pki")])
        let answer = try installation.curl("af-angered/nils", "/v1/directory")
        #expect(answer.status == 403)
        #expect(answer.body.contains("unknown-officer"))
    }

    private func serverCertificateAsClient(_ installation: Installation) throws {
        let answer = try installation.curl(
            nil, "/v1/status", "--cert", installation.path("pki/server/cert.pem"), "--key", installation.path("pki/server/key.pem"))
        #expect(answer.status < 0)
    }
}
