import SignedRecords
import StorageContract
import Testing
import TransparencyLog

@testable import Exchange

@Suite("Witnesses of the log") struct WitnessingTests {
    private let cosigners: [Cosigner]

    init() throws {
        cosigners = try ["af", "fk", "kommun"].enumerated().map {
            try Cosigner(name: "\($1).example/w", privateKeyBytes: Array(repeating: UInt8($0 + 1), count: 32))
        }
    }

    private func rules(_ whenMissing: WitnessRules.WhenMissing) throws -> WitnessRules {
        let witnesses = zip(["af", "fk", "kommun"], cosigners).map { WitnessPolicy.Witness(organisation: $0, key: $1.verifier) }
        return WitnessRules(policy: try WitnessPolicy(witnesses, quorum: 2), whenMissing: whenMissing, tolerance: .seconds(60))
    }

    private func shared() async throws -> (World, Case, DocumentView) {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo", "vagen/coach"])
        return (world, opened, try await world.upload("Planen för Tolvan.", to: opened))
    }

    /// The same exchange, watched.
    private func watched(_ world: World, _ whenMissing: WitnessRules.WhenMissing) throws -> Exchange {
        Exchange(
            storage: world.storage, blobs: world.blobs, keys: world.keys, rulebook: try Rulebook(loading: ShippedPolicies.loader),
            records: RecordVerifier(anchors: try world.authority.anchors, revocations: { nil }), clock: world.clock.clock,
            random: world.random.source, witnessing: Witnessing(try rules(whenMissing), start: world.clock.now))
    }

    private func cosigned(_ exchange: Exchange, by numbers: [Int], at time: Timestamp) async throws -> [UInt8] {
        let note = try SignedNote(parsing: try #require(try await exchange.checkpoint()))
        let head = try Checkpoint(parsing: note.text)
        let lines = try numbers.map { try cosigners[$0].cosign(head, at: UInt64(time.milliseconds / 1000)) }
        return Array(try note.adding(lines).encoded.utf8)
    }

    @Test(arguments: WitnessRules.WhenMissing.allCases) func withoutQuorumReadsGoOnOrStop(_ whenMissing: WitnessRules.WhenMissing)
        async throws
    {
        let (world, _, document) = try await shared()
        let (exchange, reader) = (try watched(world, whenMissing), try world.id("fk/bo"))
        _ = try await exchange.retrieve(document.id, for: .uppfoljning, by: reader)
        world.clock.advance(by: .seconds(61))
        try await exchange.takeCosignatures(try await cosigned(exchange, by: [1], at: world.clock.now))
        if whenMissing == .stop {
            await #expect(throws: ExchangeError.any(.quorumMissing)) {
                try await exchange.retrieve(document.id, for: .uppfoljning, by: reader)
            }
            let entry = try await world.lastEntry()
            #expect(entry.outcome == .failed && entry.code == "quorum-missing" && entry.resource == document.id.text)
            await #expect(throws: ExchangeError.any(.notFound), "a stranger learns nothing by it") {
                try await exchange.retrieve(document.id, for: .uppfoljning, by: try world.id("sof/rut"))
            }
        } else {
            _ = try await exchange.retrieve(document.id, for: .uppfoljning, by: reader)
        }
        try await exchange.takeCosignatures(try await cosigned(exchange, by: [0], at: world.clock.now))
        try await exchange.takeCosignatures(try await cosigned(exchange, by: [0, 2], at: world.clock.now))
        let receipt = try await exchange.retrieve(document.id, for: .uppfoljning, by: reader).receipt
        #expect(receipt.witnessed?.isQuorum == true)
    }

    @Test func anEmergencyIsNoWayAroundTheWitnesses() async throws {
        let world = try await World()
        let document = try await world.upload("Planen för Tolvan.", to: try await world.openCase(with: ["fk/bo"]))
        let exchange = try watched(world, .stop)
        world.clock.advance(by: .seconds(61))
        await #expect(throws: ExchangeError.any(.quorumMissing)) {
            try await exchange.retrieveInEmergency(
                document.id, for: .planering, reason: EmergencyTests.reason, by: try world.id("af/nour"))
        }
        #expect(try await world.lastEntry().code == "quorum-missing")
        #expect(try await world.storage.read { try $0.emergencies() } == [])
    }

    @Test func anAlarmThatCouldNotBeLoggedIsRaisedAgain() async throws {
        let witnessing = Witnessing(try rules(.goOn), start: Timestamp(milliseconds: 0))
        let later = Timestamp(milliseconds: 61_001)
        #expect(witnessing.alarm(at: later) == true && witnessing.alarm(at: later) == true)
        witnessing.noteAlarm(true)
        #expect(witnessing.alarm(at: later) == nil)
    }

    @Test func theAlarmIsWrittenInTheLogOnceEachWay() async throws {
        let (world, _, _) = try await shared()
        let exchange = try watched(world, .goOn)
        #expect(try await exchange.noteQuorum() == nil)
        world.clock.advance(by: .seconds(61))
        #expect(try await exchange.noteQuorum() == true)
        #expect(try await exchange.noteQuorum() == nil)
        let lost = try await world.lastEntry()
        #expect(lost.action == .loseQuorum && lost.outcome == .permitted)
        let sealed = try #require(try await exchange.checkpoint())
        #expect(try Checkpoint(parsing: SignedNote(parsing: sealed).text).size == lost.index + 1, "no entry waits for another action")
        #expect(try lost.officer == OfficerID.exchange(of: world.organisation("vard")))
        try await exchange.takeCosignatures(try await cosigned(exchange, by: [0, 1], at: world.clock.now))
        #expect(try await exchange.noteQuorum() == false)
        #expect(try await exchange.noteQuorum() == nil)
        #expect(try await world.lastEntry().action == .regainQuorum)
    }

    @Test func whatWasCosignedIsRecalledAndAnOldQuorumIsNone() async throws {
        let (world, _, _) = try await shared()
        let first = try watched(world, .goOn)
        let earlier = world.clock.now
        world.clock.advance(by: .seconds(3600))
        try await first.takeCosignatures(try await cosigned(first, by: [0, 1], at: earlier))
        let second = try watched(world, .goOn)
        try await second.recallWitnesses()
        #expect(second.witnessing?.newest?.signed == ["af", "fk"])
        #expect(second.witnessing?.isQuorumMissing(at: world.clock.now) == false, "counted from the start")
        world.clock.advance(by: .seconds(61))
        #expect(second.witnessing?.isQuorumMissing(at: world.clock.now) == true)
    }
}
