@testable import Exchange
import ExchangeAPI
@testable import ExchangeClient
@testable import ExchangeServer
import FuzzKit
import HummingbirdCore

/// Short texts that stand in queries, header fields, configurations and on command lines: each is written as it was read, or reads as the same
/// when it's written.
enum FieldProperties {
    static let target = FuzzTarget("fields", dictionary: "wire", replays: 4000, seeds: { seeds }, check)

    private static let seeds: [[UInt8]] = [
        "bytes=0-499", "bytes=-500", "bytes=7-", "4096-", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
        "18446744073709551615", "random:20", "every:50", "tcp://[::1]:514", "unix:/run/log", "https://kedja.example:8443/",
        "/v1/documents?after=doc_s8r5z7nsw5f55j854bwvre19a4&purpose=plan%20x", "0f8fad5b-d9cb-469f-a165-70867728950e",
    ].map(Array.init)

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let text = String(decoding: bytes, as: UTF8.self)
            return try [numbers(text), ranges(text), addresses(text), queries(text)].contains(true)
        }
    }

    private static func numbers(_ text: String) throws -> Bool {
        let (number, plan, digest) = (UInt64(decimal: text), SamplingPlan(text), ContentDigest(text))
        if let number { try require("\(number)".isSame(as: text), "a number is written otherwise: \(text)") }
        if let plan { try require(SamplingPlan(plan.text) == plan, "a sampling plan is read otherwise: \(text)") }
        if let digest { try require(ContentDigest(digest.description) == digest, "a digest is read otherwise: \(text)") }
        let key = Idempotency(key: text, requestDigest: [])
        try require(key == nil || (1...64).contains(text.utf8.count), "a key of any length")
        return number != nil || plan != nil || digest != nil || key != nil
    }

    private static func ranges(_ text: String) throws -> Bool {
        let span = ByteSpan(text)
        if let span { try require(span.last.map { span.first <= $0 } ?? true, "a span that ends before it begins") }
        guard let range = ByteRange(text) else { return span != nil }
        for size in [0, 1, 500, UInt64.max] {
            guard let bytes = range.resolved(in: size) else { continue }
            try require(!bytes.isEmpty && bytes.upperBound <= size, "a range outside of \(size) bytes: \(bytes)")
        }
        return true
    }

    private static func addresses(_ text: String) throws -> Bool {
        let syslog = SyslogAddress(text)
        if case .tcp(let host, let port)? = syslog {
            try require(!host.isEmpty && (1...65535).contains(port), "an address without host or port")
        }
        guard let address = try? DaemonAddress(text) else { return syslog != nil }
        try require(address.origin.hasPrefix("https://") && (try? DaemonAddress(address.origin)) != nil, "an address is read otherwise")
        return true
    }

    private static func queries(_ text: String) throws -> Bool {
        let values = URI(text).queryParameters[values: "after"]
        for value in values where DocumentID(String(value)) != nil { try require(value.utf8.count == 30, "an id of another length") }
        return !values.isEmpty
    }
}
