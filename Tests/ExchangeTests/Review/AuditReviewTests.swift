import StorageContract
import Testing

@testable import Exchange

@Suite("Answering findings") struct AuditReviewTests {
    @Test(arguments: ["af/granskare", "fk/granskare", "vard/granskare"]) func anAuditorAnswers(_ name: String) async throws {
        let (world, finding) = try await found()
        let answer = try await world.answer(finding, by: name)
        #expect(answer.value.finding == finding.id && answer.value.reviewedBy.description == name)
        let entry = try world.check(answer.receipt).entry
        #expect(entry.action == .reviewAudit && entry.resource == finding.id.text && entry.record != nil && entry.participant == nil)
        #expect(try await world.exchange.auditReviews(by: try world.id(name)).value == [answer.value])
        #expect(try await world.exchange.auditReviews(by: try world.id("vard/granskare")).value == [answer.value])
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.answer(finding, by: name) }
    }

    @Test func othersAnswersAreNotShown() async throws {
        let (world, finding) = try await found()
        try await world.answer(finding, by: "af/granskare")
        #expect(try await world.exchange.auditReviews(by: try world.id("fk/granskare")).value == [])
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.auditReviews(by: try world.id("af/anna")) }
    }

    @Test func whoeverIsNoAuditorAnswersNothing() async throws {
        let (world, finding) = try await found()
        for name in ["af/anna", "fk/ulla", "vard/admin"] {
            await #expect(throws: ExchangeError.any(.denied)) { try await world.answer(finding, by: name) }
        }
        #expect(try await world.storage.read { try $0.auditReviews() } == [])
    }

    /// The directory is the host's; another organisation's auditor doesn't hear whether an entry is there.
    @Test func entriesThatOneMayNotReadAreNotAnswered() async throws {
        let (world, _) = try await found()
        let hosts = try await world.changeDirectory(.changeOfficer(try world.changed("vard/admin"))).receipt.index
        for index in [hosts, 9999] {
            await #expect(throws: ExchangeError.any(.notFound)) {
                try await world.answer(Finding(.sample, entries: [index]), by: "af/granskare")
            }
        }
    }

    @Test func nobodyAnswersForThemselves() async throws {
        let (world, _) = try await found()
        let own = try await world.exchange.audit(EntryFilter(), by: try world.id("vard/granskare")).receipt.index
        await #expect(throws: ExchangeError.any(.denied)) {
            try await world.answer(Finding(.sample, entries: [own]), by: "vard/granskare")
        }
    }

    @Test func aBadAnswerChangesNothing() async throws {
        let (world, finding) = try await found()
        await #expect(throws: ExchangeError.any(.invalidRecord)) { try await world.answer(finding, by: "af/granskare", note: "") }
        let good = AuditReview(
            finding: finding, verdict: .acceptable, note: "Ja.", reviewedBy: try world.id("af/granskare"), reviewedAt: world.clock.now)
        let others = try world.sign(good, as: AuditReview.type, by: "fk/granskare")
        await #expect(throws: ExchangeError.any(.invalidRecord)) {
            try await world.exchange.reviewAudit(others, by: try world.id("fk/granskare"))
        }
        let many = Finding(.sample, entries: Array(0...UInt64(Finding.entryLimit)))
        await #expect(throws: ExchangeError.any(.invalidRecord)) { try await world.answer(many, by: "af/granskare") }
        #expect(try await world.storage.read { try $0.auditReviews() } == [])
    }

    private func found() async throws -> (World, Finding) {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let read = try await world.readInEmergency(try await world.upload("Plan.", to: opened).id)
        return (world, Finding(.emergency, entries: [read.receipt.index]))
    }
}

extension World {
    @discardableResult
    func answer(_ finding: Finding, by name: String, note: String = "Rätt gjort.") async throws -> Committed<AuditReviewView> {
        let review = AuditReview(
            finding: finding, verdict: .acceptable, note: note, reviewedBy: try id(name), reviewedAt: clock.now)
        return try await exchange.reviewAudit(try sign(review, as: AuditReview.type, by: name), by: try id(name))
    }
}
