import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation
import SignedRecords
import Synchronization

/// The real daemon with everybody whom the table names, each over their own TLS connection. The daemon's clock and the clients' are moved together.
final class DecisionStage: Sendable {
    /// An officer at their desk.
    struct Player: Sendable {
        let connection: ExchangeConnection
        let signer: Signer
        let keys: OfficerKeys

        func send<Result>(_ call: Call<Result>) async throws -> Result { try await connection.send(call).result }
        func sign(_ payload: some Encodable, as type: String) throws -> String {
            String(decoding: try signer.sign(payload, type: type).encoded, as: UTF8.self)
        }
    }

    let installation: Installation
    let table: DecisionTable
    let catalogue: DecisionCatalogue
    private let people = Mutex<[String: ParticipantID]>([:])
    private let players = Mutex<[String: Player]>([:])
    private let days = Mutex(0)

    /// Where Debian puts the library that tells a program another time.
    static let faketime: String? = ["x86_64", "aarch64"].map { "/usr/lib/\($0)-linux-gnu/faketime/libfaketimeMT.so.1" }
        .first { FileManager.default.fileExists(atPath: $0) }

    init(_ table: DecisionTable) throws {
        self.table = table
        installation = try Installation()
        do {
            installation.policies = installation.path("policies")
            catalogue = try DecisionCatalogue.copied(to: installation.policies)
            try open()
        } catch {
            installation.close()
            throw error
        }
    }

    private func open() throws {
        try installation.makeCertificates()
        for officer in table.officers.keys.sorted() {
            try installation.require(["pki", "issue", "officer", officer, "--dir", installation.path("pki")])
        }
        try installation.initialise()
        try tell(days: 0)
        // The library sets a variable where it's loaded first, after which Swift doesn't find a program's arguments: so that is the shell.
        try installation.start(wrapper: [
            "env", "LD_PRELOAD=\(Self.faketime ?? "")", "FAKETIME_TIMESTAMP_FILE=\(installation.path("clock"))", "FAKETIME_NO_CACHE=1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1", "sh", "-c", "exec \"$@\"", "sh",
        ])
        try installation.addProfiles()
        try installation.fillDirectory()
        try addHouses()
        try addStaff()
    }

    private func addHouses() throws {
        for (id, house) in table.organisations.sorted(by: { $0.key < $1.key }) {
            try installation.must(
                0, "ada", "organisation", "add", id, "--name", id, "--kind", house.kind.rawValue, "--binding", house.binding)
        }
    }

    private func addStaff() throws {
        for (officer, staff) in table.officers.sorted(by: { $0.key < $1.key }) {
            try installation.addProfile(officer)
            try installation.require(
                ["officer", "add", officer] + staff.roles.flatMap { ["--role", $0.rawValue] } + (staff.isCleared ? ["--cleared"] : [])
                    + ["--recipient-file", installation.path("pki/officers/\(officer)/age.pub"), "--profile", "ada"])
        }
    }

    func kind(of id: OrganisationID) throws -> OrganisationKind {
        if id.text == "sdf-angered" { return .kommun }
        let shipped = Installation.organisations.first { $0.id == id.text }.flatMap { OrganisationKind(rawValue: $0.kind) }
        guard let kind = table.organisations[id.text]?.kind ?? shipped else { throw StoryError("there is no \(id)") }
        return kind
    }

    // MARK: Time

    var clock: Clock { Clock { Timestamp(Date()) + .seconds(86_400 * self.days.withLock { $0 }) } }
    var now: Timestamp { clock.now() }

    /// That many days have gone by since the beginning, to the daemon and to everybody.
    func tell(days count: Int) throws {
        try Data("+\(count)d\n".utf8).write(to: URL(fileURLWithPath: installation.path("clock")), options: .atomic)
        days.withLock { $0 = count }
    }

    // MARK: Who there is

    func player(_ officer: String) throws -> Player {
        if let known = players.withLock({ $0[officer] }) { return known }
        let player = try installation.player(officer, clock: clock)
        players.withLock { $0[officer] = player }
        return player
    }

    func player(_ officer: OfficerID) throws -> Player { try player(officer.description) }

    /// Who registers the person and opens their cases.
    func recorder(for person: String) throws -> Player {
        try player(table.people[person]?.isProtected == true ? "sdf-angered/rakel" : "sdf-angered/rut")
    }

    func registerPeople() async throws {
        for (name, person) in table.people {
            let body = RegisterParticipantBody(
                number: person.number, givenName: "Test", familyName: "Testsson", protectedIdentity: person.isProtected)
            let registered = try await recorder(for: name).send(.register(body))
            people.withLock { $0[name] = registered.participant }
        }
    }

    /// Those whose mark comes late: another organisation states it.
    func markLate() async throws {
        for person in table.people.values where person.isLate {
            let body = RegisterParticipantBody(number: person.number, givenName: "Test", familyName: "Testsson", protectedIdentity: true)
            _ = try await player("af-angered/ann").send(.register(body))
        }
    }

    func participant(_ person: String) throws -> ParticipantID {
        guard let id = people.withLock({ $0[person] }) else { throw StoryError("there is no \(person) in the table") }
        return id
    }

    func close() async {
        for player in players.withLock({ Array($0.values) }) { await player.connection.shutdown() }
        installation.close()
    }
}

/// The operating system's random bytes.
enum SystemBytes {
    static func draw(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
