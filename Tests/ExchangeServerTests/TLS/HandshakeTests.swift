import AsyncHTTPClient
import ExchangeServer
import Foundation
import NIOHTTP1
import NIOSSL
import Testing
import X509

/// Who is let in and who isn't, over real TLS.
@Suite(.timeLimit(.minutes(10))) struct HandshakeTests {
    @Test func officerIsKnownOverHTTP1() async throws {
        try await TestServer.run { server in
            let answer = try await server.whoami(try server.authority.issue(), version: .http1Only)
            #expect(answer.version == .http1_1)
            #expect(answer.word(0) == "kedja:af-angered/anna.berg")
            #expect(answer.word(1) == "1a02")
        }
    }

    @Test func officerIsKnownOverHTTP2() async throws {
        try await TestServer.run { server in
            let answer = try await server.whoami(try server.authority.issue())
            #expect(answer.version == .http2)
            #expect(answer.word(0) == "kedja:af-angered/anna.berg")
        }
    }

    /// Who is calling is the one URI, whatever else the certificate names.
    @Test func otherKindsOfNamesCountForNothing() async throws {
        try await TestServer.run { server in
            let names: [GeneralName] = [
                .dnsName("kedja:af-angered/bo.ek"), .uniformResourceIdentifier("kedja:af-angered/anna.berg"),
                .rfc822Name("kedja:af-angered/bo.ek"),
            ]
            let answer = try await server.whoami(try server.authority.issue(LeafProfile(names: names)))
            #expect(answer.word(0) == "kedja:af-angered/anna.berg")
        }
    }

    @Test func ed25519CertificateIsAccepted() async throws {
        try await TestServer.run { server in
            let officer = try server.authority.issue(LeafProfile(ed25519: true))
            #expect(try await server.whoami(officer).status == 200)
        }
    }

    @Test func issuerBetweenLeafAndRootIsAccepted() async throws {
        try await TestServer.run { server in
            let officer = try server.authority.intermediate().issue()
            #expect(try await server.whoami(officer).status == 200)
        }
    }

    @Test func hybridKeyExchangeIsSpoken() async throws {
        try await TestServer.run { server in
            let answer = try await server.whoami(try server.authority.issue()) { $0.curves = [.x25519_MLKEM768] }
            #expect(answer.status == 200)
        }
    }

    @Test func clientWithoutCertificateIsRefused() async throws {
        try await TestServer.run { server in
            await #expect(throws: (any Error).self) { try await server.whoami(nil) }
        }
    }

    @Test func olderTLSIsRefused() async throws {
        try await TestServer.run { server in
            let officer = try server.authority.issue()
            await #expect(throws: (any Error).self) {
                try await server.whoami(officer) { $0.maximumTLSVersion = .tlsv12 }
            }
            #expect(try await server.whoami(officer).status == 200)
        }
    }

    @Test(arguments: RefusedCase.all) func certificateIsRefused(_ refused: RefusedCase) async throws {
        try await TestServer.run { server in
            let credential = try refused.credential(server.authority)
            await #expect(throws: (any Error).self) { try await server.whoami(credential) }
            let reasons = server.world.logged.filter { $0.hasPrefix("handshake refused") }
            #expect(reasons.allSatisfy { $0.hasPrefix("handshake refused \(refused.reason.rawValue) ") } && !reasons.isEmpty)
            #expect(!server.world.logged.contains { $0.contains("Certificate(") || $0.contains("kedja:") || $0.contains("CN=") })
        }
    }

    @Test func certificateRevokedBeforeIsRefused() async throws {
        try await TestServer.run { server in
            let officer = try server.authority.issue()
            server.world.revoke(officer.serialHex)
            await #expect(throws: (any Error).self) { try await server.whoami(officer) }
            #expect(server.world.logged.contains { $0.hasPrefix("handshake refused client-certificate-revoked") })
        }
    }
}

/// A certificate that isn't let in, and the reason that is logged.
struct RefusedCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let reason: ClientRefusal
    let credential: @Sendable (TestAuthority) throws -> TestCredential

    init(_ name: String, _ reason: ClientRefusal, _ credential: @escaping @Sendable (TestAuthority) throws -> TestCredential) {
        self.testDescription = name
        self.reason = reason
        self.credential = credential
    }

    private static func uris(_ uris: String...) -> LeafProfile {
        LeafProfile(names: uris.map { .uniformResourceIdentifier($0) })
    }

    static let all: [RefusedCase] = [
        RefusedCase("foreign root", .untrusted) { _ in try TestAuthority(name: "Foreign").issue() },
        RefusedCase("foreign root of the same name", .untrusted) { _ in try TestAuthority().issue() },
        RefusedCase("expired", .expired) { try $0.issue(LeafProfile(validity: TestDates.yearStart...TestDates.now - 1)) },
        RefusedCase("not yet valid", .notYetValid) { try $0.issue(LeafProfile(validity: TestDates.now + 1...TestDates.yearEnd)) },
        RefusedCase("expired issuer", .untrusted) {
            try $0.intermediate(validity: TestDates.yearStart...TestDates.now - 1).issue()
        },
        RefusedCase("issuer that may not issue", .untrusted) { try $0.intermediate(keyCertSign: false).issue() },
        RefusedCase("serverAuth only", .wrongUsage) { try $0.issue(LeafProfile(usages: [.serverAuth])) },
        RefusedCase("any usage", .wrongUsage) { try $0.issue(LeafProfile(usages: [.any])) },
        RefusedCase("no extended key usage", .wrongUsage) { try $0.issue(LeafProfile(usages: [])) },
        RefusedCase("an authority", .wrongUsage) { try $0.issue(LeafProfile(isAuthority: true)) },
        RefusedCase("no name", .wrongName) { try $0.issue(LeafProfile(names: [])) },
        RefusedCase("the name as another kind of name", .wrongName) {
            try $0.issue(LeafProfile(names: [.dnsName("kedja:af-angered/anna.berg")]))
        },
        RefusedCase("no URI", .wrongName) { try $0.issue(LeafProfile(names: [.dnsName("anna.berg")])) },
        RefusedCase("two names", .wrongName) { try $0.issue(uris("kedja:af-angered/anna.berg", "kedja:af-angered/bo.ek")) },
        RefusedCase("a second URI of another scheme", .wrongName) { try $0.issue(uris("kedja:af-angered/anna.berg", "urn:x")) },
        RefusedCase("a wildcard", .wrongName) { try $0.issue(uris("kedja:af-angered/*")) },
        RefusedCase("a name that ends early", .wrongName) { try $0.issue(uris("kedja:af-angered/anna\0.berg")) },
        RefusedCase("a path behind the name", .wrongName) { try $0.issue(uris("kedja:af-angered/anna.berg/../bo.ek")) },
        RefusedCase("another way to write a letter", .wrongName) { try $0.issue(uris("kedja:af-angered/%61nna.berg")) },
        RefusedCase("an officer's certificate as issuer", .untrusted) { root in
            let officer = try root.issue()
            return try TestAuthority(issuing: officer.chain[0], key: officer.key).issue(uris("kedja:af-angered/bo.ek"))
        },
        RefusedCase("another scheme", .wrongName) { try $0.issue(uris("spiffe://af-angered/anna.berg")) },
        RefusedCase("upper case", .wrongName) { try $0.issue(uris("kedja:af-angered/Anna.Berg")) },
        RefusedCase("too many certificates", .chainTooLong) { root in
            let deep = try (0..<4).reduce(root) { issuer, level in try issuer.intermediate(name: "Level \(level)") }
            return try deep.issue()
        },
    ]
}
