import ExchangeAPI
import Foundation
import PKI
import Testing

@testable import Exchange
@testable import ExchangeClient

/// Real TLS on a loopback port.
@Suite("Mutual TLS")
struct TLSTests {
    let world: World
    let folder: TemporaryFolder
    let upload: UploadID

    init() throws {
        world = try World()
        folder = try TemporaryFolder()
        upload = UploadID(random: world.random.source)
    }

    private func connection(
        port: Int, to authority: CertificateAuthority? = nil, by issuer: CertificateAuthority? = nil, until: Date? = nil,
        from: Date? = nil, mode: Int = 0o600
    ) throws -> ExchangeConnection {
        let random = world.random
        let request = IssueRequest(
            .officerAuthentication(try world.name(world.karin)), notBefore: from ?? testNow.date.addingTimeInterval(-7200), notAfter: until)
        let own = try (issuer ?? world.authority).issue(request, now: testNow.date, random: { random.bytes($0) })
        let profile = Profile(
            name: "t", daemon: "https://127.0.0.1:\(port)",
            authority: try folder.write("ca.pem", (authority ?? world.authority).certificatePEM),
            certificate: try folder.write("c.pem", own.certificatePEM),
            certificateKey: try folder.write("c.key", own.privateKeyPEM, mode: mode),
            signingCertificate: "", signingKey: "", identity: "")
        return try ExchangeConnection(profile: profile, clock: Clock { testNow }, random: random.source)
    }

    private func daemon(answering answer: [UInt8] = Array(#"{"size":7}"#.utf8), coding: String? = nil) async throws -> TLSDaemon {
        // The real clock judges the daemon's certificate, as it does in the handshake.
        let random = world.random
        let request = IssueRequest(.server(names: []), notBefore: world.begin, notAfter: world.end)
        let own = try world.authority.issue(request, now: testNow.date, random: { random.bytes($0) })
        return try await TLSDaemon(own, trusting: world.authority.certificatePEM, answer: answer, coding: coding)
    }

    private func ask(_ connection: ExchangeConnection) async throws -> UInt64 {
        do {
            let size = try await connection.plain(.uploadProgress(upload)).size
            await connection.shutdown()
            return size
        } catch {
            await connection.shutdown()
            throw error
        }
    }

    @Test("an officer's certificate of the authority gets an answer")
    func answers() async throws {
        let daemon = try await daemon()
        let connection = try connection(port: daemon.port, until: world.end, from: world.begin)
        #expect(connection.me == world.karin)
        #expect(try await ask(connection) == 7)
        await daemon.close()
    }

    /// Unpacked, some bytes can be any number.
    @Test("what comes packed isn't unpacked")
    func packed() async throws {
        let gzipped = try #require(Data(base64Encoded: "H4sIAAAAAAACA6tWKs6sSlWyMq8FAKVfyhsKAAAA"))
        let daemon = try await daemon(answering: Array(gzipped), coding: "gzip")
        let connection = try connection(port: daemon.port, until: world.end, from: world.begin)
        #expect(await failure { _ = try await ask(connection) }?.code == "malformed-answer")
        await daemon.close()
    }

    @Test("a certificate of another authority is told by a closed connection")
    func refused() async throws {
        let daemon = try await daemon()
        let other = try World().authority
        let connection = try connection(port: daemon.port, by: other, until: world.end, from: world.begin)
        let found = await failure { _ = try await ask(connection) }
        #expect(found?.code == "connection-closed")
        #expect(found?.sentence.contains("your certificate is missing, revoked, expired or from another CA") == true)
        await daemon.close()
    }

    @Test("a daemon of another authority is not spoken to")
    func untrusted() async throws {
        let daemon = try await daemon()
        let connection = try connection(port: daemon.port, to: try World().authority, until: world.end, from: world.begin)
        let found = await failure { _ = try await ask(connection) }
        #expect(found?.code == "untrusted-daemon" && found?.exitClass == .integrity)
        await daemon.close()
    }

    @Test("nobody there is told as such")
    func nobody() async throws {
        let daemon = try await daemon()
        await daemon.close()
        let connection = try connection(port: daemon.port)
        let found = await failure { _ = try await ask(connection) }
        #expect(found?.code == "unreachable" && found?.sentence.contains("is kedjad running at https://127.0.0.1:\(daemon.port)") == true)
    }

    @Test("what is wrong with one's own certificate is said before anybody is called")
    func ownCertificate() async throws {
        let ended = testNow.date.addingTimeInterval(-60)
        #expect(throws: ClientError(.local, "certificate-expired", "")) { _ = try connection(port: 1, until: ended) }
        let later = testNow.date.addingTimeInterval(60)
        #expect(throws: ClientError(.local, "certificate-not-yet-valid", "")) { _ = try connection(port: 1, from: later) }
        #expect(throws: ClientError(.local, "key-file-open", "")) { _ = try connection(port: 1, mode: 0o644) }
        let profile = Profile(
            name: "t", daemon: "https://127.0.0.1:1", authority: folder.file("ca.pem"), certificate: folder.file("ca.pem"),
            certificateKey: folder.file("c.key"), signingCertificate: "", signingKey: "", identity: "")
        #expect(throws: ClientError(.local, "bad-certificate", "")) {
            _ = try ExchangeConnection(profile: profile, clock: Clock { testNow }, random: world.random.source)
        }
    }
}

extension World {
    /// The handshake is judged by the real clock, so certificates for it last from long ago until long from now.
    var begin: Date { testNow.date.addingTimeInterval(-86_400 * 300) }
    var end: Date { testNow.date.addingTimeInterval(86_400 * 3000) }
}
