import Foundation
import SignedRecords
import Synchronization

@testable import Exchange
@testable import ExchangeClient

/// A directory with its signed changes, as an honest exchange shows it. A test changes a field to make the daemon lie.
///
/// It is founded by `vard/ada`, the host's administrator; `add` signs changes, each on the one before.
struct TestDirectory: Sendable {
    static let ada = World.officer("vard/ada")

    let world: World
    var founding: String
    /// What the profile keeps.
    let root: String
    var records: [SignedRecord] = []
    /// What the changes give.
    private(set) var ledger: DirectoryLedger
    /// How many records there are in all, where the daemon lies about it.
    var claimedSize: Int?
    /// Which record the daemon's log calls the newest, where it isn't the last.
    var loggedRecord: String?
    /// Which directory the log says has been shown, where it isn't this one.
    var shownHead: String?
    var pageSize = 500

    init(_ world: World) throws {
        self.world = world
        let begun = DirectoryFounding(
            origin: FakeLog.origin, organisations: [Self.organisation("vard", host: true)],
            officers: [Self.officer(Self.ada, [.administrator])])
        founding = String(decoding: try CanonicalJSON.encode(begun), as: UTF8.self)
        root = DirectoryFounding.digest(of: Array(founding.utf8))
        ledger = DirectoryLedger(begun, root: root)
    }

    static func organisation(_ id: String, host: Bool = false) -> Organisation {
        Organisation(id: World.officer("\(id)/x").organisation, name: id, kind: .kommun, binding: .statute, host: host)
    }

    static func officer(_ id: OfficerID, _ roles: Set<Role>, _ recipient: String = "age1none", disabled: Bool = false) -> Officer {
        Officer(id: id, roles: roles, clearedForProtectedIdentity: false, disabled: disabled, recipient: recipient)
    }

    /// Signs a change and appends it. A `signer` other than the author's, and what doesn't follow, makes a record that mustn't count.
    mutating func add(
        _ change: DirectoryChange.Change, by author: OfficerID = ada, signer: Signer? = nil, type: String = DirectoryChange.type,
        at time: Timestamp = testNow, follows: Bool = true
    ) throws {
        let payload = DirectoryChange(
            change, at: UInt64(records.count + 1), after: records.last?.digest ?? root, by: author, at: time)
        let record = try (signer ?? world.signer(author)).sign(payload, type: type)
        if follows { try ledger.take(payload, digest: record.digest, signers: [author]) }
        records.append(record)
    }

    /// Lets the daemon show this directory from now on, and as its present directory what `shown` says.
    func serve(_ daemon: FakeDaemon, shown: DirectoryView? = nil) {
        let directory = self
        let newest = daemon.state.withLock { state in
            directory.records.last.flatMap { last -> UInt64? in
                let change = try? CanonicalJSON.decode(DirectoryChange.self, from: last.payload)
                return try? state.log.append(
                    change?.change.action ?? .addOfficer, by: change?.changedBy ?? Self.ada, resource: change?.change.subject,
                    record: directory.loggedRecord ?? last.digest
                ).index
            }
        }
        daemon.route("/v1/directory/records") { request, state in
            let place = Int(request.query.split(separator: "=").last ?? "1") ?? 1
            let page = directory.records.dropFirst(place - 1).prefix(directory.pageSize)
            let answer = DirectoryRecords(
                founding: directory.founding, size: UInt64(directory.claimedSize ?? directory.records.count),
                records: page.map(\.bodyText), newest: try newest.map { try state.log.receipt(of: $0) })
            return try state.committed(
                answer, .listDirectory, record: directory.shownHead ?? directory.records.last?.digest ?? directory.root)
        }
        let view = shown ?? DirectoryView(organisations: ledger.organisations, officers: ledger.officers)
        daemon.route("/v1/directory") { _, state in try state.committed(view, .listDirectory) }
    }
}

extension TestDirectory {
    /// One that the daemon shows, in which these recipients are those of the uploader's organisation's approvers.
    init(_ world: World, _ daemon: FakeDaemon, approvers: [(OfficerID, String)]) throws {
        try self.init(world)
        try add(.addOrganisation(TestDirectory.organisation("af-angered")))
        for (id, recipient) in approvers { try add(.addOfficer(TestDirectory.officer(id, [.approver], recipient))) }
        serve(daemon)
    }
}
