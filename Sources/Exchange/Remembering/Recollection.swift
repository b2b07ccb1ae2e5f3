/// What one attempt recalls of remembered facts, and what it rests on by then.
///
/// Ahead of a transaction it's all that the attempt knows, unless it reads a snapshot. In a snapshot or a transaction `Acting` asks storage for
/// what isn't remembered, and it's learnt. Belongs to one attempt, and isn't shared.
final class Recollection {
    private let memory: FactMemory
    private let common: Int
    /// In a transaction or a snapshot, its mark of all facts; `nil` ahead of one.
    private let whole: Int?
    private let forgettings: Int
    private(set) var people: [KnownPerson] = []
    /// The same by the ids that led to them, their own among them.
    private var found: [String: KnownPerson] = [:]

    init(in memory: FactMemory, common: Int, learning whole: Int?, since forgettings: Int) {
        self.memory = memory
        self.common = common
        self.whole = whole
        self.forgettings = forgettings
    }

    /// What the attempt rests on, to be looked at when the transaction runs.
    var grounds: Grounds { Grounds(common: common, people: people) }

    func caller(_ id: OfficerID) -> OfficerFacts? { memory.caller(id, common) }
    func learn(_ caller: OfficerFacts) { if whole != nil { memory.remember(caller, common, since: forgettings) } }

    /// Whom an id of theirs leads to, as far as they are remembered as they are.
    func person(behind id: String, _ facts: (any StorageReader)?) throws -> KnownPerson? {
        if let person = found[id] { return person }
        guard let person = memory.person(behind: id, common) else { return nil }
        if let whole, let facts {
            // What was remembered at another mark is another person's past: it's read anew.
            guard try person.isConfirmed(at: whole) || facts.factsMark(of: person.id) == person.mark else { return nil }
            person.confirm(at: whole)
        }
        rest(on: person, behind: id)
        return person
    }

    /// A person whom the attempt rests on.
    func person(_ id: ParticipantID) -> KnownPerson? { found[id.text] }

    /// The person as the transaction has read them.
    func learn(
        _ stored: StoredParticipant, _ key: SubjectKey, _ person: ParticipantFacts, _ facts: any StorageReader
    ) throws {
        guard let whole, let mark = try facts.factsMark(of: stored.id) else { return }
        remember(KnownPerson(stored: stored, key: key, facts: person, mark: mark, whole: whole), behind: stored.id.text)
    }

    /// That an id leads to somebody of whom the transaction has read.
    func learn(that id: String, leadsTo person: ParticipantID, _ change: (inout KnownPerson.Known) -> Void) {
        guard whole != nil, let known = found[person.text] else { return }
        known.learn(change)
        remember(known, behind: id)
    }

    /// More about somebody of whom the transaction has read.
    func learn(about person: ParticipantID, _ change: (inout KnownPerson.Known) -> Void) {
        guard whole != nil, let known = found[person.text] else { return }
        known.learn(change)
    }

    private func remember(_ person: KnownPerson, behind id: String) {
        memory.remember(person, behind: id, common, since: forgettings)
        rest(on: person, behind: id)
    }

    private func rest(on person: KnownPerson, behind id: String) {
        if found.updateValue(person, forKey: person.id.text) !== person { people.append(person) }
        found[id] = person
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
