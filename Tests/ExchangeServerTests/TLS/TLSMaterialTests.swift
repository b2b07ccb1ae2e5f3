import ExchangeServer
import Foundation
import NIOSSL
import SwiftASN1
import Testing
import X509

@Suite(.timeLimit(.minutes(10))) struct TLSMaterialTests {
    @Test func newCertificateServesNewConnections() async throws {
        try await TestServer.run { server in
            let successor = try TestAuthority(name: "Successor")
            let old = try server.authority.issue()
            try await server.withClient(old) { client in
                let before = try await server.whoami(client)
                server.material.replace(with: try successor.material(clients: [server.authority, successor]))
                #expect(try await server.whoami(client).body == before.body, "an open connection stays")
            }
            await #expect(throws: (any Error).self) { try await server.whoami(old) }
            let root = try NIOSSLCertificate(bytes: Array(successor.certificate.serializeAsPEM().pemString.utf8), format: .pem)
            let answer = try await server.whoami(try successor.issue()) { $0.trustRoots = .certificates([root]) }
            #expect(answer.status == 200)
        }
    }

    @Test func materialIsCheckedWhole() throws {
        let authority = try TestAuthority()
        let server = try authority.issueServer()
        let chain = try server.chainPEM
        let key = try server.keyPEM
        let roots = try authority.certificate.serializeAsPEM().pemString
        let otherKey = try authority.issueServer().keyPEM
        let cases: [(String, String, String, ServerError)] = [
            ("", key, roots, .serverCertificateUnreadable), ("nonsense", key, roots, .serverCertificateUnreadable),
            (key, key, roots, .serverCertificateUnreadable), (chain, "", roots, .serverKeyUnreadable),
            (chain, chain, roots, .serverKeyUnreadable), (chain, key, "", .clientRootsUnreadable),
            (chain, key, "nonsense", .clientRootsUnreadable), (chain, otherKey, roots, .serverKeyMismatch),
        ]
        for (chain, key, roots, expected) in cases {
            #expect(throws: expected) {
                try TLSMaterial(certificateChainPEM: chain, privateKeyPEM: key, clientRootsPEM: roots)
            }
        }
    }

    @Test func materialIsNeverPrinted() throws {
        let material = try TestAuthority().material()
        var dumped = ""
        dump(material, to: &dumped)
        #expect("\(material)" == "<redacted>")
        #expect(String(reflecting: material) == "<redacted>")
        #expect(!dumped.contains("rivateKey"))
    }
}
