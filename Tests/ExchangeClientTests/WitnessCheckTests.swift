import Exchange
import Testing
import TransparencyLog

@testable import ExchangeClient

@Suite struct WitnessCheckTests {
    private let log: NoteSigner
    private let cosigners: [Cosigner]
    private let head: Checkpoint

    init() throws {
        log = try NoteSigner(name: "log.example/a", privateKeyBytes: Array(repeating: 9, count: 32))
        cosigners = try (1...3).map { try Cosigner(name: "w\($0).example", privateKeyBytes: Array(repeating: UInt8($0), count: 32)) }
        head = try Checkpoint(origin: log.name, size: 0, root: .emptyTree)
    }

    private func receipt(_ note: SignedNote?) throws -> Receipt {
        var receipt = Receipt(
            index: 0, leaf: [], opening: Opening(salt: [], text: []), inclusionProof: [], checkpoint: Array(try log.sign(head).encoded.utf8)
        )
        let nobody = try WitnessPolicy([], quorum: 0)
        receipt.witnessed = try note.map { Witnessed($0, try nobody.count($0)) }
        return receipt
    }

    private func cosigned(by numbers: Int...) throws -> SignedNote {
        try log.sign(head).adding(try numbers.map { try cosigners[$0].cosign(head, at: 5) })
    }

    private func check(_ note: SignedNote?, quorum: Int?) throws {
        let policy = try quorum.map { quorum in
            try WitnessPolicy(cosigners.map { .init(organisation: $0.name, key: $0.verifier) }, quorum: quorum)
        }
        try verifyWitnessed(try receipt(note), log: try NoteVerifier(verifierKey: log.verifierKey), policy: policy)
    }

    private func code(_ body: () throws -> Void) -> String? {
        do { try body() } catch { return (error as? ClientError)?.code }
        return nil
    }

    @Test func aProfileCountsForItself() throws {
        try check(cosigned(by: 0, 2), quorum: 2)
        try check(cosigned(by: 0), quorum: nil)
        try check(nil, quorum: nil)
        try check(nil, quorum: 0)
        #expect(code { try check(cosigned(by: 0), quorum: 2) } == "witness-quorum")
        #expect(code { try check(nil, quorum: 1) } == "witness-quorum")
    }

    @Test func whatDoesNotHoldIsRefused() throws {
        let other = try Cosigner(name: "w1.example", privateKeyBytes: Array(repeating: 77, count: 32))
        #expect(code { try check(log.sign(head).adding([other.cosign(head, at: 5)]), quorum: 1) } == "witness-quorum")
        let wrong = try NoteSignature(name: cosigners[0].name, keyID: cosigners[0].keyID, bytes: [UInt8](repeating: 1, count: 72))
        #expect(code { try check(log.sign(head).adding([wrong]), quorum: 1) } == "receipt-witnesses")
        let foreign = try NoteSigner(name: log.name, privateKeyBytes: Array(repeating: 8, count: 32)).sign(head)
        #expect(code { try check(foreign.adding([cosigners[0].cosign(head, at: 5)]), quorum: nil) } == "receipt-witnesses")
    }
}
