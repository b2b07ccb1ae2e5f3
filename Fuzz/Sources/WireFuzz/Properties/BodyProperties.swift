import Exchange
import ExchangeAPI
@testable import ExchangeServer
import Foundation
import FuzzKit
import SignedRecords

/// Bodies of calls. The first byte says of which; the rest is JSON. What is read is written in one way, which reads as the same, and has no
/// member that the body doesn't have.
enum BodyProperties {
    static let target = FuzzTarget("body", dictionary: "wire", replays: 1500, seeds: { seeds }, check)

    static var names: [String] { readers.map(\.name) }

    private struct Reader: Sendable {
        let name: String
        let sample: String
        let check: @Sendable ([UInt8]) throws -> Bool
    }

    private static let document = "doc_s8r5z7nsw5f55j854bwvre19a4"

    /// Their order is that of the first byte: new ones come last.
    private static let readers: [Reader] = [
        reader(RecordBody.self, #"{"record":"{}"}"#),
        reader(DirectoryChangeBody.self, #"{"record":"{}","last":true}"#),
        reader(
            RegisterParticipantBody.self,
            #"{"number":"198803200016","givenName":"Åsa","familyName":"Test","protectedIdentity":false}"#),
        reader(CorrectionBody.self, #"{"number":"880320-0016","reason":"Fel siffra","protectedIdentity":true}"#),
        reader(SearchParticipantsBody.self, #"{"number":"198803200016"}"#),
        reader(AddCaseOfficerBody.self, #"{"officer":"fk/ulla"}"#),
        reader(CloseCaseBody.self, #"{"outcome":"work"}"#),
        reader(AddStepBody.self, #"{"kind":"praktik","organisation":"af","from":"2026-06-01","until":"2026-07-01T08:00:00.5Z"}"#),
        reader(StepChange.self, #"{"organisation":"af","openEnded":true}"#),
        reader(Indicators.self, #"{"municipality":"1480","sex":"woman","before":{"occupation":"sickLeave","income":"noIncome"}}"#),
        reader(BeginUploadBody.self, #"{"caseID":"case_xp4g3kwp0yw1cykjshzz9gtwx8","category":"planering","release":"owner"}"#),
        reader(CompleteUploadBody.self, #"{"manifest":"{}","header":"YWdl"}"#),
        reader(PurposeBody.self, #"{"purpose":"rehabilitering"}"#),
        reader(
            CreateRequestBody.self,
            #"{"documents":["\#(document)"],"purpose":"planering","reason":"Möte","answerBy":"2026-12-01T00:00:00Z"}"#),
        reader(AnswerRequestBody.self, #"{"record":"{}","headers":[{"document":"\#(document)","header":"YWdl"}]}"#),
        reader(RewrapBody.self, #"{"record":"{}","header":"YWdl"}"#),
        reader(
            AuditSearchBody.self,
            #"{"filter":{"officer":"fk/ulla","action":"retrieveDocument","from":"2026-01-01"},"from":7,"limit":50,"exporting":false}"#),
        reader(EmergencyBody.self, #"{"purpose":"rehabilitering","reason":"Fara för liv"}"#),
        reader(ExtractBody.self, #"{"from":0,"until":9007199254740991,"limit":1}"#),
        reader(EmptyBody.self, "{}"),
        reader(CosignaturesBody.self, #"{"note":"a\n\n— b AAAAAAA=\n"}"#),
    ]

    private static var seeds: [[UInt8]] { readers.enumerated().map { [UInt8($0)] + Array($1.sample) } }

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            guard let first = bytes.first, readers.indices.contains(Int(first)) else { return false }
            return try readers[Int(first)].check(Array(bytes.dropFirst()))
        }
    }

    private static func reader<Body: Codable & Sendable>(_ type: Body.Type, _ sample: String) -> Reader {
        Reader(name: "\(type)", sample: sample) { bytes in
            guard let body = try? StrictJSON.decode(type, from: bytes) else { return false }
            let written = Array(try WireJSON.encode(body))
            guard let again = try? StrictJSON.decode(type, from: written) else { throw Violation("\(type) can't be read again") }
            try require(Array(try WireJSON.encode(again)) == written, "\(type) is written otherwise again")
            let (stated, kept) = (try JSONValue(parsing: bytes), try JSONValue(parsing: written))
            try require(Set(names(stated)) == Set(names(kept)), "\(type) has other members than were sent")
            return true
        }
    }

    private static func names(_ value: JSONValue) -> [String] {
        (value.object.map { $0.keys.sorted() } ?? []) + (value.object?.values.flatMap(names) ?? value.array?.flatMap(names) ?? [])
    }
}
