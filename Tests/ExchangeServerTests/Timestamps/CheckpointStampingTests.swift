import Crypto
import Exchange
import ExchangeAPI
import ExchangeServer

import Foundation
import HTTPTypes
import StorageContract
import Testing
import TimeAuthorityDouble
import TimeStamps

/// Which checkpoints get a stamp, and which stamps are kept.
@Suite("Checkpoints are time-stamped") struct CheckpointStampingTests {
    let authority: Authority
    let world = TestWorld()
    /// The authority's clock is the computer's, so its stamps are judged by that one; the exchange's stands still.
    static let system = Clock { Timestamp(Date()) }

    init() throws { authority = try Authority.made.get() }

    private func bench() async throws -> Bench {
        var limits = Limits()
        limits.stampInterval = .seconds(3600)
        let bench = try await Bench.ready(limits: limits)
        _ = try await bench.make(.participants(number: nil), as: Bench.rut) as [ParticipantView]
        return bench
    }

    private func stamping(
        _ bench: Bench, roots: TimeStampRoots? = nil, clock: Clock = system, by authority: TimeAuthority? = nil
    ) -> CheckpointStamping {
        let honest = TimeAuthority { [answer = self.authority.answer] in try answer($0) }
        return CheckpointStamping(
            exchange: bench.exchange, authority: authority ?? honest, roots: roots ?? self.authority.roots, clock: clock,
            random: bench.random.source, logger: world.logger)
    }

    @Test func theNewestCheckpointIsStampedAsItIsServed() async throws {
        let bench = try await bench()
        let served = try await bench.send(.get, checkpointPath, as: Bench.frida).body
        await stamping(bench).round()
        let page: StampPage = try await bench.ask(.stamps(from: 0), as: Bench.frida)
        let size = try #require(page.stamps.first?.size)
        #expect(page.stamps.count == 1 && page.next == nil)
        let stamp: CheckpointStamp = try await bench.ask(.stamp(ofSize: size), as: Bench.frida)
        #expect(Array(stamp.checkpoint.utf8) == served)
        let token = try TimeStampToken(der: try #require(Data(base64Encoded: stamp.token).map(Array.init)))
        let verified = try token.verify(of: Array(SHA256.hash(data: served)), trusting: authority.roots)
        #expect(verified.millisecondsSince1970 == stamp.at.milliseconds)
        let standing = try #require((try await bench.ask(.status(), as: Bench.frida) as ExchangeStatus).timestamps)
        #expect(standing.newest == page.stamps[0] && standing.waitingSince == nil && !standing.isLate)
        #expect(world.logged.count == 1)
    }

    @Test func aCheckpointIsStampedOnceAndANewerOneAgain() async throws {
        let bench = try await bench()
        let stamping = stamping(bench)
        for _ in 0..<2 { await stamping.round() }
        #expect(world.logged.count == 1)
        _ = try await bench.make(.participants(number: nil), as: Bench.rut) as [ParticipantView]
        await stamping.round()
        let page: StampPage = try await bench.ask(.stamps(from: 0), as: Bench.frida)
        #expect(page.stamps.count == 2)
        let behind: StampPage = try await bench.ask(.stamps(from: page.stamps[0].size + 1), as: Bench.frida)
        #expect(behind.stamps == [page.stamps[1]])
    }

    private func refusal(_ code: String, _ stamping: (Bench) throws -> CheckpointStamping) async throws {
        let bench = try await bench()
        await (try stamping(bench)).round()
        #expect(world.logged.count == 1 && world.logged[0].contains("\"code\": \(code)"), "\(world.logged)")
        #expect((try await bench.ask(.stamps(from: 0), as: Bench.frida) as StampPage).stamps == [])
        #expect(try await bench.exchange.unstampedCheckpoint() != nil)
    }

    @Test func anotherAuthoritysStampIsNotKept() async throws { try await refusal("untrusted") { stamping($0, roots: authority.others) } }

    @Test func anAnswerToAnotherQuestionIsNotKept() async throws {
        let other = try authority.answer(try TimeStampRequest(digest: [UInt8](repeating: 1, count: 32), nonce: 1).der)
        try await refusal("other-digest") { stamping($0, by: TimeAuthority { _ in other }) }
    }

    /// The right digest, and yet an answer that was made before.
    @Test func anAnswerThatIsReplayedIsNotKept() async throws {
        let bench = try await bench()
        let note = try #require(try await bench.exchange.unstampedCheckpoint()).note
        let old = try authority.answer(try TimeStampRequest(digest: Array(SHA256.hash(data: note)), nonce: 1).der)
        await stamping(bench, by: TimeAuthority { _ in old }).round()
        #expect(world.logged.count == 1 && world.logged[0].contains("\"code\": other-nonce"), "\(world.logged)")
    }

    @Test func aRefusalIsToldOf() async throws {
        let refused = try authority.answer(try TimeStampRequest(digest: [UInt8](repeating: 1, count: 32), nonce: 1, policy: "1.2.3").der)
        try await refusal("not-granted") { stamping($0, by: TimeAuthority { _ in refused }) }
    }

    @Test func noiseAndSilenceAreToldOf() async throws {
        try await refusal("malformed") { stamping($0, by: TimeAuthority { _ in [1, 2, 3] }) }
    }

    @Test func anAuthorityThatCannotBeReachedIsToldOf() async throws {
        struct Down: Error {}
        try await refusal("time-authority-unreachable") { stamping($0, by: TimeAuthority { _ in throw Down() }) }
    }

    @Test(arguments: [600, -600]) func clocksThatDifferAreToldOf(_ seconds: Int) async throws {
        let clock = Clock { Self.system.now() + .seconds(seconds) }
        try await refusal("time-authority-clocks-differ") { stamping($0, clock: clock) }
    }

    @Test func anAlarmIsRaisedWhenTheLogWaitsForTooLong() async throws {
        struct Down: Error {}
        let bench = try await bench()
        let broken = stamping(bench, by: TimeAuthority { _ in throw Down() })
        bench.clock.advance(by: .seconds(7200))
        await broken.round()
        #expect(world.logged.count == 1)
        bench.clock.advance(by: .seconds(1))
        await broken.round()
        #expect(world.logged.count == 3 && world.logged[2].contains("timestamps-late"))
        #expect(try await bench.exchange.stampStanding()?.isLate == true)
        await stamping(bench).round()
        #expect(world.logged.count == 4)
        #expect(try await bench.exchange.stampStanding()?.isLate == false)
    }

    @Test func aLogWithoutEntriesAsksNothing() async throws {
        let bench = try await Bench.ready()
        #expect(try await bench.exchange.unstampedCheckpoint() == nil)
        #expect(try await bench.exchange.stampStanding() == nil)
        await stamping(bench).round()
        #expect(world.logged == [])
    }

    @Test func whatIsNotThereOrNotWellAskedIsRefused() async throws {
        let bench = try await bench()
        for (path, status) in [
            ("/log/timestamps/999", 404), ("/log/timestamps/x", 404), ("/log/timestamps", 400), ("/log/timestamps?from=x", 400),
        ] {
            #expect(try await bench.send(.get, path, as: Bench.frida).status == status, "\(path)")
        }
        for path in ["/log/timestamps?from=0", "/log/timestamps/1"] {
            #expect(try await bench.send(.get, path, as: OfficerID("fk/nobody")).status == 403, "\(path)")
        }
    }
}
