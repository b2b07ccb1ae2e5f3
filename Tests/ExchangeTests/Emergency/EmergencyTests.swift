import StorageContract
import Testing

@testable import Exchange

@Suite("Reading in an emergency") struct EmergencyTests {
    static let reason = "Han ringer från taket och säger att han ska hoppa."

    @Test func opensWithoutConsentAndTheEntryTellsWhy() async throws {
        let (world, opened, document) = try await scene()
        let read = try await world.readInEmergency(document.id)
        #expect(try await world.open(read.value, as: "af/nour") == "Planen för Tolvan.")
        let entry = try world.check(read.receipt).entry
        #expect(entry.action == .emergencyRetrieve && entry.policies == ["emergency-read"] && entry.reason == Self.reason)
        #expect(entry.participant == opened.participant && entry.owner?.text == "fk" && entry.purpose == .planering)
        #expect(read.value.emergency != nil && read.value.consent == nil && read.value.approval == nil)
    }

    @Test(arguments: ["fk/ulla", "fk/granskare", "af/granskare", "vard/granskare"]) func isSeenAtOnce(by name: String) async throws {
        let (world, _, document) = try await scene()
        let read = try await world.readInEmergency(document.id)
        let found = try await world.exchange.emergencies(by: try world.id(name)).value
        #expect(found.map(\.id) == [read.value.emergency].compactMap { $0 })
        #expect(found.first?.reason == Self.reason && found.first?.entry == read.receipt.index && found.first?.overdue == false)
        let status = try await world.exchange.status(by: try world.id(name))
        #expect(status.unreviewedEmergencies == UnreviewedEmergencies(open: 1, overdue: 0))
    }

    /// The reader themselves, case officers, and approvers elsewhere.
    @Test(arguments: ["af/nour", "af/anna", "kvv/uno", "vard/admin"]) func isSeenByNobodyElse(_ name: String) async throws {
        let (world, _, document) = try await scene()
        _ = try await world.readInEmergency(document.id)
        #expect(try await world.exchange.emergencies(by: try world.id(name)).value.isEmpty)
        let waiting = try await world.exchange.status(by: try world.id(name)).unreviewedEmergencies
        #expect(waiting == nil || waiting?.open == 0)
    }

    @Test func thePersonsOwnLogHasTheRead() async throws {
        let (world, opened, document) = try await scene()
        _ = try await world.readInEmergency(document.id)
        let filter = EntryFilter(participant: opened.participant, action: .emergencyRetrieve)
        let entries = try await world.exchange.audit(filter, by: try world.id("vard/granskare")).value.entries
        #expect(entries.map(\.entry?.reason) == [Self.reason])
    }

    @Test(arguments: ["", "nöd", "          ", String(repeating: "å", count: 1001)]) func aReasonIsNeeded(_ reason: String) async throws {
        let (world, _, document) = try await scene()
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.readInEmergency(document.id, reason: reason) }
        #expect(try await world.lastEntry().outcome == .failed)
        #expect(try await world.storage.read { try $0.emergencies() }.isEmpty)
    }

    @Test func whoeverIsWithoutTheRoleIsDenied() async throws {
        let (world, _, document) = try await scene()
        await #expect(throws: ExchangeError.any(.denied)) { try await world.readInEmergency(document.id, by: "af/anna") }
        let entry = try await world.lastEntry()
        #expect(entry.action == .emergencyRetrieve && entry.outcome == .denied && entry.reason == Self.reason)
    }

    /// An organisation without any relation learns nothing; neither does one that guesses an id, and its reason isn't kept.
    @Test func aStrangerCannotTellADocumentFromNone() async throws {
        let (world, _, document) = try await scene()
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.readInEmergency(document.id, by: "kvv/nadja") }
        let unknown = DocumentID(random: world.random.source)
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.readInEmergency(unknown, by: "kvv/nadja") }
        #expect(try await world.lastEntry().reason == nil)
    }

    /// An officer outside the case whose organisation is in it is told which policy says no: call the owner. Whoever has no colleague there isn't.
    @Test func whoeverMayNotIsToldWhyWhereTheirOrganisationIsInTheCase() async throws {
        let (world, _, document) = try await scene()
        let fk = try world.organisation("fk")
        world.storage.tamper { rows in
            guard let old = rows.organisations[fk] else { return }
            rows.organisations[fk] = Organisation(id: fk, name: old.name, kind: .kommun, binding: old.binding)
        }
        let told = await #expect(throws: ExchangeError.any(.denied)) { try await world.readInEmergency(document.id) }
        #expect(told?.policies == ["emergency-not-from-health-or-social-care"])
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.readInEmergency(document.id, by: "kvv/nadja") }
        // That is all: what else there is they aren't told.
        let nour = try world.id("af/nour")
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.document(document.id, by: nour) }
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.documents(of: document.caseID, by: nour) }
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.participant(document.participant, by: nour) }
        let explained = try await world.exchange.explain(document.id, for: .planering, by: nour).value
        #expect(!explained.permitted)
        let nadja = try world.id("kvv/nadja")
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.explain(document.id, for: .planering, by: nadja) }
    }

    @Test func whatItsOwnerReleasesCannotBeOpened() async throws {
        let (world, opened, _) = try await scene()
        let owners = try await world.upload("Ägarens.", to: opened, release: .owner)
        await #expect(throws: ExchangeError.any(.approvalRequired)) { try await world.readInEmergency(owners.id) }
        #expect(try await world.storage.read { try $0.emergencies() }.isEmpty)
    }

    @Test func thePayloadIsDecidedAnew() async throws {
        let (world, _, document) = try await scene()
        let read = try await world.readInEmergency(document.id).value
        _ = try await world.open(read, as: "af/nour")
        try await world.changeDirectory(.changeOfficer(try world.changed("af/nour", roles: [.caseOfficer])))
        await #expect(throws: ExchangeError.any(.denied)) { try await world.open(read, as: "af/nour") }
        let entry = try await world.lastEntry()
        #expect(entry.action == .emergencyRetrieve && entry.outcome == .denied)
    }

    private func scene() async throws -> (World, Case, DocumentView) {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        return (world, opened, try await world.upload("Planen för Tolvan.", to: opened))
    }
}
