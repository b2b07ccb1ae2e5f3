import Foundation
import FuzzKit
@testable import SignedRecords

/// Signed records and lists of revocations: what is read is written in one way, and only what was signed verifies.
enum RecordProperties {
    static let target = FuzzTarget("record", dictionary: "json", replays: 700, seeds: { seeds }, check)

    private static var seeds: [[UInt8]] {
        [RecordFixtures.record.encoded, RecordFixtures.twice.encoded, RecordFixtures.revocations]
    }

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            try revocations(bytes)
            guard let record = try? SignedRecord(parsing: bytes) else { return false }
            let written = record.encoded
            guard let again = try? SignedRecord(parsing: written) else { throw Violation("what is written can't be read") }
            try require(again == record && again.encoded == written && again.digest == record.digest, "read otherwise again")
            let signatures = record.signatures
            try require((1...RecordLimits.signatures).contains(signatures.count), "\(signatures.count) signatures")
            try require(record.payload.count <= RecordLimits.payloadBytes, "a payload of \(record.payload.count) bytes")
            let chains = signatures.map(\.certificateChain.count)
            try require(chains.allSatisfy { (1...RecordLimits.chainLength).contains($0) }, "chains of \(chains) certificates")
            try verifying(record)
            return true
        }
    }

    private static func verifying(_ record: SignedRecord) throws {
        let verified: VerifiedRecord? = waited {
            try? await RecordFixtures.anchors.verify(record, type: record.type, at: RecordFixtures.time, revocations: nil)
        }
        guard let verified else { return }
        // The list of revocations is signed by the authority, which is no officer.
        try require(verified.payload == RecordFixtures.payload && verified.type == RecordFixtures.type, "what nobody signed verifies")
        try require(record.signatures.allSatisfy(RecordFixtures.twice.signatures.contains), "a signature that nobody made verifies")
        let names = Set(verified.signers.map(\.name.uri))
        try require(names.isSubset(of: ["kedja:af-angered/officer1", "kedja:af-angered/officer2"]), "verified for \(names)")
    }

    private static func revocations(_ bytes: [UInt8]) throws {
        guard let list = try? RevocationList(verifying: bytes, against: RecordFixtures.anchors, at: RecordFixtures.time) else { return }
        try require(list.serials == ["0a"] && list.updatedAt == RecordFixtures.time, "a list that nobody signed verifies")
    }
}
