import ExchangeAPI
import Foundation
import Testing
import TransparencyLog

@testable import Exchange
@testable import ExchangeClient

@Suite("Receipts")
struct ReceiptTests {
    private static let karin = World.officer("af-angered/karin")

    struct Lie: Sendable, CustomTestStringConvertible {
        let code: String
        let name: String
        let tell: @Sendable (Receipt, FakeLog) throws -> Receipt
        var testDescription: String { name }
    }

    static let lies: [Lie] = [
        Lie(code: "receipt-opening", name: "another leaf") { receipt, log in receipt.with(leaf: log.views[0].leaf) },
        Lie(code: "receipt-opening", name: "another text") { receipt, log in
            receipt.with(opening: Opening(salt: [UInt8](repeating: 0, count: 32), text: Array("{}".utf8)))
        },
        Lie(code: "receipt-inclusion", name: "no proof") { receipt, _ in receipt.with(proof: []) },
        Lie(code: "receipt-inclusion", name: "wrong proof") { receipt, _ in
            receipt.with(proof: receipt.inclusionProof.map { _ in LogHash.leaf([1]).base64 })
        },
        Lie(code: "receipt-inclusion", name: "proof that isn't base64") { receipt, _ in receipt.with(proof: ["?"]) },
        Lie(code: "receipt-malformed", name: "endless proof") { receipt, _ in
            receipt.with(proof: Array(repeating: LogHash.leaf([1]).base64, count: 65))
        },
        Lie(code: "receipt-malformed", name: "leaf that isn't base64") { receipt, _ in receipt.with(leaf: "?") },
        Lie(code: "receipt-inclusion", name: "another index") { receipt, _ in receipt.with(index: receipt.index - 1) },
        Lie(code: "log-key-unproven", name: "checkpoint by another key") { receipt, log in
            let other = try NoteSigner(name: FakeLog.origin, privateKeyBytes: [UInt8](repeating: 1, count: 32))
            return receipt.with(checkpoint: try log.note(by: other))
        },
        Lie(code: "receipt-checkpoint", name: "unsigned checkpoint") { receipt, _ in
            receipt.with(checkpoint: String(receipt.checkpoint.prefix { $0 != "—" }))
        },
        Lie(code: "receipt-entry", name: "another officer's") { _, log in
            var log = log
            return try log.append(.readCase, by: World.officer("af-angered/eva"))
        },
        Lie(code: "receipt-entry", name: "of a denial") { _, log in
            var log = log
            return try log.append(.readCase, by: karin, outcome: .denied)
        },
    ]

    @Test("an answer is refused with each lie in its receipt", arguments: lies)
    func refuses(lie: Lie) async throws {
        let (world, daemon) = (try World(), try FakeDaemon())
        let directory = DirectoryView(organisations: [], officers: [])
        daemon.route("/v1/directory") { _, state in
            for _ in 0..<5 { try state.log.append(.readCase, by: World.officer("x/y")) }
            let receipt = try state.log.append(.listDirectory, by: Self.karin)
            return try .json(Answer(result: directory, receipt: try lie.tell(receipt, state.log)))
        }
        let connection = try world.connection(daemon)
        let found = await failure { _ = try await connection.send(.directory()) }
        #expect(found?.code == lie.code && found?.exitClass == .integrity)
    }

    @Test("every place of a growing log is proven", arguments: 0..<9)
    func proves(place: Int) async throws {
        let (world, daemon) = (try World(), try FakeDaemon())
        daemon.route("/v1/directory") { _, state in
            for _ in 0..<place { try state.log.append(.readCase, by: World.officer("x/y")) }
            return try state.committed(DirectoryView(organisations: [], officers: []), .listDirectory)
        }
        #expect(try await world.connection(daemon).send(.directory()).receipt.index == UInt64(place))
    }
}

extension Receipt {
    func with(
        index: UInt64? = nil, leaf: String? = nil, opening: Opening? = nil, proof: [String]? = nil, checkpoint: String? = nil
    ) -> Receipt {
        var value = (try? JSONSerialization.jsonObject(with: JSONEncoder().encode(self)) as? [String: Any]) ?? [:]
        if let index { value["index"] = index }
        if let leaf { value["leaf"] = leaf }
        if let opening { value["opening"] = ["salt": opening.salt, "text": opening.text] }
        if let proof { value["inclusionProof"] = proof }
        if let checkpoint { value["checkpoint"] = checkpoint }
        return (try? JSONDecoder().decode(Receipt.self, from: JSONSerialization.data(withJSONObject: value))) ?? self
    }
}
