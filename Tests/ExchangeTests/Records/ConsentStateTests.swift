import Foundation
import SignedRecords
import Testing

@testable import Exchange

@Suite struct ConsentStateTests {
    @Test(
        arguments: [
            (ConsentRecord.Decision.given, nil, false, "2026-06-01", ConsentState.given),
            (.given, nil, false, "2026-12-31T23:59:59.999Z", .given),
            (.given, nil, false, "2027-01-01", .expired),
            (.given, "2026-05-01", false, "2026-06-01", .withdrawn),
            (.given, "2026-05-01", false, "2026-05-01", .withdrawn),
            (.given, "2026-05-01", false, "2026-04-30", .withdrawn),
            (.given, "2026-05-01", true, "2027-06-01", .withdrawn),
            (.given, nil, true, "2026-06-01", .superseded),
            (.given, nil, true, "2027-06-01", .superseded),
            (.refused, nil, false, "2026-06-01", .refused),
            (.refused, "2026-05-01", true, "2027-06-01", .refused),
        ] as [(ConsentRecord.Decision, String?, Bool, String, ConsentState)])
    func standsSomewhereAtEveryTime(
        _ decision: ConsentRecord.Decision, _ withdrawn: String?, _ superseded: Bool, _ now: String, _ state: ConsentState
    ) throws {
        var draft = ConsentDraft()
        draft.decision = decision
        let terms = try draft.record()
        let stored = StoredConsent(
            id: terms.id, participant: terms.participant, caseID: terms.caseID, record: Sealed(bytes: []), recordedAt: terms.recordedAt,
            withdrawnAt: try withdrawn.map { try #require(Timestamp($0)) }, supersededBy: superseded ? terms.id : nil)
        #expect(Consent(stored: stored, terms: terms, record: try Self.unverified()).state(at: try #require(Timestamp(now))) == state)
    }

    /// A record in form alone, for what doesn't look at signatures.
    private static func unverified() throws -> SignedRecord {
        let header = Data(#"{"alg":"ES256","typ":"kedja-consent+jws","x5c":["AA=="]}"#.utf8).base64EncodedString()
            .replacing("=", with: "").replacing("+", with: "-").replacing("/", with: "_")
        let signature = String(repeating: "A", count: 86)
        return try SignedRecord(
            parsing: Array(#"{"payload":"e30","signatures":[{"protected":"\#(header)","signature":"\#(signature)"}]}"#.utf8))
    }
}
