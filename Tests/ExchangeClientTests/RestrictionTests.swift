import ExchangeAPI
import Foundation
import SignedRecords
import Testing

@testable import Exchange
@testable import ExchangeClient

/// What is lifted is exactly what somebody has signed, of just what the exchange shows.
@Suite("Lifting a restriction") struct LiftRestrictionTests {
    let world: World
    let daemon: FakeDaemon
    let participant: ParticipantID
    let restriction: RestrictionID

    init() throws {
        world = try World()
        daemon = try FakeDaemon()
        participant = ParticipantID(random: world.random.source)
        restriction = RestrictionID(random: world.random.source)
    }

    struct Shown: Sendable {
        var ground = RestrictionGround.accuracy
        var inForce = true
        var participant: ParticipantID?
        var begunBy: OfficerID?
        var record: String?
    }

    /// Serves a restriction that Maria has signed, as `shown` has it, and lifts it as Karin.
    private func lift(_ shown: Shown = Shown()) async throws -> Answer<RestrictionView> {
        let signed = RestrictionRecord(
            restriction: restriction, participant: shown.participant ?? participant, ground: .accuracy, reason: "r",
            recordedBy: world.maria, recordedAt: testNow)
        let record = try shown.record ?? world.signer(world.maria).sign(signed, type: RestrictionRecord.type).bodyText
        let view = RestrictionView(
            id: restriction, participant: participant, ground: shown.ground, inForce: shown.inForce,
            begunBy: shown.begunBy ?? world.maria, begunAt: testNow, endedBy: nil, endedAt: nil, record: record, lifting: nil)
        daemon.route("/v1/participants/\(participant)/restrictions") { _, state in try state.committed([view], .listRestrictions) }
        daemon.route("/v1/restrictions/\(restriction)/lifting") { request, state in
            let body = try WireJSON.decode(RecordBody.self, from: Data(request.body))
            let digest = try SignedRecord(parsing: Array(body.record.utf8)).digest
            return try state.committed(view, .liftRestriction, record: digest)
        }
        return try await liftRestriction(
            restriction, of: participant, RestrictionTold(at: testNow, how: .letter), reason: "w", over: try world.connection(daemon),
            signer: try world.signer(world.karin))
    }

    @Test func namesTheRecordThatWasRead() async throws {
        _ = try await lift()
        let sent = try #require(daemon.requests.last { $0.path.hasSuffix("/lifting") })
        let record = try SignedRecord(parsing: Array(try WireJSON.decode(RecordBody.self, from: Data(sent.body)).record.utf8))
        let lifting = try CanonicalJSON.decode(RestrictionLifting.self, from: record.payload)
        #expect(lifting.restriction == restriction && lifting.toldHow == .letter && lifting.toldAt == testNow)
        #expect(lifting.restricted.count == 64 && lifting.liftedBy == world.karin)
    }

    @Test func whatDoesntHoldIsntLifted() async throws {
        for (shown, code) in [
            (Shown(inForce: false), "restriction-not-there"), (Shown(ground: .claims), "restriction-differs"),
            (Shown(participant: ParticipantID(random: world.random.source)), "restriction-differs"),
            (Shown(begunBy: world.karin), "restriction-signature"), (Shown(record: "{}"), "restriction-signature"),
        ] {
            do {
                _ = try await lift(shown)
                Issue.record("\(code): it was lifted")
            } catch let error as ClientError {
                #expect([code, "restriction-differs"].contains(error.code), "\(error.code) for \(code)")
            }
        }
        #expect(!daemon.requests.contains { $0.path.hasSuffix("/lifting") })
    }
}
