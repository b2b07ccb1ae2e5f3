import Cedar

/// The master keys that the exchange holds: the one in force and, while a rotation is under way, the one that takes over.
///
/// Each wrapped value says which key wrapped it, so a running exchange needs no word of a rotation: when it meets a key that it doesn't hold it
/// fetches, once, what its files hold by then. Which key *new* subject keys are wrapped by is read in the transaction that stores them.
///
/// May be used from any task; read without waiting.
package final class MasterKeyring: Sendable {
    /// How long a replaced key is held on to: for reads that began before the rotation's end.
    static let grace: Duration = .seconds(60)

    private let keys: Snapshot<[String: MasterKey]>
    private let fetch: @Sendable () -> [MasterKey]

    /// - Parameter fetch: the keys that there are now, for when one is missing; none when they can't be read.
    package init(_ keys: [MasterKey], fetch: @escaping @Sendable () -> [MasterKey] = { [] }) {
        self.keys = Snapshot(MasterKeyring.byID(keys))
        self.fetch = fetch
    }

    package convenience init(_ key: MasterKey) { self.init([key]) }

    /// Which keys are held.
    package var keyIDs: [String] { keys.current.keys.sorted() }

    /// The key with this id, if it's held already.
    package func held(_ id: String) -> MasterKey? { keys.current[id] }

    /// The key with this id, fetched if need be. Throws `wrongMasterKey`, and names the key, when there's none.
    func key(_ id: String) throws(ExchangeError) -> MasterKey {
        if let key = held(id) { return key }
        let all = keys.current.merging(MasterKeyring.byID(fetch())) { held, _ in held }
        guard let key = all[id] else { throw .masterKeyNotHeld(id, held: keyIDs) }
        keys.replace(with: all)
        return key
    }

    /// Opens a wrapped key with the master key that it names.
    package func unwrap<Inner>(_ sealed: Sealed, named name: String, as use: Inner.Type) throws(ExchangeError) -> SecretKey<Inner> {
        guard let wrapper = sealed.keyID else { return try unwrapUnnamed(sealed, named: name, as: use) }
        return try key(wrapper).unwrap(sealed, named: name, as: use)
    }

    /// A value of version 1 doesn't name its key: it's the one of those held that opens it.
    private func unwrapUnnamed<Inner>(_ sealed: Sealed, named name: String, as use: Inner.Type) throws(ExchangeError) -> SecretKey<Inner> {
        for key in keys.current.values {
            if let inner = try? key.unwrap(sealed, named: name, as: use) { return inner }
        }
        throw .damaged(place: "key/\(Inner.label)/\(name)")
    }

    /// Wraps a new key by the master key that it's to be found under: the one that takes over, when a rotation is under way.
    func wrap<Inner>(
        _ inner: SecretKey<Inner>, named name: String, random: RandomSource, in facts: any StorageReader, at now: Timestamp
    ) throws -> Sealed {
        guard let stored = try facts.keys() else { throw ExchangeError.damaged(place: "keys") }
        let last = try facts.keyRotations().last
        if let finished = last?.finishedAt, finished + MasterKeyring.grace < now { forgetAll(but: stored.masterKeyID) }
        return try key(last.flatMap { $0.isUnderWay ? $0.new : nil } ?? stored.masterKeyID).wrap(inner, named: name, random: random)
    }

    private func forgetAll(but id: String) {
        let held = keys.current
        guard held.count > 1, let key = held[id] else { return }
        keys.replace(with: [id: key])
    }

    private static func byID(_ keys: [MasterKey]) -> [String: MasterKey] {
        Dictionary(keys.map { ($0.keyID, $0) }) { first, _ in first }
    }
}
