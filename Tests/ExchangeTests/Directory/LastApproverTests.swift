import StorageContract
import Testing

@testable import Exchange

/// Nobody takes an organisation's last approver away without saying so.
@Suite("The last approver") struct LastApproverTests {
    private func refuse(_ change: DirectoryChange.Change, _ world: World, by name: String = "vard/admin") async throws {
        let before = try await world.storage.read { try ($0.officers(of: nil), $0.directoryHead()?.0) }
        await #expect(throws: ExchangeError.any(.lastApprover)) { try await world.changeDirectory(change, evenIfLast: false, by: name) }
        let after = try await world.storage.read { try ($0.officers(of: nil), $0.directoryHead()?.0) }
        #expect(before.0 == after.0 && before.1 == after.1)
        #expect(try await world.lastEntry().code == "last-approver")
    }

    private func make(_ change: DirectoryChange.Change, _ world: World, evenIfLast: Bool = false) async throws {
        try await world.changeDirectory(change, evenIfLast: evenIfLast)
    }

    @Test func theOneWhoAnswersAloneStaysUnlessItIsSaid() async throws {
        let world = try await World()
        let ulla = try world.id("fk/ulla")
        try await refuse(.disableOfficer(ulla), world)
        try await refuse(.disableOfficer(ulla), world, by: "fk/adam")
        try await refuse(.changeOfficer(try world.changed("fk/ulla", roles: [.caseOfficer])), world)
        // What leaves them an approver takes nothing away, nor do others' changes.
        try await make(.changeOfficer(try world.changed("fk/ulla", roles: [.approver, .caseOfficer])), world)
        try await make(.changeOfficer(try world.changed("fk/ulla", roles: [.approver])), world)
        try await make(.disableOfficer(try world.id("fk/nils")), world)
        try await make(.disableOfficer(ulla), world, evenIfLast: true)
        // Who is none any more can be disabled again, as ever.
        try await make(.disableOfficer(ulla), world)
    }

    @Test func withAnotherOneTheyMayGo() async throws {
        let world = try await World()
        try await make(.changeOfficer(try world.changed("fk/nils", roles: [.approver])), world)
        try await make(.disableOfficer(try world.id("fk/ulla")), world)
        try await refuse(.changeOfficer(try world.changed("fk/nils", roles: [.caseOfficer])), world)
    }

    /// Whoever may not is told that, and nothing of who is left.
    @Test func whoMayNotIsToldThatAlone() async throws {
        let world = try await World()
        for name in ["fk/nils", "af/adele"] {
            await #expect(throws: ExchangeError.any(.denied)) {
                try await world.changeDirectory(.disableOfficer(try world.id("fk/ulla")), evenIfLast: false, by: name)
            }
        }
    }

    /// Another key opens nothing of what was sealed to the one before; where nothing was, nothing is lost.
    @Test func anotherKeyOfTheLastApprover() async throws {
        let (world, scene) = (try await World(), try await Scene())
        let other = try world.person("fk/nils").officer.recipient
        try await make(.changeOfficer(try world.changed("fk/ulla", recipient: other)), world)
        let new = try scene.world.person("fk/nils").officer.recipient
        try await refuse(.changeOfficer(try scene.world.changed("fk/ulla", recipient: new)), scene.world)
        try await make(.changeOfficer(try scene.world.changed("fk/ulla", recipient: new)), scene.world, evenIfLast: true)
        // What nobody opens any more holds nobody back.
        try await make(.changeOfficer(try scene.world.changed("fk/ulla")), scene.world)
    }

    /// An approver who came later opens nothing until it's sealed anew: until then the last of those before isn't to go.
    @Test func whoOpensAloneRewrapsFirst() async throws {
        let scene = try await ThreeApprovers()
        let world = scene.world
        try await make(.changeOfficer(try world.changed("kvv/kvar", roles: [.approver])), world)
        for name in ["kvv/tri", "kvv/dua"] { try await make(.disableOfficer(try world.id(name)), world) }
        let uno = try world.id("kvv/uno")
        try await refuse(.disableOfficer(uno), world)
        try await refuse(.changeOfficer(try world.changed("kvv/uno", recipient: try world.person("kvv/kim").officer.recipient)), world)
        try await make(.disableOfficer(try world.id("kvv/kim")), world)
        try await scene.rewrap(by: "kvv/uno")
        try await make(.disableOfficer(uno), world)
        #expect(try await scene.read(by: "kvv/kvar") == "Planen.")
    }
}
