import Foundation
import SignedRecords

/// What a recorder states of a person at intake.
package struct Registration: Sendable {
    package let number: String
    package let givenName: String
    package let familyName: String
    package let protectedIdentity: Bool

    package init(number: String, givenName: String, familyName: String, protectedIdentity: Bool) {
        self.number = number
        self.givenName = givenName
        self.familyName = familyName
        self.protectedIdentity = protectedIdentity
    }
}

package struct Registered: Sendable, Codable, Hashable {
    package let participant: ParticipantID
}

extension Exchange {
    /// Registers a person. Somebody who is known already gets the same answer, for that a person is known is a secret.
    package func register(
        _ registration: Registration, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<Registered> {
        let index = keys.index
        return try await act(.registerParticipant, by: caller, idempotency: idempotency) { acting in
            try acting.authorize(on: .organisation(acting.caller.organisation))
            let identity = try acting.identity(registration)
            let blindIndex = index.blindIndex(try IdentityNumber(identity.number, now: acting.now))
            let ours = try acting.changes.participant(stated: blindIndex, by: acting.caller.organisation.id)
            if let known = try ours ?? acting.changes.participant(blindIndex: blindIndex) { return try acting.meet(known, identity) }
            return try acting.register(identity, blindIndex)
        }
    }

    /// One participant.
    package func participant(_ id: ParticipantID, by caller: OfficerID) async throws(ExchangeError) -> Committed<ParticipantView> {
        try await act(.readParticipant, by: caller) { acting in
            let found = try acting.participant(id)
            try acting.authorize(on: .participant(found.facts))
            return try acting.view(found.stored, found.key)
        }
    }

    /// The participants that the caller may read: all that their organisation knows, or the one with this number. Each who is shown, or looked
    /// for by their number, gets an entry of their own, for theirs is the right to know who has looked.
    package func participants(number: String?, by caller: OfficerID) async throws(ExchangeError) -> Committed<[ParticipantView]> {
        let index = keys.index
        return try await act(.readParticipant, by: caller) { acting in
            acting.draft.resource = "participants"
            let known: [StoredParticipant]
            if let number {
                known = try acting.participants(found: index.blindIndex(try acting.identityNumber(number)))
                try acting.tell(of: known)
            } else {
                known = try acting.changes.participants(knownTo: acting.caller.organisation.id)
            }
            let read = acting.prepare(.readParticipant)
            if read.isNever { try acting.refuse(by: read, lookingFor: number == nil ? [] : known) }
            return try known.compactMap { try acting.viewIfPermitted($0, by: read, isList: number == nil) }
        }
    }
}

extension Acting {
    fileprivate func identityNumber(_ text: String) throws(ExchangeError) -> IdentityNumber {
        do { return try IdentityNumber(text, now: now) } catch {
            let reason =
                switch error {
                case .form: "write it as ÅÅÅÅMMDD-NNNN"
                case .date: "its date does not exist or lies ahead"
                case .checkDigit: "its check digit is wrong"
                }
            throw ExchangeError(.invalidIdentityNumber, "that is not a personnummer or samordningsnummer: \(reason)")
        }
    }

    /// By what the caller's organisation has stated, and by what the person is found by.
    fileprivate func participants(found blindIndex: [UInt8]) throws -> [StoredParticipant] {
        let ours = try changes.participant(stated: blindIndex, by: caller.organisation.id)
        let found = try changes.participant(blindIndex: blindIndex)
        return [ours, found?.id == ours?.id ? nil : found].compactMap { $0 }
    }

    func identity(_ registration: Registration) throws(ExchangeError) -> ParticipantIdentity {
        let number = try identityNumber(registration.number)
        for name in [registration.givenName, registration.familyName] {
            guard !name.isEmpty, name.utf8.count <= 200, name.isPlainLine else {
                throw .invalid("a name has 1 to 200 bytes on one line, without control characters")
            }
        }
        return ParticipantIdentity(
            number: number, givenName: registration.givenName, familyName: registration.familyName,
            protectedIdentity: registration.protectedIdentity)
    }

    fileprivate mutating func register(_ identity: ParticipantIdentity, _ blindIndex: [UInt8]) throws -> Registered {
        let id = ParticipantID(random: random)
        let key = SubjectKey(random: random)
        try changes.insertParticipant(
            StoredParticipant(
                id: id, blindIndex: blindIndex,
                subjectKey: try keys.master.wrap(key, named: id.text, random: random, in: changes, at: now),
                registrations: [try registration(of: id, identity, key, at: now)]))
        return note(id, key)
    }

