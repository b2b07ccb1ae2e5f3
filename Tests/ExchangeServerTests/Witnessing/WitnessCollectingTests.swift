import Exchange
@testable import ExchangeServer
import Foundation
import StorageContract
import Synchronization
import Testing
import TransparencyLog

/// Three witnesses that are the real state machine, called without a network; they can be made to fail.
private final class Witnesses: Sendable {
    enum Fault { case silent, liar, ahead }

    static let names = ["af", "fk", "kommun"]

    let cosigners: [Cosigner]
    let faults = Mutex<[String: Fault]>([:])
    let calls = Mutex<[String]>([])
    private let machines = Mutex<[String: Witness]>([:])
    private let clock: ManualClock

    init(clock: ManualClock) throws {
        cosigners = try (0..<3).map {
            try Cosigner(name: "\(Self.names[$0]).example/w", privateKeyBytes: Array(repeating: UInt8($0 + 1), count: 32))
        }
        self.clock = clock
    }

    var configured: [ConfiguredWitness] {
        zip(Self.names, cosigners).map { ConfiguredWitness(organisation: $0, key: $1.verifier, url: "http://\($0)") }
    }

    func rules(_ whenMissing: WitnessRules.WhenMissing = .goOn) throws -> WitnessRules {
        let policy = try WitnessPolicy(configured.map { .init(organisation: $0.organisation, key: $0.key) }, quorum: 2)
        return WitnessRules(policy: policy, whenMissing: whenMissing, tolerance: .seconds(60))
    }

    func know(_ logKey: String) throws {
        let key = try NoteVerifier(verifierKey: logKey)
        for (name, cosigner) in zip(Self.names, cosigners) {
            let log = try WitnessedLog(keys: [key], latest: nil, cosigner: cosigner)
            machines.withLock { $0[name] = Witness([log]) }
        }
    }

    func call(_ url: String, _ body: [UInt8]) async throws -> OutgoingAnswer {
        let name = String(url.dropFirst("http://".count).prefix { $0 != "/" })
        calls.withLock { $0.append(url) }
        let time = UInt64(clock.clock.now().milliseconds / 1000)
        switch faults.withLock({ $0[name] }) {
        case .silent?: throw CocoaError(.userCancelled)
        case .ahead?: return OutgoingAnswer(status: 409, contentType: "text/x.tlog.size", body: Array("999999\n".utf8))
        case .liar?:
            let line = try NoteSignature(name: "\(name).example/w", keyID: cosigners[1].keyID, bytes: [UInt8](repeating: 1, count: 72))
            return OutgoingAnswer(status: 200, contentType: nil, body: Array(NoteSignature.lines([line]).utf8))
        case nil: break
        }
        return machines.withLock { machines in
            do throws(WitnessRefusal) {
                let lines = try machines[name]?.add(body, at: time) ?? ""
                return OutgoingAnswer(status: 200, contentType: "text/plain", body: Array(lines.utf8))
            } catch {
                return OutgoingAnswer(status: error.status, contentType: error.contentType, body: Array(error.body.utf8))
            }
        }
    }
}

@Suite struct WitnessCollectingTests {
    private let clock = ManualClock(Timestamp(milliseconds: 1_795_420_800_000))

    /// A bench with three witnesses, of which two organisations are a quorum, and what asks them.
    private func ready(_ whenMissing: WitnessRules.WhenMissing = .goOn) async throws -> (Bench, Witnesses, WitnessCollecting, TestWorld) {
        let world = TestWorld()
        let start = Timestamp(milliseconds: 1_795_420_800_000)
        let placeholder = try Witnesses(clock: clock)
        let bench = try await Bench.ready(witnessing: Witnessing(placeholder.rules(whenMissing), start: start))
        let witnesses = try Witnesses(clock: bench.clock)
        try witnesses.know(try await bench.exchange.status(by: Bench.ada).logVerifierKey)
        let collecting = WitnessCollecting(
            exchange: bench.exchange, witnesses: witnesses.configured, call: { try await witnesses.call($0, $1) }, logger: world.logger)
        return (bench, witnesses, collecting, world)
    }

    private func act(_ bench: Bench) async throws -> Receipt { try await bench.exchange.policies(by: Bench.ada).receipt }

