import StorageContract
import Testing

@testable import Exchange

/// What ends by the clock alone changes no row, so no mark tells of it: what's remembered holds nothing that a clock has had a part in.
@Suite("What is remembered is asked anew as time goes on") struct RememberingTimeTests {
    @Test func aStepsEndCounts() async throws {
        try await inScene { scene in
            let (other, anna) = (scene.other, try scene.other.id("af/anna"))
            scene.world.exchange.rulebook.install(try PolicyFolder.rulesWithSteps())
            let now = scene.world.clock.now
            let step = try await other.exchange.addStep(
                .praktik, to: scene.opened.id, organisation: try other.organisation("vagen"), from: now - .seconds(60),
                until: now + .seconds(60), by: anna
            ).value
            for _ in 0..<3 { try await scene.read() }
            scene.world.clock.advance(by: .seconds(59))
            try await scene.read()
            let mark = try scene.known()?.mark
            scene.world.clock.advance(by: .seconds(1))
            for _ in 0..<2 {
                await #expect(throws: ExchangeError.any(.denied)) { try await scene.read() }
                #expect(try await scene.world.lastEntry().policies == ["sight-ends-with-steps"])
            }
            #expect(try scene.known()?.mark == mark)
            _ = try await other.exchange.changeStep(step.id, StepChange(openEnded: true), by: anna)
            try await scene.read()
        }
    }

    @Test(arguments: [false, true]) func aConsentsTimeCounts(_ begins: Bool) async throws {
        try await inScene { scene in
            _ = try await scene.other.withdraw(scene.consent)
            let now = scene.world.clock.now
            _ = try await scene.other.recordConsent(in: scene.opened) {
                $0.validFrom = begins ? now + .seconds(60) : now
                $0.validUntil = now + .seconds(begins ? 600 : 60)
            }
            for _ in 0..<3 { #expect(await scene.mayRead() == !begins) }
            scene.world.clock.advance(by: .seconds(60))
            for _ in 0..<3 { #expect(await scene.mayRead() == begins) }
        }
    }

    @Test func anApprovalsEndCountsAndSoDoesItsBeingTakenBack() async throws {
        try await inScene { scene in
            _ = try await scene.other.withdraw(scene.consent)
            for isTakenBack in [false, true] {
                let request = try await scene.release(for: .seconds(60))
                for _ in 0..<3 { #expect(try await scene.read().value.approval == request) }
                if isTakenBack {
                    _ = try await scene.other.exchange.removeOfficer(
                        scene.coach, from: scene.opened.id, by: try scene.other.id("af/anna"))
                } else {
                    scene.world.clock.advance(by: .seconds(60))
                }
                for _ in 0..<2 { await #expect(throws: ExchangeError.self) { try await scene.read() } }
            }
        }
    }

    /// Delegations are no part of what is remembered: who stands in is looked up at each attempt.
    @Test func aDelegationsEndCounts() async throws {
        try await inScene { scene in
            let (world, now) = (scene.world, scene.world.clock.now)
            let (ulla, nils) = (try world.id("fk/ulla"), try world.id("fk/nils"))
            let record = DelegationRecord(
                delegation: DelegationID(random: world.random.source), approver: ulla, delegate: nils, from: now, until: now + .seconds(60),
                madeBy: ulla, madeAt: now)
            _ = try await scene.other.exchange.delegate(try world.sign(record, as: DelegationRecord.type, by: "fk/ulla"), by: ulla)
            let request = try await scene.ask()
            for _ in 0..<3 {
                try await scene.read()
                _ = try await world.exchange.request(request, by: nils)
            }
            world.clock.advance(by: .seconds(60))
            try await scene.read()
            await #expect(throws: ExchangeError.self) { try await world.exchange.request(request, by: nils) }
        }
    }
}

extension RememberingScene {
    /// A request of the coach's for the document.
    func ask() async throws -> RequestID {
        try await other.exchange.createRequest(for: document.id, purpose: .planering, reason: "Behövs.", by: coach).value.id
    }

    /// Lets the coach have the document for a while, on a duty.
    func release(for time: Duration) async throws -> RequestID {
        let (request, until) = (try await ask(), world.clock.now + time)
        _ = try await other.answer(request, by: "fk/ulla") { $0.validUntil = until }
        return request
    }

    func mayRead() async -> Bool { (try? await read()) != nil }
}
