import ExchangeServer
import Foundation
import SwiftASN1
import Testing
import X509

/// A session ticket doesn't stand in for a certificate. OpenSSL plays the client, as it can keep and present tickets.
@Suite(.enabled(if: OpenSSLClient.isInstalled), .timeLimit(.minutes(10))) struct ResumptionTests {
    @Test func ticketDoesNotReplaceTheCertificate() async throws {
        try await TestServer.run { server in
            let client = try OpenSSLClient(server: server, credential: try server.authority.issue())
            defer { client.removeFiles() }
            let first = try await client.whoami([
                "-sess_out", client.path("ticket"), "-cert", client.path("chain"), "-key", client.path("key"),
            ])
            #expect(first.contains("kedja:af-angered/anna.berg"))
            try #require(FileManager.default.fileExists(atPath: client.path("ticket")), "the server gave out a ticket")

            let resumed = try await client.whoami(["-sess_in", client.path("ticket")])
            #expect(!resumed.contains("Reused, TLSv1.3"))
            #expect(!resumed.contains("HTTP/1.1 200"))
        }
    }

    @Test func ticketWithCertificateIsVerifiedAnew() async throws {
        try await TestServer.run { server in
            let officer = try server.authority.issue()
            let client = try OpenSSLClient(server: server, credential: officer)
            defer { client.removeFiles() }
            let identity = ["-cert", client.path("chain"), "-key", client.path("key")]
            #expect(try await client.whoami(["-sess_out", client.path("ticket")] + identity).contains("HTTP/1.1 200"))
            #expect(try await client.whoami(["-sess_in", client.path("ticket")] + identity).contains("HTTP/1.1 200"))
            server.world.revoke(officer.serialHex)
            let refused = try await client.whoami(["-sess_in", client.path("ticket")] + identity)
            #expect(!refused.contains("HTTP/1.1 200"))
        }
    }
}

/// `openssl s_client` with its files in a temporary folder.
struct OpenSSLClient {
    static let executable = "/usr/bin/openssl"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: executable) }

    private let folder: URL
    private let port: Int

    init(server: TestServer, credential: TestCredential) throws {
        port = server.port
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try credential.chainPEM.write(toFile: path("chain"), atomically: true, encoding: .utf8)
        try credential.keyPEM.write(toFile: path("key"), atomically: true, encoding: .utf8)
        try server.authority.certificate.serializeAsPEM().pemString.write(toFile: path("root"), atomically: true, encoding: .utf8)
    }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    func removeFiles() { try? FileManager.default.removeItem(at: folder) }

    /// All that `s_client` prints for one request on one connection.
    func whoami(_ arguments: [String]) async throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.executable)
        process.arguments =
            ["s_client", "-connect", "127.0.0.1:\(port)", "-CAfile", path("root"), "-servername", "localhost", "-ign_eof"] + arguments
        try "GET /whoami HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".write(
            toFile: path("request"), atomically: true, encoding: .utf8)
        _ = FileManager.default.createFile(atPath: path("output"), contents: nil)
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: path("request")))
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: path("output")))
        process.standardOutput = output
        process.standardError = output
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return try String(contentsOfFile: path("output"), encoding: .utf8)
    }
}
