import Age
import Foundation
import SignedRecords
import StorageContract
import Synchronization
import Testing
import TransparencyLog

@testable import Exchange

/// An exchange with organisations and officers, on storage in memory, under the policies as they are shipped.
///
/// `vard` is the host; `af` registers and opens cases; `fk` holds documents; `vagen` coaches; `sof` finances and sees nobody; `kvv` has three
/// approvers.
struct World: Sendable {
    /// What the exchange stands on, unless it was given something else.
    let storage: InMemoryStorage
    let blobs: InMemoryBlobs
    let ports: Ports
    let clock: ManualClock
    let random: SeededRandom
    let authority: WorldAuthority
    let revoked: RevokedSerials
    let people: [String: Person]
    let master: MasterKey
    let keys: ExchangeKeys
    let exchange: Exchange

    /// What an exchange stands on.
    struct Ports: Sendable {
        var storage: any Storage
        var blobs: any BlobStore
    }

    /// An officer with their keys.
    struct Person: Sendable {
        let officer: Officer
        let signer: RecordSigner
        let identity: X25519Identity
        var id: OfficerID { officer.id }
    }

    static let roles: KeyValuePairs<String, Set<Role>> = [
        "vard/admin": [.administrator], "fk/adam": [.administrator], "fk/amir": [.administrator], "fk/granskare": [.auditor],
        "af/adele": [.administrator], "vard/granskare": [.auditor],
        "af/anna": [.recorder, .caseOfficer], "af/karl": [.caseOfficer], "af/eva": [.approver], "af/granskare": [.auditor],
        "fk/bo": [.caseOfficer, .recorder], "fk/ulla": [.approver], "fk/nils": [.caseOfficer], "af/nour": [.emergency],
        "kvv/nadja": [.emergency],
        "vagen/coach": [.caseOfficer], "sof/rut": [.caseOfficer],
        "kvv/kim": [.caseOfficer], "kvv/uno": [.approver], "kvv/dua": [.approver], "kvv/tri": [.approver], "kvv/kvar": [.caseOfficer],
        "kvv/rut": [.recorder], "af/rebecka": [.recorder],
    ]

    init(seed: UInt64 = 1, limits: Limits = Limits(), on ports: Ports? = nil, extractOfficers: OfficerNames = .shown) async throws {
        (storage, clock, revoked) = (InMemoryStorage(), ManualClock(WorldAuthority.start), RevokedSerials())
        blobs = InMemoryBlobs(clock: clock.clock)
        self.ports = ports ?? Ports(storage: storage, blobs: blobs)
        random = SeededRandom(seed: seed)
        authority = try WorldAuthority()
        people = try World.people(authority, random)
        master = MasterKey(random: random.source)
        let stored = try StoredKeys.create(master: master, logOrigin: "kedja.example/log", random: random.source)
        keys = try stored.open(with: master)
        let (authority, revoked) = (authority, revoked)
        exchange = Exchange(
            storage: self.ports.storage, blobs: self.ports.blobs, keys: keys, rulebook: try Rulebook(loading: ShippedPolicies.loader),
            records: RecordVerifier(anchors: try authority.anchors) { revoked.list(by: authority) }, clock: clock.clock,
            random: random.source, limits: limits, extractOfficers: extractOfficers)
        try await insertDirectory(stored)
    }

    /// Another process on the same storage: it remembers nothing of what this one has read.
    func again(on ports: Ports? = nil) -> World { World(self, on: ports ?? self.ports) }

    private init(_ other: World, on ports: Ports) {
        (storage, blobs, clock, revoked) = (other.storage, other.blobs, other.clock, other.revoked)
        (self.ports, random, authority, people) = (ports, other.random, other.authority, other.people)
        (master, keys) = (other.master, other.keys)
        exchange = Exchange(
            storage: ports.storage, blobs: ports.blobs, keys: other.keys, rulebook: other.exchange.rulebook,
            records: other.exchange.records,
            clock: other.clock.clock, random: other.random.source, limits: other.exchange.limits)
    }

    /// The person called `name`, `af/anna`.
    func person(_ name: String) throws -> Person { try #require(people[name]) }
    func id(_ name: String) throws -> OfficerID { try person(name).id }
    func organisation(_ name: String) throws -> OrganisationID { try #require(OrganisationID(name)) }

    /// Signs a payload in somebody's name.
    func sign(_ payload: some Encodable, as type: String, by name: String) throws -> SignedRecord {
        try person(name).signer.sign(payload: try CanonicalJSON.encode(payload), type: type)
    }

    private func insertDirectory(_ stored: StoredKeys) async throws {
        let admin = try person("vard/admin").officer
        let host = Organisation(id: admin.id.organisation, name: "Värden", kind: .annan, binding: .statute, host: true)
        try await Setup(keys: stored, host: host, administrator: admin.id, recipient: admin.recipient).perform(in: ports.storage)
        let kinds: [(String, OrganisationKind, SecrecyBinding)] = [
            ("af", .arbetsformedlingen, .statute), ("fk", .forsakringskassan, .statute),
            ("vagen", .socialtForetag, .agreement(reference: "A-7", date: "2026-01-31")), ("sof", .samordningsforbund, .statute),
            ("kvv", .kriminalvarden, .statute),
        ]
        let organisations = try kinds.map { Organisation(id: try organisation($0.0), name: $0.0, kind: $0.1, binding: $0.2) }
        let officers = people.values.map(\.officer).filter { $0.id != admin.id }
        try await ports.storage.write { changes in
            for organisation in organisations { try changes.insertOrganisation(organisation) }
            for officer in officers { try changes.insertOfficer(officer) }
        }
    }

    private static func people(_ authority: WorldAuthority, _ random: SeededRandom) throws -> [String: Person] {
        var people: [String: Person] = [:]
        for (number, (name, roles)) in roles.enumerated() {
            let (id, identity) = (try #require(OfficerID(name)), try X25519Identity(random: { random.bytes($0) }))
            let officer = Officer(id: id, roles: roles, clearedForProtectedIdentity: false, recipient: identity.recipient.description)
            people[name] = Person(officer: officer, signer: try authority.signer(of: id, serial: UInt8(10 + number)), identity: identity)
        }
        return people
    }
}

/// Which certificates the authority has revoked so far.
final class RevokedSerials: Sendable {
    private let serials = Mutex(Set<String>())

    func revoke(_ serial: String) { serials.withLock { _ = $0.insert(serial) } }

    func list(by authority: WorldAuthority) -> RevocationLists? {
        let revoked = serials.withLock { $0 }
        return revoked.isEmpty ? nil : (try? authority.revoking(revoked)).map { RevocationLists([$0]) }
    }
}

extension ExchangeError {
    /// Any error with this code, for errors are equal by their codes.
    static func any(_ code: Code) -> ExchangeError { ExchangeError(code, "") }
}
