import Foundation
import SignedRecords
import Testing

@testable import PKI

@Suite("openssl agrees", .enabled(if: OpenSSL.isThere, "openssl is not installed"))
struct OpenSSLTests {
    let temporary: TemporaryFolder
    let folder: PKIFolder
    let anna: OfficerName
    let random = SeededBytes()

    init() throws {
        temporary = try TemporaryFolder()
        folder = PKIFolder(temporary.path)
        anna = try OfficerName(organisation: "af-angered", officer: "anna.berg")
        try folder.createAuthority(name: "Kedja Demo CA", now: testNow, random: random.next)
        try folder.issueServer(names: ["kedja.example", "192.0.2.7"], now: testNow, random: random.next)
    }

    private func verify(_ certificate: URL, _ options: String..., at time: Date = testNow) throws -> (succeeded: Bool, output: String) {
        let seconds = String(Int(time.timeIntervalSince1970))
        return try OpenSSL.run(
            ["verify", "-x509_strict", "-attime", seconds, "-CAfile", folder.authorityCertificate.path] + options + [certificate.path])
    }

    private func text(_ certificate: URL) throws -> String {
        try OpenSSL.run(["x509", "-in", certificate.path, "-noout", "-text"]).output
    }

    @Test func authority() throws {
        let text = try text(folder.authorityCertificate)
        #expect(text.contains("CA:TRUE, pathlen:0") && text.contains("Certificate Sign, CRL Sign"))
        #expect(text.contains("Subject: CN = Kedja Demo CA") && text.contains("prime256v1"))
        #expect(try verify(folder.authorityCertificate).succeeded)
    }

    @Test func server() throws {
        let text = try text(folder.serverCertificate)
        #expect(text.contains("TLS Web Server Authentication") && text.contains("CA:FALSE"))
        let names =
            "DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:kedja.example, IP Address:192.0.2.7"
        #expect(text.contains(names))
        #expect(try verify(folder.serverCertificate, "-purpose", "sslserver").succeeded)
        #expect(try verify(folder.serverCertificate, "-verify_hostname", "kedja.example").succeeded)
        #expect(try verify(folder.serverCertificate, "-verify_ip", "127.0.0.1").succeeded)
        #expect(try !verify(folder.serverCertificate, "-verify_hostname", "other.example").succeeded)
        #expect(try !verify(folder.serverCertificate, "-purpose", "sslclient").succeeded)
    }

    @Test(arguments: [SignatureAlgorithm.es256, .edDSA])
    func officer(algorithm: SignatureAlgorithm) throws {
        try folder.issueOfficer(anna, algorithm: algorithm, ageKey: nil, now: testNow, random: random.next)
        let files = folder.files(of: anna)
        let login = try text(files.authenticationCertificate)
        #expect(login.contains("URI:kedja:af-angered/anna.berg") && login.contains("TLS Web Client Authentication"))
        #expect(try verify(files.authenticationCertificate, "-purpose", "sslclient").succeeded)
        #expect(try !verify(files.authenticationCertificate, "-purpose", "sslserver").succeeded)
        let signing = try text(files.signingCertificate)
        #expect(signing.contains("URI:kedja:af-angered/anna.berg") && signing.contains("1.3.6.1.5.5.7.3.36"))
        #expect(signing.contains(algorithm == .es256 ? "prime256v1" : "ED25519") && signing.contains("Digital Signature"))
        #expect(try verify(files.signingCertificate).succeeded)
        #expect(try !verify(files.signingCertificate, "-purpose", "sslclient").succeeded)
    }

    @Test func validityIsAsAsked() throws {
        try folder.issueOfficer(
            anna, ageKey: nil, notBefore: testNow - 2 * day, notAfter: testNow - day, now: testNow, random: random.next)
        let certificate = folder.files(of: anna).authenticationCertificate
        #expect(try verify(certificate).output.contains("certificate has expired"))
        #expect(try verify(folder.serverCertificate, at: testNow + 364 * day).succeeded)
        #expect(try !verify(folder.serverCertificate, at: testNow + 366 * day).succeeded)
        #expect(try !verify(folder.serverCertificate, at: testNow - day).succeeded)
    }

    @Test func keysBelongToCertificates() throws {
        try folder.issueOfficer(anna, ageKey: nil, now: testNow, random: random.next)
        let files = folder.files(of: anna)
        let pairs = [
            (folder.serverCertificate, folder.serverKey), (files.authenticationCertificate, files.authenticationKey),
            (files.signingCertificate, files.signingKey),
        ]
        for (certificate, key) in pairs {
            let fromCertificate = try OpenSSL.run(["x509", "-in", certificate.path, "-noout", "-pubkey"])
            let fromKey = try OpenSSL.run(["pkey", "-in", key.path, "-pubout"])
            #expect(fromCertificate.succeeded && fromKey.succeeded && fromCertificate.output == fromKey.output)
        }
    }
}
