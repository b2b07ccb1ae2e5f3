import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing
import TransparencyLog
import WitnessServer

@Suite("A witness over HTTP")
struct WitnessRoutesTests {
    let scratch: Scratch
    let log: TestLog

    init() throws {
        scratch = try Scratch()
        log = try TestLog()
    }

    func testing(_ body: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        let folder = try WitnessFolder(scratch.path + "/state")
        let server = try WitnessServer(logs: [log.verifier], cosigner: testCosigner(), folder: folder)
        let routes = WitnessRoutes(server, now: { 1_700_000_000 }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await Application(router: routes.router).test(.router) { try await body($0) }
    }

    func post(_ client: any TestClientProtocol, _ body: String) async throws -> TestResponse {
        try await client.execute(uri: "/add-checkpoint", method: .post, body: ByteBuffer(string: body))
    }

    @Test("answers with a cosignature, conflicts with the size, and monitors with what it cosigned")
    func protocolCalls() async throws {
        let hash = try WitnessedLog(keys: [log.verifier], latest: nil, cosigner: testCosigner()).originHash
        try await testing { client in
            #expect(try await client.execute(uri: "/\(hash)/checkpoint", method: .get).status == .notFound)
            let request = try log.request(0, 5)
            let answer = try await post(client, request.encoded)
            #expect(answer.status == .ok)
            let note = try request.note.adding(try NoteSignature.lines(parsing: Array(answer.body.readableBytesView)))
            #expect(try testCosigner().verifier.verify(note) == 1_700_000_000)
            let monitored = try await client.execute(uri: "/\(hash)/checkpoint", method: .get)
            #expect(String(buffer: monitored.body) == note.encoded)

            let conflict = try await post(client, try log.request(3, 9).encoded)
            #expect(conflict.status == .conflict && conflict.headers[.contentType] == "text/x.tlog.size")
            #expect(String(buffer: conflict.body) == "5\n")
        }
    }

    @Test("refuses with the specification's statuses")
    func refusals() async throws {
        try await testing { client in
            _ = try await post(client, try log.request(0, 5).encoded)
            #expect(try await post(client, "old x\n\n").status == .badRequest)
            #expect(try await post(client, String(repeating: "x", count: AddCheckpointRequest.byteLimit + 1)).status == .badRequest)
            #expect(try await post(client, try TestLog("log.example/b").request(0, 5).encoded).status == .notFound)
            let changed = try log.request(5, 9).encoded.replacing("\n9\n", with: "\n10\n")
            #expect(try await post(client, changed).status == .forbidden)
            #expect(try await post(client, try log.request(5, 9, forked: true).encoded).status.code == 422)
            #expect(try await client.execute(uri: "/add-checkpoint", method: .get).status != .ok)
        }
    }
}
