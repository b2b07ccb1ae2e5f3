import Crypto
import Foundation

@testable import Age

/// One of the CCTV test vectors of the age format.
struct AgeVector {
    /// What must come out.
    enum Expectation: String {
        case success
        case noMatch = "no match"
        case macFailure = "HMAC failure"
        case headerFailure = "header failure"
        case armorFailure = "armor failure"
        case payloadFailure = "payload failure"
    }

    struct Malformed: Error {}

    let expectation: Expectation
    /// SHA-256 of the plaintext, or of what precedes the failure, in hexadecimal.
    let plaintextDigest: String?
    let identities: [any Identity]
    let isArmored: Bool
    let file: [UInt8]

    init(named name: String) throws {
        let data = [UInt8](try Data(contentsOf: Self.folder.appending(path: name)))
        let blankLine = data.indices.first { $0 + 1 < data.count && data[$0] == newline && data[$0 + 1] == newline }
        guard let blankLine else { throw Malformed() }
        let lines = String(decoding: data[..<blankLine], as: UTF8.self).split(separator: "\n")
        var fields: [String: [String]] = [:]
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, Self.knownFields.contains(parts[0]) else { throw Malformed() }
            fields[parts[0], default: []].append(parts[1])
        }
        guard let expectation = fields["expect"]?.first.flatMap(Expectation.init) else { throw Malformed() }
        self.expectation = expectation
        plaintextDigest = fields["payload"]?.first
        isArmored = fields["armored"] != nil
        let keys = fields["identity"].map { $0.joined(separator: "\n") }
        identities =
            try (keys.map(parseIdentities(file:)) ?? [])
            + (fields["passphrase"] ?? []).map { try ScryptIdentity(passphrase: $0) }
        let body = Array(data[(blankLine + 2)...])
        file = fields["compressed"] == nil ? body : try Inflate.zlib(body)
    }

    /// SHA-256 in hexadecimal.
    static func digest(of plaintext: [UInt8]) -> String {
        SHA256.hash(data: plaintext).map { String(format: "%02x", $0) }.joined()
    }

    private static let knownFields: Set = [
        "expect", "payload", "file key", "identity", "passphrase", "armored", "compressed", "comment",
    ]

    static var folder: URL {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let set = ProcessInfo.processInfo.environment["KEDJA_CONFORMANCE"].map { URL(filePath: $0) }
        return (set ?? root.appending(path: "../shared/conformance").standardized).appending(path: "age/testdata")
    }

    static var isPresent: Bool {
        FileManager.default.fileExists(atPath: folder.path)
    }

    /// All names, sorted; none where the data is absent.
    static var names: [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (names ?? []).sorted()
    }
}
