import Synchronization

/// What the process remembers of facts, so that an action about somebody it knows asks storage for nothing but whether that still holds.
///
/// Nothing is believed because it's here: an action that was decided on remembered facts is done only if, in its own transaction, storage's
/// marks are still those that the facts were read at (`Recollection.stillHolds`). Otherwise it's decided again there, on the facts as they are. So a
/// withdrawal, an erasure, a changed officer counts at once, whichever process wrote it.
///
/// Bounded by number and by time: who isn't asked for within two `lifetime`s is forgotten, and with them their key, which zeroes itself.
/// May be used from any task.
final class FactMemory: Sendable {
    /// How long a person is remembered whom nobody asks for, at least; at most twice that.
    static let lifetime: Duration = .seconds(300)
    /// Ids that lead to somebody, in each of two generations.
    static let capacity = 20_000

    private struct State {
        /// The mark of what concerns everybody; all that is here was read at it.
        var common: Int?
        /// How often everybody has been forgotten.
        var forgettings = 0
        var callers: [OfficerID: OfficerFacts] = [:]
        /// By the ids of the person and of their cases and documents.
        var people = Generations<String, KnownPerson>(capacity: FactMemory.capacity)

        mutating func begin(at common: Int?) {
            (self.common, callers) = (common, [:])
            people.forgetAll()
        }
    }

    private let state = Mutex(State())

    /// What can be recalled ahead of a transaction; `nil` when nothing is remembered yet.
    func recollection(at now: Timestamp) -> Recollection? {
        let (common, forgettings) = state.withLock { state in
            state.people.age(to: now, lifetime: FactMemory.lifetime)
            return (state.common, state.forgettings)
        }
        return common.map { Recollection(in: self, common: $0, learning: nil, since: forgettings) }
    }

    /// The same in a transaction or a snapshot, at its own marks, where what isn't remembered is learnt.
    ///
    /// - Parameter earlier: `forgettings` as they were before the snapshot was taken. Whoever was forgotten since isn't remembered anew, for
    ///   the snapshot may be from before an erasure.
    func recollection(at mark: FactsMark, since earlier: Int? = nil) -> Recollection {
        let forgettings = state.withLock { state in
            let forgettings = earlier ?? state.forgettings
            if forgettings == state.forgettings, state.common != mark.common { state.begin(at: mark.common) }
            return forgettings
        }
        return Recollection(in: self, common: mark.common, learning: mark.whole, since: forgettings)
    }

    /// Of how many people something is remembered.
    var peopleCount: Int { state.withLock { $0.people.count } }

    var forgettings: Int { state.withLock { $0.forgettings } }

    /// Forgets whom nobody has asked for in the time up to now.
    func age(to now: Timestamp) { state.withLock { $0.people.age(to: now, lifetime: FactMemory.lifetime) } }

    /// Forgets everybody.
    func forgetAll() {
        state.withLock { state in
            state.forgettings += 1
            state.begin(at: nil)
        }
    }

    func caller(_ id: OfficerID, _ common: Int) -> OfficerFacts? {
        state.withLock { $0.common == common ? $0.callers[id] : nil }
    }

    func remember(_ caller: OfficerFacts, _ common: Int, since forgettings: Int) {
        state.withLock { state in
            guard state.common == common, state.forgettings == forgettings, state.callers.count < FactMemory.capacity else { return }
            state.callers[caller.officer.id] = caller
        }
    }

    /// Whom an id of a person, a case or a document leads to.
    func person(behind id: String, _ common: Int) -> KnownPerson? {
        state.withLock { $0.common == common ? $0.people.recall(id) : nil }
    }

    func remember(_ person: KnownPerson, behind id: String, _ common: Int, since forgettings: Int) {
        state.withLock { state in
            guard state.common == common, state.forgettings == forgettings else { return }
            state.people.remember(person, as: id)
        }
    }
}

/// A dictionary that forgets what nobody asks for: by turns, what was asked for moves to the younger half, and the older half goes.
struct Generations<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let capacity: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]
    private var turned: Timestamp?

    init(capacity: Int) { self.capacity = capacity }

    var count: Int { young.count + old.count }

    mutating func recall(_ key: Key) -> Value? {
        if let value = young[key] { return value }
        guard let value = old.removeValue(forKey: key) else { return nil }
        remember(value, as: key)
        return value
    }

    mutating func remember(_ value: Value, as key: Key) {
        if young.count >= capacity { turn() }
        young[key] = value
        old[key] = nil
    }

    mutating func forgetAll() { (young, old) = ([:], [:]) }

    /// Turns when a lifetime has gone by; twice where two have, so that nothing outlives them.
    mutating func age(to now: Timestamp, lifetime: Duration) {
        guard let last = turned else {
            turned = now
            return
        }
        guard last + lifetime <= now || now < last else { return }
        if last + lifetime + lifetime <= now { turn() }
        turn()
        turned = now
    }

    private mutating func turn() {
        old = young
        young = [:]
    }
}
