import Cedar
import Foundation
import SignedRecords
import StorageContract
import Testing

@testable import Exchange

enum JSONRoundTrip {
    static func of<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode(value))
    }
}

@Suite("The directory's signed changes") struct DirectoryRecordsTests {
    private func add(_ name: String, _ world: World, roles: Set<Role> = [.approver]) throws -> DirectoryChange.Change {
        .addOfficer(
            Officer(
                id: try #require(OfficerID(name)), roles: roles, clearedForProtectedIdentity: false,
                recipient: try world.person("fk/ulla").officer.recipient))
    }

    @Test func theFoundingIsWhatInitMade() async throws {
        let world = try await World()
        let caller = try world.id("af/anna")
        let found = try await world.exchange.directoryRecords(by: caller)
        let founding = try CanonicalJSON.decode(DirectoryFounding.self, from: Array(found.value.founding.utf8))
        #expect(founding.officers.map(\.id.description) == ["vard/admin"] && founding.organisations.map(\.host) == [true])
        #expect(founding.origin == "kedja.example/log")
        #expect(found.value.size == 0 && found.value.records == [] && found.value.newest == nil)
        let root = DirectoryFounding.digest(of: Array(found.value.founding.utf8))
        #expect(try await world.exchange.status(by: caller).directoryRoot == root)
        #expect(try world.check(found.receipt).entry.record == root)
    }

    @Test func eachChangeStandsOnTheOneBeforeAndInTheLog() async throws {
        var limits = Limits()
        limits.pageSize = 2
        let world = try await World(limits: limits)
        let caller = try world.id("af/anna")
        for name in ["fk/a", "fk/b", "fk/c"] { try await world.changeDirectory(try add(name, world)) }
        _ = try await world.openCase(with: ["fk/bo"])
        let (first, second) = (
            try await world.exchange.directoryRecords(by: caller).value, try await world.exchange.directoryRecords(from: 3, by: caller)
        )
        #expect(first.records.count == 2 && second.value.records.count == 1 && second.value.size == 3)
        var previous = DirectoryFounding.digest(of: Array(first.founding.utf8))
        for (index, text) in (first.records + second.value.records).enumerated() {
            let record = try SignedRecord(parsing: Array(text.utf8))
            let change = try CanonicalJSON.decode(DirectoryChange.self, from: record.payload)
            #expect(change.place == UInt64(index + 1) && change.previous == previous && record.type == DirectoryChange.type)
            previous = record.digest
        }
        let newest = try world.check(try #require(second.value.newest)).entry
        #expect(newest.action == .addOfficer && newest.record == previous && newest.resource == "fk/c")
        #expect(try world.check(second.receipt).entry.record == previous)
        #expect(try await world.exchange.directory(by: caller).receipt.opening.text.contains(previous))
        #expect(try await world.exchange.directoryRecords(from: 4, by: caller).value.records == [])
    }

    /// A change that was signed over another directory than there is now must not be taken: its author never saw it.
    @Test(arguments: ["place", "gap", "previous"]) func aStaleChangeIsRefused(kind: String) async throws {
        let world = try await World()
        let admin = try world.id("vard/admin")
        let root = try #require(try await world.storage.read { try $0.directoryHead()?.digest })
        try await world.changeDirectory(try add("fk/a", world))
        let head = try #require(try await world.storage.read { try $0.directoryHead()?.digest })
        let change = DirectoryChange(
            try add("fk/b", world), at: kind == "place" ? 1 : kind == "gap" ? 3 : 2, after: kind == "previous" ? root : head, by: admin,
            at: world.clock.now)
        let record = try world.sign(change, as: DirectoryChange.type, by: "vard/admin")
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.exchange.changeDirectory(record, by: admin) }
        #expect(try await world.storage.read { try $0.directoryHead()?.size } == 1)
        let b = try #require(OfficerID("fk/b"))
        #expect(try await world.storage.read { try $0.officer(b) } == nil)
        #expect(try await world.lastEntry().code == "conflict")
    }

