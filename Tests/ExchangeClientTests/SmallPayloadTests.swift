import Exchange
import ExchangeAPI
import Foundation
import Testing

@testable import ExchangeClient

/// A small payload comes with the retrieval's answer: it's checked as any other, and nothing more is asked.
@Suite struct SmallPayloadTests {
    static let plaintext = Array("Planen för Tolvan.".utf8)

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let change: @Sendable ([UInt8]) -> String?
        let code: String?
        let fetches: Int

        var testDescription: String { name }
    }

    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    static let rows = [
        Row(name: "as it is", change: { base64($0) }, code: nil, fetches: 0),
        Row(name: "none, so it's fetched", change: { _ in nil }, code: nil, fetches: 1),
        Row(name: "no base64", change: { _ in "§" }, code: "payload-damaged", fetches: 0),
        Row(name: "nothing", change: { _ in "" }, code: "payload-truncated", fetches: 0),
        Row(name: "cut", change: { base64(Array($0.dropLast())) }, code: "payload-truncated", fetches: 0),
        Row(name: "a byte more", change: { base64($0 + [0]) }, code: "payload-too-long", fetches: 0),
        Row(name: "a bit changed", change: { base64([$0[0] ^ 1] + $0.dropFirst()) }, code: "payload-digest", fetches: 0),
    ]

    @Test(arguments: rows) func isChecked(_ row: Row) async throws {
        let (world, daemon, folder) = (try World(), try FakeDaemon(), try TemporaryFolder())
        var document = try TestDocument(world, plaintext: Self.plaintext)
        document.inAnswer = row.change(document.payload)
        document.serve(daemon)
        let found = await failure {
            _ = try await getDocument(
                document.id, purpose: .planering, to: .file(folder.file("plan.pdf")), over: try world.connection(daemon),
                identities: OfficerKeys(world.identity), progress: { _ in })
        }
        #expect(found?.code == row.code)
        #expect(folder.names == (row.code == nil ? ["plan.pdf"] : []))
        if row.code == nil { #expect(try folder.bytes("plan.pdf") == Self.plaintext) }
        #expect(daemon.requests.count { $0.path.hasSuffix("/payload") } == row.fetches)
    }

    @Test func verifyingTakesItToo() async throws {
        let (world, daemon) = (try World(), try FakeDaemon())
        var document = try TestDocument(world, plaintext: Self.plaintext)
        document.inAnswer = Data(document.payload).base64EncodedString()
        document.serve(daemon)
        let verification = try await verifyDocument(
            document.id, purpose: .planering, over: try world.connection(daemon), identities: OfficerKeys(world.identity),
            progress: { _ in })
        #expect(verification.checks.contains { $0.name == "payload" && $0.passed })
        #expect(!daemon.requests.contains { $0.path.hasSuffix("/payload") })
    }
}
