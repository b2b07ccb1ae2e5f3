import SignedRecords
import StorageContract
import Testing

@testable import Exchange

/// A storage with the exchange's keys, a host, and participants by the number, whose subject keys the test knows.
struct KeyWorld: Sendable {
    let storage: any Storage
    let clock = ManualClock(Timestamp(milliseconds: 1_795_420_800_000))
    let random: SeededRandom
    let first: MasterKey

    init(on storage: any Storage = InMemoryStorage(), seed: UInt64 = 1) async throws {
        self.storage = storage
        random = SeededRandom(seed: seed)
        first = MasterKey(random: random.source)
        let keys = try StoredKeys.create(master: first, logOrigin: "kedja.example/log", random: random.source)
        let host = Organisation(id: try #require(OrganisationID("vard")), name: "V", kind: .annan, binding: .statute, host: true)
        try await storage.write { changes in
            try changes.insertKeys(keys)
            try changes.insertOrganisation(host)
        }
    }

    func fresh() -> MasterKey { MasterKey(random: random.source) }

    /// Registers as the exchange does: the key is wrapped in the transaction that stores it. `sealed` says otherwise.
    @discardableResult
    func register(with masters: MasterKeyring, sealed: (@Sendable (SubjectKey, ParticipantID) throws -> Sealed)? = nil) async throws -> (
        id: ParticipantID, key: SubjectKey
    ) {
        let (id, key) = (ParticipantID(random: random.source), SubjectKey(random: random.source))
        let (index, random, now) = (random.bytes(32), random.source, clock.now)
        try await storage.write { changes in
            let wrapped = try sealed?(key, id) ?? masters.wrap(key, named: id.text, random: random, in: changes, at: now)
            try changes.insertParticipant(StoredParticipant(id: id, blindIndex: index, subjectKey: wrapped, registrations: []))
        }
        return (id, key)
    }

    func rotation(to new: MasterKey, holding old: MasterKey, on storage: (any Storage)? = nil, batchSize: Int = 3) -> MasterKeyRotation {
        MasterKeyRotation(
            in: storage ?? self.storage, to: new, holding: MasterKeyring([old, new]), clock: clock.clock, random: random.source,
            batchSize: batchSize)
    }

    /// Whether it wasn't killed on the way.
    func comesToItsEnd(_ rotation: MasterKeyRotation) async throws -> Bool {
        do {
            _ = try await rotation.perform { _ in }
            return true
        } catch {
            guard error.code == .storageFailed else { throw error }
            return false
        }
    }

    /// That `master` alone opens everything, and nothing that it doesn't wrap is left.
    func requireOpens(with master: MasterKey, _ people: [(id: ParticipantID, key: SubjectKey)], not others: [MasterKey]) async throws {
        let (stored, wrapped) = try await storage.read { (try #require(try $0.keys()), try $0.subjectKeys(after: nil, limit: 10_000)) }
        _ = try stored.open(with: master)
        #expect(wrapped.count == people.count)
        let keys = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0.key) })
        for one in wrapped {
            let opened = try master.unwrap(one.key, named: one.participant.text, as: SubjectUse.self)
            #expect(opened.exposedBytes == keys[one.participant]?.exposedBytes)
            for other in others {
                #expect(throws: ExchangeError.any(.damaged)) {
                    try other.unwrap(one.key, named: one.participant.text, as: SubjectUse.self)
                }
            }
        }
        for other in others { #expect(throws: ExchangeError.any(.wrongMasterKey)) { try stored.open(with: other) } }
    }

    /// The log's own view of the exchange's acts: action and resource.
    func logged(with master: MasterKey) async throws -> [(Action, String?)] {
        let (stored, entries) = try await storage.read {
            (try #require(try $0.keys()), try $0.entries(from: 0, limit: 10_000, matching: EntryFilter()))
        }
        let log = AuditLog(keys: try stored.open(with: master), random: random.source)
        return try entries.map { entry in
            let opened = try log.open(entry, subject: nil)
            let text = try CanonicalJSON.decode(AuditEntry.self, from: opened.text)
            #expect(text.officer.description == "vard/kedjad" && text.outcome == .permitted && text.at == entry.at)
            #expect(Opening(salt: opened.salt, text: opened.text).opens(entry.leaf))
            return (text.action, text.resource)
        }
    }
}

/// Storage that fails at one write, before or after it has been done, as a process that is killed there.
final class FailingStorage: Storage {
    struct Killed: Error {}

    private let storage: any Storage
    private let left: Counter
    private let afterwards: Bool

    init(_ storage: any Storage, atWrite number: Int, afterwards: Bool) {
        self.storage = storage
        left = Counter(number)
        self.afterwards = afterwards
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any StorageReader) throws -> T) async throws -> T {
        if left.isSpent { throw Killed() }
        return try await storage.read(body)
    }

    func write<T: Sendable>(
        endingWith end: CommitEnd?, _ body: @escaping @Sendable (any StorageWriter) throws -> T
    ) async throws -> (value: T, end: LogEnd?) {
        try await once { try await self.storage.write(endingWith: end, body) }
    }

    func scrub() async throws { try await once { try await self.storage.scrub() } }

    private func once<T: Sendable>(_ work: () async throws -> T) async throws -> T {
        if left.isSpent { throw Killed() }
        guard left.count() else { return try await work() }
        if afterwards { _ = try await work() }
        throw Killed()
    }
}