    /// What the exchange takes, every client's ledger must take too, or nobody could verify the directory any more.
    @Test func whatNoClientWouldFollowIsRefused() async throws {
        let world = try await World()
        let admin = try world.id("vard/admin")
        try await world.changeDirectory(try add("fk/a", world))
        let head = try #require(try await world.storage.read { try $0.directoryHead() })
        let change = DirectoryChange(try add("fk/b", world), at: 2, after: head.digest, by: admin, at: world.clock.now)
        let payload = try CanonicalJSON.encode(change)
        let alone = try world.person("vard/admin").signer.sign(payload: payload, type: DirectoryChange.type)
        let cosigned = try world.person("fk/bo").signer.addSignature(to: alone)
        await #expect(throws: ExchangeError.any(.invalidRecord)) { try await world.exchange.changeDirectory(cosigned, by: admin) }
        // The exchange's clock is set back: a change that is made then would lie before the one that it follows.
        let early = world.clock.now - .seconds(1201)
        world.clock.advance(by: .seconds(-1201))
        let backdated = DirectoryChange(change.change, at: 2, after: head.digest, by: admin, at: early)
        let record = try world.sign(backdated, as: DirectoryChange.type, by: "vard/admin")
        await #expect(throws: ExchangeError.any(.invalidRecord)) { try await world.exchange.changeDirectory(record, by: admin) }
        #expect(try await world.storage.read { try $0.directoryHead()?.size } == 1)
    }

