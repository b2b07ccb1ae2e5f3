import ExchangeAPI
import Foundation
import SignedRecords
import Testing
import TransparencyLog

@testable import Exchange

@Suite struct WireTextTests {
    /// Escapes, controls, letters of several bytes, a pair of surrogates in UTF-16, what HTML minds, and nothing.
    private static let texts = [
        "", "a", "\"\\/", "\u{8}\t\n\u{c}\r\u{1}\u{1f}\u{7f}", "åäö e\u{301} 𝄞", "<&>\u{2028}", #"{"payload":"e30","signatures":[]}"#,
    ]

    /// Every member there and not there, in all combinations: the text is what the type's own `Codable` gives, byte for byte.
    @Test func anAnswerIsWrittenAsItsCodableSays() throws {
        for shape in 0..<(1 << 10) {
            let answer = try answer(of: shape)
            let text = String(decoding: answer.wireText, as: UTF8.self)
            #expect(text == String(decoding: try WireJSON.encode(answer), as: UTF8.self), "shape \(shape)")
            let read = try WireJSON.decode(ExchangeAPI.Answer<Retrieval>.self, from: Data(answer.wireText))
            #expect(read.result == answer.result && read.receipt == answer.receipt, "shape \(shape)")
        }
    }

    @Test(arguments: 0...3) func aPageOfDocumentsIsWrittenAsItsCodableSays(count: Int) throws {
        for shape in 0..<(1 << 10) {
            let documents = try (0..<count).map { try document(of: shape + $0) }
            let page = DocumentPage(documents: documents, next: shape & 1 == 0 ? nil : documents.first?.id)
            #expect(String(decoding: page.wireText, as: UTF8.self) == String(decoding: try WireJSON.encode(page), as: UTF8.self))
        }
    }

    private func answer(of shape: Int) throws -> ExchangeAPI.Answer<Retrieval> {
        func maybe<Value>(_ bit: Int, _ value: @autoclosure () throws -> Value) rethrows -> Value? {
            shape >> bit & 1 == 1 ? try value() : nil
        }
        let retrieval = Retrieval(
            id: RetrievalID(random: random(1)), document: try document(of: shape), header: text(shape), expiresAt: time(shape),
            consent: maybe(0, ConsentID(random: random(2))), approval: maybe(1, RequestID(random: random(3))),
            emergency: maybe(2, EmergencyID(random: random(4))), payload: maybe(3, text(shape + 1)))
        let opening = Opening(salt: random(5).bytes(32), text: Array(text(shape + 2).utf8))
        var receipt = Receipt(
            index: [0, 7, 1 << 53 - 1, .max][shape % 4], leaf: random(6).bytes(41), opening: opening,
            inclusionProof: (0..<(shape % 3)).map { .leaf([UInt8($0)]) }, checkpoint: Array(text(shape + 3).utf8))
        receipt.witnessed = try maybe(4, witnessed(text(shape + 4)))
        return ExchangeAPI.Answer(result: retrieval, receipt: receipt)
    }

    /// As an answer says it, whose types nothing else here makes.
    private func witnessed(_ text: String) throws -> Witnessed {
        let members: [String: JSONValue] = [
            "checkpoint": .string(text), "signed": .array([.string("af"), .string(text)]), "organisations": .integer(3),
            "quorum": .integer(2),
        ]
        return try CanonicalJSON.decode(Witnessed.self, from: JSONValue.object(members).canonicalBytes)
    }

    private func document(of shape: Int) throws -> DocumentView {
        func maybe<Value>(_ bit: Int, _ value: @autoclosure () throws -> Value) rethrows -> Value? {
            shape >> bit & 1 == 1 ? try value() : nil
        }
        let officer = try #require(OfficerID("af-angered/anna.berg"))
        let version = DocumentVersion(
            number: shape, supersedes: maybe(5, DocumentID(random: random(7))), supersededBy: maybe(6, DocumentID(random: random(8))))
        var view = DocumentView(
            id: DocumentID(random: random(9)), participant: ParticipantID(random: random(10)), caseID: CaseID(random: random(11)),
            owner: officer.organisation, category: Category.allCases[shape % Category.allCases.count],
            release: ReleaseMode.allCases[shape % ReleaseMode.allCases.count], name: text(shape + 5), uploadedBy: officer,
            uploadedAt: time(shape), payloadDigest: text(shape + 6), payloadSize: [0, 1024, .max][shape % 3], version: version,
            manifest: text(shape + 7))
        view.rewrap = maybe(7, text(shape + 8))
        view.objections = try maybe(8, objections(of: shape))
        return view
    }

    private func objections(of shape: Int) throws -> [ObjectionView] {
        let officer = try #require(OfficerID("af-angered/anna.berg"))
        let targets: [ObjectionTarget] = [
            .participant(ParticipantID(random: random(12))), .document(DocumentID(random: random(13))),
            .consent(ConsentID(random: random(14))),
        ]
        return targets.prefix(shape % 4).map {
            ObjectionView(
                id: ObjectionID(random: random(15)), target: $0, recordedBy: officer, recordedAt: time(shape), record: text(shape))
        }
    }

    private func text(_ shape: Int) -> String { Self.texts[shape % Self.texts.count] }
    private func time(_ shape: Int) -> Timestamp { Timestamp(milliseconds: Int64(shape) * 7_654_321_987) }
    private func random(_ byte: UInt8) -> RandomSource { RandomSource { Array(repeating: byte, count: $0) } }
}