    @Test func receiptsTellHowManyHaveCosigned() async throws {
        let (bench, witnesses, collecting, world) = try await ready()
        let first = try await act(bench)
        #expect(first.witnessed == nil)
        await collecting.round()
        let witnessed = try #require(try await act(bench).witnessed)
        #expect(witnessed.signed == ["af", "fk", "kommun"] && witnessed.organisations == 3 && witnessed.isQuorum)
        let note = try SignedNote(parsing: witnessed.checkpoint.utf8)
        #expect(try note.text == SignedNote(parsing: first.checkpoint.utf8).text)
        #expect(try witnesses.rules().policy.count(note).isQuorum)
        await collecting.round()
        await collecting.round()
        let later = try #require(try await act(bench).witnessed)
        #expect(later.checkpoint != witnessed.checkpoint && later.signed.count == 3)
        #expect(note.signatures.count == 4)
        #expect(try SignedNote(parsing: later.checkpoint.utf8).signatures.count == 4)
        #expect(world.logged == [])
    }

    @Test func oneThatIsSilentAndOneThatLiesAreMissedAndSaid() async throws {
        let (bench, witnesses, collecting, world) = try await ready()
        _ = try await act(bench)
        witnesses.faults.withLock { $0 = ["af": .silent, "fk": .liar] }
        await collecting.round()
        let witnessed = try #require(try await act(bench).witnessed)
        #expect(witnessed.signed == ["kommun"] && !witnessed.isQuorum)
        #expect(world.logged.filter { $0.contains("didn't cosign") }.count == 2)
    }

    @Test func oneThatHasSeenMoreThanThereIsRaisesTheAlarm() async throws {
        let (bench, witnesses, collecting, world) = try await ready()
        _ = try await act(bench)
        witnesses.faults.withLock { $0 = ["af": .ahead] }
        await collecting.round()
        #expect(world.logged.contains { $0.contains("put back to an earlier state") })
    }

    @Test(arguments: WitnessRules.WhenMissing.allCases) func aMissingQuorumIsSaidOnceLoggedOnceAndEnds(
        _ whenMissing: WitnessRules.WhenMissing
    ) async throws {
        let (bench, witnesses, collecting, world) = try await ready(whenMissing)
        _ = try await act(bench)
        witnesses.faults.withLock { $0 = ["af": .silent, "fk": .silent] }
        await collecting.round()
        #expect(try await bench.exchange.status(by: Bench.ada).witnesses?.isQuorumMissing == false)
        bench.clock.advance(by: .seconds(61))
        await collecting.round()
        await collecting.round()
        #expect(try await bench.exchange.status(by: Bench.ada).witnesses?.isQuorumMissing == true)
        #expect(world.logged.filter { $0.contains("witness quorum missing") }.count == 1)
        witnesses.faults.withLock { $0 = [:] }
        await collecting.round()
        #expect(try await bench.exchange.status(by: Bench.ada).witnesses?.isQuorumMissing == false)
        #expect(world.logged.filter { $0.contains("witness quorum is back") }.count == 1)
    }

    @Test func cosignaturesAreTakenFromWhoeverBringsThemWhenTheyVerify() async throws {
        let (bench, witnesses, _, _) = try await ready()
        let checkpoint = try await act(bench).checkpoint
        let note = try SignedNote(parsing: checkpoint.utf8)
        let head = try Checkpoint(parsing: note.text)
        let stranger = try Cosigner(name: "stranger.example/w", privateKeyBytes: Array(repeating: 77, count: 32))
        await #expect(throws: ExchangeError.self) { try await bench.exchange.takeCosignatures(Array(checkpoint.utf8)) }
        for line in [
            try stranger.cosign(head, at: 5), try NoteSignature(name: "af.example/w", keyID: witnesses.cosigners[0].keyID, bytes: [1]),
        ] {
            let bytes = Array(try note.adding([line]).encoded.utf8)
            await #expect(throws: ExchangeError.self) { try await bench.exchange.takeCosignatures(bytes) }
        }
        let foreign = try NoteSigner(name: head.origin, privateKeyBytes: Array(repeating: 9, count: 32)).sign(head)
        let unsigned = Array(try foreign.adding([witnesses.cosigners[0].cosign(head, at: 5)]).encoded.utf8)
        await #expect(throws: ExchangeError.self) { try await bench.exchange.takeCosignatures(unsigned) }
        #expect(try await bench.exchange.cosignedCheckpoint() == nil)

        for number in 0..<2 {
            let lines = [try stranger.cosign(head, at: 5), try witnesses.cosigners[number].cosign(head, at: 1_795_420_800)]
            try await bench.exchange.takeCosignatures(Array(note.adding(lines).encoded.utf8))
        }
        let witnessed = try #require(try await act(bench).witnessed)
        #expect(witnessed.signed == ["af", "fk"] && witnessed.isQuorum)
        #expect(try SignedNote(parsing: witnessed.checkpoint.utf8).signatures.map(\.name) == [head.origin, "af.example/w", "fk.example/w"])
    }
}
