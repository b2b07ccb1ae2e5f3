@testable import Exchange
import ExchangeAPI
@testable import ExchangeClient
import Foundation
import FuzzKit
import SignedRecords
import TransparencyLog

/// What a daemon answers a client, and receipts in files. The first byte says what follows: 0 problem details, behind the status; 1 an answer
/// of any kind; 2 a receipt.
enum AnswerProperties {
    static let target = FuzzTarget("answer", dictionary: "wire", replays: 1200, seeds: { seeds }, check)

    private static let seeds: [[UInt8]] = {
        let receipt =
            #"{"checkpoint":"a/log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— a/log AAAAAAA=\n","inclusionProof":[],"#
            + #""index":0,"leaf":"AQAAAZ6DDhoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","opening":{"salt":"AA==","text":"{}"}}"#
        let problem = #"{"code":"denied","detail":"d","status":403,"title":"t","type":"urn:kedja:error:denied"}"#
        let event = #"{"at":"2026-06-01T12:00:00.000Z","id":7,"kind":"created","request":"req_ss12ys19pe387zvc6nvp3bqk34"}"#
        return [
            [0, 1, 147] + Array(problem), [1] + Array(#"{"receipt":\#(receipt),"result":{"size":7}}"#), [1] + Array(event),
            [1] + Array(#"{"statements":["a"]}"#), [1] + Array(#"{"hashes":["a"]}"#), [2] + Array(receipt),
            [2]
                + Array(
                    "c2sp.org/tlog-proof@v1\nextra eyJsZWFmIjoiQVFBQSIsIm9wZW5pbmciOnsic2FsdCI6IkFBPT0iLCJ0ZXh0Ijoie30ifX0=\nindex 0\n\n")
                + Array("a/log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— a/log AAAAAAA=\n"),
        ]
    }()

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            var reader = FuzzReader(bytes)
            return switch reader.byte() {
            case 0: try problem(status: Int(reader.number(bytes: 2)), reader.takeAll())
            case 1: try answer(reader.takeAll())
            case 2: try receipt(reader.takeAll())
            default: false
            }
        }
    }

    private static func problem(status: Int, _ body: [UInt8]) throws -> Bool {
        let error = refusedAnswer(status: status, isProblem: true, body: body)
        let isToken = !error.code.isEmpty && error.code.utf8.allSatisfy { (0x61...0x7a).contains($0) || $0 == 0x2d }
        try require(isToken, "a code that no program could look at")
        guard let problem = error.problem else { return false }
        try require(problem.status == status && problem.type == "urn:kedja:error:\(error.code)", "a problem of another answer")
        return true
    }

    private static func answer(_ bytes: [UInt8]) throws -> Bool {
        try [
            read(Answer<UploadProgress>.self, bytes), read(Answer<Case>.self, bytes), read(Answer<DocumentView>.self, bytes),
            read(Answer<ConsentView>.self, bytes), read(Answer<RequestView>.self, bytes), read(RequestEvent.self, bytes),
            read(LogKeyStatements.self, bytes), read(ProofHashes.self, bytes), read(DirectoryRecords.self, bytes),
            read(DirectoryView.self, bytes), read(UploadTicket.self, bytes), read(LeafPage.self, bytes),
        ].contains(true)
    }

    private static func read<Value: Codable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Bool {
        guard let value = try? WireJSON.decode(type, from: Data(bytes)), let written = try? WireJSON.encode(value) else { return false }
        guard let again = try? WireJSON.decode(type, from: written) else { throw Violation("\(type) can't be read again") }
        try require(try WireJSON.encode(again) == written, "\(type) is written otherwise again")
        if let view = value as? any RecordCarrier { _ = view.unknownFields }
        return true
    }

    private static func receipt(_ bytes: [UInt8]) throws -> Bool {
        guard let file = try? ReceiptFile(parsing: bytes) else { return false }
        _ = file.receipt.opening.entry
        if let leaf = Data(base64Encoded: file.receipt.leaf) {
            _ = file.receipt.opening.opens(Array(leaf))
            // Whatever time a leaf states can be shown.
            _ = LeafTime.of(Array(leaf))?.description
        }
        guard let proof = try? file.proof() else { return true }
        guard let again = try? ReceiptFile(parsing: Array(proof)) else { throw Violation("an exported proof can't be read") }
        try require(try again.proof().isSame(as: proof), "a proof is exported otherwise again")
        return true
    }
}