    /// Changed policies let auditors add officers; clients wouldn't take it from them, so the exchange doesn't.
    @Test func policiesMakeNoAdministrators() async throws {
        let world = try await World()
        let all = PolicySource(
            file: "all.cedar", text: #"@id("all") @sv("Allt.") @en("All.") permit (principal, action, resource);"#)
        world.exchange.rulebook.install(try Rules(schema: try PolicyFolder.schema(), policies: try PolicyFolder.policies() + [all]))
        await #expect(throws: ExchangeError.any(.invalidRecord)) {
            try await world.changeDirectory(try add("fk/b", world), by: "vard/granskare")
        }
        await #expect(throws: ExchangeError.any(.invalidRecord)) {
            try await world.changeDirectory(try add("fk/b", world), by: "af/anna")
        }
        try await world.changeDirectory(try add("fk/b", world))
    }

    /// A certificate that holds now but didn't when the record says that it was made.
    @Test func aRecordIsCheckedAtTheTimeThatItStates() async throws {
        let world = try await World()
        let admin = try world.id("vard/admin")
        let root = try #require(try await world.storage.read { try $0.directoryHead()?.digest })
        let signer = try world.authority.signer(of: admin, serial: 99, from: world.clock.now - .seconds(60))
        for (before, isTaken) in [(120, false), (30, true)] {
            let time = world.clock.now - .seconds(before)
            let change = DirectoryChange(try add("fk/b", world), at: 1, after: root, by: admin, at: time)
            let record = try signer.sign(payload: try CanonicalJSON.encode(change), type: DirectoryChange.type)
            if isTaken {
                _ = try await world.exchange.changeDirectory(record, by: admin)
            } else {
                await #expect(throws: ExchangeError.any(.invalidRecord)) { try await world.exchange.changeDirectory(record, by: admin) }
            }
        }
    }

    @Test func anOfficersKeyAndRolesAreChanged() async throws {
        let world = try await World()
        let other = try world.person("fk/bo").officer.recipient
        let changed = try world.changed("fk/ulla", roles: [.approver, .caseOfficer], recipient: other)
        let committed = try await world.changeDirectory(.changeOfficer(changed))
        let entry = try world.check(committed.receipt).entry
        #expect(entry.action == .changeOfficer && entry.resource == "fk/ulla" && entry.owner?.text == "fk" && entry.record != nil)
        #expect(try await world.storage.read { try $0.officer(changed.id) } == changed)
    }

    @Test func whatCannotBeChangedIsRefused() async throws {
        let world = try await World()
        try await world.disable("fk/nils")
        let nobody = Officer(
            id: try #require(OfficerID("fk/nobody")), roles: [.approver], clearedForProtectedIdentity: false,
            recipient: try world.person("fk/bo").officer.recipient)
        let refused: [(Officer, ExchangeError.Code)] = [
            (nobody, .notFound), (try world.changed("fk/nils", roles: [.approver]), .conflict),
            (try world.changed("fk/ulla", roles: []), .invalidInput), (try world.changed("fk/ulla", recipient: "age1x"), .invalidInput),
            (try world.person("fk/ulla").officer.disabledNow, .invalidInput),
        ]
        for (officer, code) in refused {
            await #expect(throws: ExchangeError.any(code)) { try await world.changeDirectory(.changeOfficer(officer)) }
        }
        for name in ["fk/ulla", "af/anna", "vard/granskare"] {
            await #expect(throws: ExchangeError.any(.denied)) {
                try await world.changeDirectory(.changeOfficer(try world.changed("fk/ulla", roles: [.administrator])), by: name)
            }
        }
        #expect(try await world.storage.read { try $0.directoryHead()?.size } == 1)
    }

    /// The administrator's role keeps them from seeing persons: neither another beside it nor another in its place is theirs to take.
    @Test(arguments: [
        ([Role.administrator, .approver], false), ([.approver], false), ([.caseOfficer], false), ([.administrator], true),
    ])
    func nobodyGivesThemselvesRolesOrClearance(_ roles: [Role], _ isCleared: Bool) async throws {
        let world = try await World()
        for name in ["vard/admin", "fk/adam"] {
            let old = try world.person(name).officer
            let gained = Officer(id: old.id, roles: Set(roles), clearedForProtectedIdentity: isCleared, recipient: old.recipient)
            await #expect(throws: ExchangeError.any(.denied), "\(name)") {
                try await world.changeDirectory(.changeOfficer(gained), by: name)
            }
            #expect(try await world.lastEntry().outcome == .denied)
            #expect(try await world.storage.read { try $0.officer(old.id) } == old)
        }
        // Another administrator does it, and anybody changes their own key and puts down what they no longer do.
        let more = try world.changed("fk/adam", roles: [.administrator, .caseOfficer])
        try await world.changeDirectory(.changeOfficer(more), by: "fk/amir")
        let key = try world.person("fk/bo").officer.recipient
        try await world.changeDirectory(.changeOfficer(try world.changed("fk/adam", recipient: key)), by: "fk/adam")
        let left = try #require(try await world.storage.read { try $0.officer(more.id) })
        #expect(left.roles == [.administrator] && left.recipient == key)
    }

    @Test func aFolderFromBeforeTheChainIsFoundedAsItStands() async throws {
        let storage = InMemoryStorage()
        let random = SeededRandom(seed: 3).source
        let keys = try StoredKeys.create(master: MasterKey(random: random), logOrigin: "kedja.example/log", random: random)
        let id = try #require(OfficerID("af/anna"))
        let organisation = Organisation(id: id.organisation, name: "AF", kind: .arbetsformedlingen, binding: .statute, host: true)
        let officer = Officer(id: id, roles: [.administrator], clearedForProtectedIdentity: false, recipient: "age1")
        try await storage.write { changes in
            try changes.insertKeys(keys)
            try changes.insertOrganisation(organisation)
            try changes.insertOfficer(officer)
        }
        #expect(try await storage.read { try $0.directoryHead() } == nil)
        try await storage.write { try $0.foundDirectory() }
        let text = try #require(try await storage.read { try $0.founding() })
        let founding = try CanonicalJSON.decode(DirectoryFounding.self, from: text)
        #expect(founding.officers == [officer] && founding.organisations == [organisation])
        let head = try await storage.read { try $0.directoryHead() }
        #expect(head?.size == 0 && head?.digest == DirectoryFounding.digest(of: text))
    }
}
