import StorageContract
import Testing

@testable import Exchange

@Suite("Setting up, and the directory") struct SetupTests {
    private let random = SeededRandom(seed: 9)

    @Test func anotherMasterKeyIsRecognised() throws {
        let (right, wrong) = (MasterKey(random: random.source), MasterKey(random: random.source))
        let stored = try StoredKeys.create(master: right, logOrigin: "kedja.example/log", random: random.source)
        let error = #expect(throws: ExchangeError.any(.wrongMasterKey)) { try stored.open(with: wrong) }
        #expect(error?.sentence.contains(right.keyID) == true && error?.sentence.contains(wrong.keyID) == true)
        #expect(try stored.open(with: right).logVerifierKey == (try stored.open(with: right)).logVerifierKey)
    }

    @Test func keysThatWereTamperedWithAreDamaged() throws {
        let master = MasterKey(random: random.source)
        let stored = try StoredKeys.create(master: master, logOrigin: "kedja.example/log", random: random.source)
        let swapped = StoredKeys(
            masterKeyID: stored.masterKeyID, logOrigin: stored.logOrigin, system: stored.system, index: stored.logSigner,
            identity: stored.identity, logSigner: stored.index)
        #expect(throws: ExchangeError.any(.damaged)) { try swapped.open(with: master) }
    }

    @Test func aSecondSetupChangesNothing() async throws {
        let world = try await World()
        let before = try await world.storage.read { try $0.keys() }
        let stored = try StoredKeys.create(master: MasterKey(random: random.source), logOrigin: "x.example/log", random: random.source)
        let admin = try world.person("vard/admin").officer
        let host = Organisation(id: admin.id.organisation, name: "Ny", kind: .annan, binding: .statute, host: true)
        let setup = try Setup(keys: stored, host: host, administrator: admin.id, recipient: admin.recipient)
        await #expect(throws: ExchangeError.any(.alreadyExists)) { try await setup.perform(in: world.storage) }
        #expect(try await world.storage.read { try $0.keys() } == before)
    }

    @Test func anAdministratorBuildsTheDirectory() async throws {
        let world = try await World()
        let region = try #require(OrganisationID("region"))
        let organisation = Organisation(id: region, name: "Regionen", kind: .region, binding: .statute)
        _ = try await change(.addOrganisation(organisation), world)
        let recipient = try world.person("af/anna").officer.recipient
        let lakare = Officer(
            id: try #require(OfficerID("region/lakare")), roles: [.caseOfficer], clearedForProtectedIdentity: true, recipient: recipient)
        let added = try await change(.addOfficer(lakare), world)
        #expect(try world.check(added.receipt).entry.resource == "region/lakare")
        let view = try await world.exchange.directory(by: try world.id("sof/rut")).value
        #expect(view.organisations.contains(organisation) && view.officers.contains(lakare))
        await #expect(throws: ExchangeError.any(.alreadyExists)) { try await change(.addOfficer(lakare), world) }
        await #expect(throws: ExchangeError.any(.alreadyExists)) { try await change(.addOrganisation(organisation), world) }
    }

    @Test func whatTheDirectoryCannotHoldIsRefused() async throws {
        let world = try await World()
        let (region, recipient) = (try #require(OrganisationID("region")), try world.person("af/anna").officer.recipient)
        let (stranger, ny) = (try #require(OfficerID("region/x")), try #require(OfficerID("af/ny")))
        let refused: [(DirectoryChange.Change, ExchangeError.Code)] = [
            (.addOrganisation(Organisation(id: region, name: "", kind: .region, binding: .statute)), .invalidInput),
            (.addOrganisation(Organisation(id: region, name: "R", kind: .region, binding: .statute, host: true)), .invalidInput),
            (
                .addOfficer(Officer(id: stranger, roles: [.approver], clearedForProtectedIdentity: false, recipient: recipient)),
                .invalidInput
            ),
            (.addOfficer(Officer(id: ny, roles: [], clearedForProtectedIdentity: false, recipient: recipient)), .invalidInput),
            (.addOfficer(Officer(id: ny, roles: [.approver], clearedForProtectedIdentity: false, recipient: "age1x")), .invalidInput),
            (
                .addOfficer(
                    Officer(id: ny, roles: [.approver], clearedForProtectedIdentity: false, disabled: true, recipient: recipient)),
                .invalidInput
            ),
            (
                .addOfficer(
                    Officer(
                        id: try #require(OfficerID("af/kedjad")), roles: [.approver], clearedForProtectedIdentity: false,
                        recipient: recipient)),
                .invalidInput
            ),
            (.disableOfficer(ny), .notFound),
        ]
        for (wanted, code) in refused {
            await #expect(throws: ExchangeError.any(code)) { try await change(wanted, world) }
            #expect(try await world.lastEntry().code == code.rawValue)
        }
    }

    @Test func othersChangeNothing() async throws {
        let world = try await World()
        await #expect(throws: ExchangeError.any(.denied)) {
            try await change(.disableOfficer(try world.id("fk/bo")), world, by: "af/anna")
        }
        let bo = try world.id("fk/bo")
        #expect(try await world.storage.read { try $0.officer(bo)?.disabled } == false)
    }

    @Test func theStatusTellsWhoOneIs() async throws {
        let world = try await World()
        let status = try await world.exchange.status(by: try world.id("fk/ulla"))
        #expect(status.officer.roles == [.approver] && status.organisation.id.text == "fk" && status.checkpoint == nil)
        try await world.disable("fk/ulla")
        await #expect(throws: ExchangeError.any(.disabledOfficer)) { try await world.exchange.status(by: try world.id("fk/ulla")) }
    }

    @Test func policiesAreReloadedByTheHostsAdministrator() async throws {
        let world = try await World()
        let reloaded = try await world.exchange.reloadPolicies(by: try world.id("vard/admin"))
        #expect(try world.check(reloaded.receipt).entry.record == reloaded.value.policyDigest)
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.reloadPolicies(by: try world.id("af/anna")) }
    }

    private func change(_ change: DirectoryChange.Change, _ world: World, by name: String = "vard/admin") async throws -> Committed<
        DirectoryChange
    > {
        try await world.changeDirectory(change, by: name)
    }
}
