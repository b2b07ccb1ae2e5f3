import Exchange
import ExchangeAPI
@testable import ExchangeServer
import HTTPTypes
import StorageContract
import Testing

@Suite struct PayloadRouteTests {
    @Test func servesWholeAndRanges() async throws {
        let bench = try await Bench.ready()
        let payload = bench.random.bytes(700_001)
        let document = try await bench.storedDocument(payload, in: try await bench.openedCase())
        let retrieval = try await bench.make(.retrieve(document.id, for: .planering), as: Bench.rut)
        let path = payloadPath(of: retrieval.id)
        let whole = try await bench.send(.get, path, as: Bench.rut)
        let tag = "\"\(document.payloadDigest)\""
        #expect(whole.status == 200)
        #expect(whole.body == payload)
        #expect(whole.fields[.eTag] == tag)
        #expect(whole.fields[.acceptRanges] == "bytes")
        #expect(whole.fields[.contentType] == "application/octet-stream")
        let part = try await bench.send(.get, path, as: Bench.rut, fields: [.range: "bytes=65536-", .ifRange: tag])
        #expect(part.status == 206)
        #expect(part.body == Array(payload[65536...]))
        #expect(part.fields[.contentRange] == "bytes 65536-700000/700001")
        let changed = try await bench.send(.get, path, as: Bench.rut, fields: [.range: "bytes=1-2", .ifRange: "\"other\""])
        #expect(changed.status == 200)
        let outside = try await bench.send(.get, path, as: Bench.rut, fields: [.range: "bytes=700001-"])
        #expect(outside.problem == Problem(.rangeNotSatisfiable))
        #expect(outside.fields[.contentRange] == "bytes */700001")
        let malformed = try await bench.send(.get, path, as: Bench.rut, fields: [.range: "bytes=1-2,4-5"])
        #expect(malformed.problem == Problem(.malformedHeader))
    }

    @Test func nobodyElseAndNotForLong() async throws {
        let bench = try await Bench.ready()
        let document = try await bench.storedDocument(bench.random.bytes(10), in: try await bench.openedCase())
        let retrieval = try await bench.make(.retrieve(document.id, for: .planering), as: Bench.rut)
        let path = payloadPath(of: retrieval.id)
        let foreign = try await bench.send(.get, path, as: Bench.frida).problem
        #expect(foreign?.code == "not-found" && foreign?.status == 404 && foreign?.auditIndex != nil)
        bench.clock.advance(by: .seconds(601))
        let late = try await bench.send(.get, path, as: Bench.rut).problem
        #expect(late?.code == "not-found" && late?.detail == foreign?.detail)
    }

    @Test(
        arguments: [
            ("bytes=0-0", 0..<1), ("bytes=0-99", 0..<10), ("bytes=3-", 3..<10), ("bytes=-3", 7..<10), ("bytes=-30", 0..<10),
            ("bytes=9-9", 9..<10),
        ] as [(String, Range<UInt64>)])
    func resolves(field: String, expected: Range<UInt64>) {
        #expect(ByteRange(field)?.resolved(in: 10) == expected)
    }

    @Test(arguments: ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=18446744073709551615-"])
    func liesOutside(field: String) throws {
        #expect(try #require(ByteRange(field)).resolved(in: 10) == nil)
    }

    @Test func ofNothingThereIsNoRange() throws {
        for field in ["bytes=0-", "bytes=-1"] { #expect(try #require(ByteRange(field)).resolved(in: 0) == nil) }
    }

    @Test(arguments: [
        "", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=+1-2", "bytes=1-2-3", "bytes=1-2,3-4", "lines=1-2", "bytes= 1-2",
    ])
    func isNoRange(field: String) {
        #expect(ByteRange(field) == nil)
    }
}