    /// The person is known: the organisation comes to know them too, by what it has stated itself.
    fileprivate mutating func meet(_ known: StoredParticipant, _ identity: ParticipantIdentity) throws -> Registered {
        let key = try subjectKey(of: known)
        try changes.addRegistration(try registration(of: known.id, identity, key, at: now), to: known.id)
        // The mark comes late: what was granted before it is decided anew.
        if identity.protectedIdentity { try changes.dropReplays(of: known.id) }
        let noted = note(known.id, key)
        if identity.protectedIdentity { try settleCounting(inAllCasesOf: known.id, key) }
        return noted
    }

    func registration(
        of id: ParticipantID, _ identity: ParticipantIdentity, _ key: SubjectKey, at time: Timestamp, blindIndex: [UInt8]? = nil
    ) throws -> StoredRegistration {
        let organisation = caller.organisation.id
        let sealed = try key.seal(try CanonicalJSON.encode(identity), for: "identity/\(id)/\(organisation)", random: random)
        return StoredRegistration(organisation: organisation, identity: sealed, at: time, blindIndex: blindIndex)
    }

    private mutating func note(_ id: ParticipantID, _ key: SubjectKey) -> Registered {
        draft.resource = id.text
        draft.participant = id
        draft.subjectKey = key
        return Registered(participant: id)
    }

    /// A look-up by number is about one person: their extract tells of it, by an entry of its own. The attempt's, which the caller's receipt opens,
    /// names nobody, and one follows it for a number that nobody is known by, too: else a number would tell whoever has it that the person is known.
    fileprivate mutating func tell(of found: [StoredParticipant]) throws {
        var own = draft
        if let participant = found.first {
            own.participant = participant.id
            own.subjectKey = try subjectKey(of: participant)
        }
        consequences.append(own)
    }

    /// Whoever may read nobody is told that, and not that there is nobody. Where they looked for somebody it stands on that person all the same: the
    /// one entry that there is then, known or not.
    fileprivate mutating func refuse(by read: PreparedDecision, lookingFor known: [StoredParticipant]) throws {
        if let participant = known.first {
            (draft.participant, draft.subjectKey) = (participant.id, try subjectKey(of: participant))
        }
        let anybody = ParticipantFacts(id: ParticipantID(random: random), organisations: [], officers: [], protectedIdentity: false)
        try settle(read.decide(by: caller, on: .participant(anybody)), on: .organisation(caller.organisation))
    }

    fileprivate mutating func viewIfPermitted(
        _ stored: StoredParticipant, by read: PreparedDecision, isList: Bool
    ) throws -> ParticipantView? {
        let key = try subjectKey(of: stored)
        guard permits(read, on: .participant(try facts(of: stored, key))) else { return nil }
        if isList { shown[stored.id] = key }
        return try view(stored, key)
    }

    func identity(
        of id: ParticipantID, by registration: StoredRegistration, _ key: SubjectKey
    ) throws -> ParticipantIdentity {
        try ParticipantIdentity(of: id, in: registration, under: key)
    }

    /// An organisation that has registered the person sees its own registration, another the first.
    fileprivate func view(_ stored: StoredParticipant, _ key: SubjectKey) throws -> ParticipantView {
        let own = stored.registrations.first { $0.organisation == caller.organisation.id }
        guard let registration = own ?? stored.registrations.first else { throw ExchangeError.damaged(place: "participants") }
        let cases = try changes.cases(of: stored.id).filter { $0.organisations.contains(caller.organisation.id) }
        return ParticipantView(
            id: stored.id, identity: try identity(of: stored.id, by: registration, key), registeredAt: registration.at,
            organisations: own.map { [$0.organisation] } ?? [], cases: cases.map(\.id))
    }
}

extension ParticipantIdentity {
    /// Opens what an organisation has stated of a person.
    init(of id: ParticipantID, in registration: StoredRegistration, under key: SubjectKey) throws {
        self = try JSONDecoder().decode(ParticipantIdentity.self, from: Data(try opened(id, registration, key)))
    }

    /// Whether an organisation has stated that the person's identity is protected. Asked in every action about a person, so no more is read.
    static func isProtected(_ id: ParticipantID, in registration: StoredRegistration, under key: SubjectKey) throws -> Bool {
        let bytes = try opened(id, registration, key)
        guard let stated = (try? JSONValue(parsing: bytes))?["protectedIdentity"]?.bool else {
            throw ExchangeError.damaged(place: "participants")
        }
        return stated
    }
}

private func opened(_ id: ParticipantID, _ registration: StoredRegistration, _ key: SubjectKey) throws(ExchangeError) -> [UInt8] {
    try key.open(registration.identity, for: "identity/\(id)/\(registration.organisation)")
}
