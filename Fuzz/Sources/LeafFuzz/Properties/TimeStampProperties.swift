import CLibTS
import FuzzKit
@testable import TimeStamps

/// Answers of a time-stamping authority. The first byte says what follows: 0 an answer; 1 a token; 2 roots in PEM; 3 roots, a zero byte and a
/// token, which is judged by them.
enum TimeStampProperties {
    static let target = FuzzTarget("time-stamp", dictionary: "der", replays: 1500, check)

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let rest = Array(bytes.dropFirst())
            return switch bytes.first {
            case 0: try answer(rest)
            case 1: try token(rest, nil)
            case 2: (try? TimeStampRoots(pem: String(decoding: rest, as: UTF8.self))) != nil
            case 3: try judged(rest)
            default: false
            }
        }
    }

    private static func answer(_ bytes: [UInt8]) throws -> Bool {
        guard let response = try? TimeStampResponse(der: bytes) else { return false }
        try require((response.token != nil) == response.status.isGranted, "a token where none is granted, or the other way about")
        guard let token = response.token else { return true }
        return try self.token(token.der, nil)
    }

    private static func judged(_ bytes: [UInt8]) throws -> Bool {
        let input = FuzzInput(bytes, parts: 2)
        guard let roots = try? TimeStampRoots(pem: input.text(0)) else { return false }
        return try token(input.parts[1], roots)
    }

    private static func token(_ bytes: [UInt8], _ roots: TimeStampRoots?) throws -> Bool {
        guard let token = try? TimeStampToken(der: bytes) else { return false }
        try require(token.der == bytes && bytes.count <= TimeStampLimit.response, "a token that is kept otherwise")
        let owned = try decoded(bytes, free: PKCS7_free) { d2i_PKCS7(nil, $0, $1) }
        let fields = try TokenFields(owned.pointer)
        try require(fields.digest.count == 32 && fields.accuracy ?? 0 >= 0, "a digest or an accuracy that can't be")
        guard let roots else { return true }
        guard let stamp = try? token.verify(of: digest, trusting: roots) else { return true }
        try require(fields.digest == digest && stamp.millisecondsSince1970 == fields.milliseconds, "verified over something else")
        return true
    }

    /// What the sample is over.
    private static let digest = [UInt8](repeating: 0x5A, count: 32)
}
