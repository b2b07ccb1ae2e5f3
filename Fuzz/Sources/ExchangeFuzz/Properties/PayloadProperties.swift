@testable import Exchange
import FuzzKit
import SignedRecords

/// What signed records hold, by the schema that they name: what is read is written in one way, which reads as the same.
enum PayloadProperties {
    static let target = FuzzTarget("payload", dictionary: "wire", replays: 1500, files: ["records/examples"], check)

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome { try readers.map { try $0(bytes) }.contains(true) }
    }

    private static let readers: [@Sendable ([UInt8]) throws -> Bool] = [
        {
            try read(ConsentRecord.self, $0) {
                try? $0.validate()
                try? $0.validateAsNew()
            }
        },
        { try read(WithdrawalRecord.self, $0) { try? $0.validate() } },
        { try read(WithdrawalOfAllRecord.self, $0) { try? $0.validate() } },
        { try read(DocumentManifest.self, $0) { try? FileName.validate($0.name) } },
        { try approval($0) },
        { try read(ConfirmationRecord.self, $0) }, { try read(DelegationRecord.self, $0) }, { try read(RewrapRecord.self, $0) },
        { try read(DirectoryChange.self, $0) }, { try read(ErasureRecord.self, $0) }, { try read(ErasureAnswer.self, $0) },
        { try read(EmergencyReview.self, $0) }, { try read(ObjectionRecord.self, $0) }, { try read(RestrictionRecord.self, $0) },
        { try read(RestrictionLifting.self, $0) }, { try read(AuditReview.self, $0) }, { try read(Correction.self, $0) },
        { try read(DirectoryFounding.self, $0) }, { try read(Revocations.self, $0) },
        { try read(AuditEntry.self, $0) { try written($0) } },
    ]

    /// Read by `RevocationList` alone, once it's verified: see the target `record`.
    private struct Revocations: Codable {
        let issuer: String
        let serials: [String]
        let updatedAt: String
    }

    private static func read<Record: Codable>(
        _ type: Record.Type, _ bytes: [UInt8], _ judge: (Record) throws -> Void = { _ in }
    ) throws -> Bool {
        guard let record = try? CanonicalJSON.decode(type, from: bytes), let written = try? CanonicalJSON.encode(record) else {
            return false
        }
        guard let again = try? CanonicalJSON.decode(type, from: written) else { throw Violation("\(type) can't be read again") }
        try require(try CanonicalJSON.encode(again) == written, "\(type) is written otherwise again")
        try judge(record)
        return true
    }

    /// An answer of either version, which is written as it was.
    private static func approval(_ bytes: [UInt8]) throws -> Bool {
        guard let record = try? CanonicalJSON.decode(ApprovalRecord.self, from: bytes) else { return false }
        return record.schema == ApprovalRecord.firstSchema
            ? try read(FirstApproval.self, bytes) : try read(ApprovalRecord.self, bytes)
    }

    /// The quick way in which entries are written is the slow one's.
    private static func written(_ entry: AuditEntry) throws {
        guard let slow = try? CanonicalJSON.encode(entry), let quick = try? EntryText(of: entry).bytes(at: entry.index) else { return }
        try require(slow == quick, "an entry has two texts")
    }
}
