/// What one attempt recalls of remembered facts, and what it rests on by then.
///
/// Ahead of a transaction it's all that the attempt knows; in one, `Acting` asks storage for what isn't remembered, and it's learnt.
/// Belongs to one attempt, and isn't shared.
final class Recollection {
    private let memory: FactMemory
    private let common: Int
    /// In a transaction, its mark of all facts; `nil` ahead of one.
    private let whole: Int?
    private(set) var people: [KnownPerson] = []

    init(in memory: FactMemory, common: Int, learning whole: Int?) {
        self.memory = memory
        self.common = common
        self.whole = whole
    }

    /// What the attempt rests on, to be looked at when the transaction runs.
    var grounds: Grounds { Grounds(common: common, people: people) }

    func caller(_ id: OfficerID) -> OfficerFacts? { memory.caller(id, common) }
    func learn(_ caller: OfficerFacts) { if whole != nil { memory.remember(caller, common) } }

    /// Whom an id of theirs leads to, as far as they are remembered as they are.
    func person(behind id: String, _ facts: (any StorageReader)?) throws -> KnownPerson? {
        guard let person = memory.person(behind: id, common) else { return nil }
        if let whole, let facts {
            // What was remembered at another mark is another person's past: it's read anew.
            guard try person.isConfirmed(at: whole) || facts.factsMark(of: person.id) == person.mark else { return nil }
            person.confirm(at: whole)
        }
        if !people.contains(where: { $0 === person }) { people.append(person) }
        return person
    }

    /// The person as the transaction has read them.
    func learn(
        _ stored: StoredParticipant, _ key: SubjectKey, _ person: ParticipantFacts, _ facts: any StorageReader
    ) throws {
        guard let whole, let mark = try facts.factsMark(of: stored.id) else { return }
        let known = KnownPerson(stored: stored, key: key, facts: person, mark: mark, whole: whole)
        memory.remember(known, behind: stored.id.text, common)
        people.append(known)
    }

    /// That an id leads to somebody of whom the transaction has read.
    func learn(that id: String, leadsTo person: ParticipantID, _ change: (inout KnownPerson.Known) -> Void) {
        guard let known = known(person) else { return }
        known.learn(change)
        memory.remember(known, behind: id, common)
    }

    /// More about somebody of whom the transaction has read.
    func learn(about person: ParticipantID, _ change: (inout KnownPerson.Known) -> Void) { known(person)?.learn(change) }

    private func known(_ person: ParticipantID) -> KnownPerson? {
        guard let whole, let known = memory.person(behind: person.text, common), known.isConfirmed(at: whole) else { return nil }
        return known
    }
}

/// What an attempt ahead of its transaction rests on.
struct Grounds: Sendable {
    let common: Int
    let people: [KnownPerson]

    /// Whether all of it is still so, by what the transaction sees.
    func stillHold(in facts: any StorageReader) throws -> Bool {
        let mark = try facts.factsMark()
        guard mark.common == common else { return false }
        for person in people where !person.isConfirmed(at: mark.whole) {
            guard try facts.factsMark(of: person.id) == person.mark else { return false }
            person.confirm(at: mark.whole)
        }
        return true
    }
}

/// Thrown where an attempt ahead of its transaction asks for what isn't remembered: then it's made in the transaction.
struct NotRemembered: Error {}
