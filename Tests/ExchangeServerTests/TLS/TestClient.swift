import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import SwiftASN1
import X509

extension TestServer {
    /// Runs `body` with an HTTP client that presents `credential`.
    func withClient<Value>(
        _ credential: TestCredential?,
        version: HTTPClient.Configuration.HTTPVersion = .automatic,
        adjust: (inout TLSConfiguration) -> Void = { _ in },
        _ body: (HTTPClient) async throws -> Value
    ) async throws -> Value {
        var tls = try clientTLS(credential)
        adjust(&tls)
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.httpVersion = version
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let value = try await body(client)
            try await client.shutdown()
            return value
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    /// A client's TLS that trusts this server and presents `credential`.
    func clientTLS(_ credential: TestCredential?) throws -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates([
            try NIOSSLCertificate(bytes: Array(authority.certificate.serializeAsPEM().pemString.utf8), format: .pem)
        ])
        guard let credential else { return tls }
        tls.certificateChain = try NIOSSLCertificate.fromPEMBytes(Array(credential.chainPEM.utf8)).map { .certificate($0) }
        tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: Array(credential.keyPEM.utf8), format: .pem))
        return tls
    }

    /// Asks `/whoami`; throws when the connection isn't let in.
    func whoami(_ client: HTTPClient, headers: HTTPHeaders = [:]) async throws -> Answer {
        var request = HTTPClientRequest(url: "https://localhost:\(port)/whoami")
        request.headers = headers
        let response = try await client.execute(request, timeout: .seconds(20))
        let body = try await String(buffer: response.body.collect(upTo: 1 << 16))
        return Answer(status: response.status.code, version: response.version, headers: response.headers, body: body)
    }

    /// One request on a connection of its own.
    func whoami(
        _ credential: TestCredential?, version: HTTPClient.Configuration.HTTPVersion = .automatic,
        adjust: (inout TLSConfiguration) -> Void = { _ in }
    ) async throws -> Answer {
        try await withClient(credential, version: version, adjust: adjust) { try await whoami($0) }
    }
}

/// A response, read whole.
struct Answer: Equatable {
    let status: UInt
    let version: HTTPVersion
    let headers: HTTPHeaders
    let body: String

    /// The part of `/whoami`'s answer at `index`: URI, serial number, port.
    func word(_ index: Int) -> String { String(body.split(separator: " ")[index]) }
}
