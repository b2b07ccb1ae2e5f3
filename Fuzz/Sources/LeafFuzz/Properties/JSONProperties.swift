import Foundation
import FuzzKit
@testable import SignedRecords

/// Any JSON: what is read is written in one way, which reads as the same; bounds hold; Foundation reads it too.
enum JSONProperties {
    static let target = FuzzTarget("json", dictionary: "json", replays: 2500, seeds: { seeds }, check)

    private static let seeds: [[UInt8]] = [
        Array(#"{"å":[1,-0.5,1e21,9007199254740991,0.000001,true,false,null],"a":{"b":"\u0041\n\ud83d\ude00"," ":""}}"#),
        Array("[" + String(repeating: "[", count: 30) + "1" + String(repeating: "]", count: 31)),
        Array(" \t\r\n\"x\" "), Array("-1.7976931348623157e308"),
    ]

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let small = JSONLimits(bytes: 64, depth: 3)
            let bounded = try? JSONValue(parsing: bytes, limits: small)
            guard let value = try? JSONValue(parsing: bytes) else {
                try require(bounded == nil, "narrower bounds let more pass")
                return false
            }
            try require(depth(of: value) <= JSONLimits.standard.depth, "deeper than is let pass")
            let fits = bytes.count <= small.bytes && depth(of: value) <= small.depth
            try require((bounded != nil) == fits, "narrow bounds: \(bounded != nil), wanted \(fits)")
            let room = JSONLimits.standard.depth - depth(of: value)
            try require((try? JSONValue(parsing: wrapped(bytes, room))) != nil, "as deep as is let pass, and refused")
            try require((try? JSONValue(parsing: wrapped(bytes, room + 1))) == nil, "one deeper than is let pass")
            let written = value.canonicalBytes
            guard let again = try? JSONValue(parsing: written) else { throw Violation("what is written can't be read") }
            try require(again == value, "read otherwise again")
            try require(again.canonicalBytes == written, "written otherwise again")
            try require(isReadElsewhere(written), "Foundation can't read what is written")
            return true
        }
    }

    /// In so many arrays, one inside the other.
    private static func wrapped(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
        [UInt8](repeating: UInt8(ascii: "["), count: count) + bytes + [UInt8](repeating: UInt8(ascii: "]"), count: count)
    }

    private static func depth(of value: JSONValue) -> Int {
        switch value {
        case .array(let elements): 1 + (elements.map(depth).max() ?? 0)
        case .object(let members): 1 + (members.values.map(depth).max() ?? 0)
        default: 0
        }
    }

    private static func isReadElsewhere(_ bytes: [UInt8]) -> Bool {
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])) != nil
    }
}
