import Foundation
import SignedRecords

/// What is to be corrected of what an organisation has stated of a person; what is `nil` stays.
package struct CorrectionWish: Sendable {
    package let number: String?
    package let givenName: String?
    package let familyName: String?
    package let protectedIdentity: Bool?
    package let reason: String

    package init(number: String?, givenName: String?, familyName: String?, protectedIdentity: Bool?, reason: String) {
        self.number = number
        self.givenName = givenName
        self.familyName = familyName
        self.protectedIdentity = protectedIdentity
        self.reason = reason
    }
}

extension Exchange {
    /// Corrects what the caller's organisation has stated of a person (GDPR art. 16). What stood before is kept, sealed, for the person's extract.
    ///
    /// Whether the corrected number is known to others changes nothing of what the organisation sees: not this answer, nor what it finds by
    /// either number afterwards. Where another person is found by it, the two stay apart.
    package func correct(
        _ id: ParticipantID, _ wish: CorrectionWish, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<Registered> {
        let index = keys.index
        return try await act(.correctParticipant, by: caller, idempotency: idempotency) { acting in
            let found = try acting.participant(id)
            try acting.authorize(on: .participant(found.facts))
            try acting.correct(found.stored, found.key, wish, index)
            return Registered(participant: id)
        }
    }
}

extension Acting {
    fileprivate mutating func correct(_ stored: StoredParticipant, _ key: SubjectKey, _ wish: CorrectionWish, _ index: IndexKey) throws {
        guard (1...2000).contains(wish.reason.utf8.count) else {
            throw ExchangeError.invalid("a correction states its reason in 1 to 2000 bytes; say what shows that it was wrong")
        }
        draft.reason = wish.reason
        guard let own = stored.registrations.first(where: { $0.organisation == caller.organisation.id }) else {
            throw ExchangeError.invalid("your organisation has registered nothing of this person that could be corrected")
        }
        let before = try identity(of: stored.id, by: own, key)
        let after = try identity(
            Registration(
                number: wish.number ?? before.number, givenName: wish.givenName ?? before.givenName,
                familyName: wish.familyName ?? before.familyName, protectedIdentity: wish.protectedIdentity ?? before.protectedIdentity))
        guard after != before else { throw ExchangeError.invalid("that is what is registered already; state what is to be changed") }
        let ownIndex = before.number == after.number ? own.blindIndex : try moveNumber(of: stored, own, to: after.number, index)
        try changes.replaceRegistration(try registration(of: stored.id, after, key, at: own.at, blindIndex: ownIndex), of: stored.id)
        try note(Correction(before: before, after: after, reason: wish.reason), of: stored.id, key)
        if after.protectedIdentity { try changes.dropReplays(of: stored.id) }
        try settleCounting(inAllCasesOf: stored.id, key)
    }

    /// Lets the person be found by another number, and answers the index that the organisation's own registration needs for it: none where the
    /// person is found by it.
    ///
    /// Other organisations go on finding the person by the number that they've stated. Where the new number is somebody else's, the person
    /// is found by no number any more but by this organisation's own.
    private func moveNumber(
        of stored: StoredParticipant, _ own: StoredRegistration, to number: String, _ index: IndexKey
    ) throws -> [UInt8]? {
        let wanted = index.blindIndex(try IdentityNumber(number, now: now))
        let holder = try changes.participant(blindIndex: wanted)
        try requireOwnToBeFree(wanted, holder, stored.id)
        if stored.blindIndex == wanted { return nil }
        guard own.blindIndex == nil else { return wanted }
        for other in stored.registrations where other.organisation != own.organisation && other.blindIndex == nil {
            try changes.replaceRegistration(
                StoredRegistration(
                    organisation: other.organisation, identity: other.identity, at: other.at, blindIndex: stored.blindIndex),
                of: stored.id)
        }
        try changes.replaceBlindIndex(of: stored.id, with: holder == nil ? wanted : random.bytes(32))
        return holder == nil ? nil : wanted
    }

    /// Two persons of one organisation with one number: the organisation knows both, so it may be told.
    private func requireOwnToBeFree(_ wanted: [UInt8], _ holder: StoredParticipant?, _ id: ParticipantID) throws {
        let organisation = caller.organisation.id
        let found = holder?.registrations.contains { $0.organisation == organisation && $0.blindIndex == nil } == true ? holder : nil
        guard let other = try found ?? changes.participant(stated: wanted, by: organisation), other.id != id else { return }
        throw ExchangeError(
            .conflict, "your organisation has registered somebody else with this number already; look whether they are the same person")
    }

    private func note(_ correction: Correction, of id: ParticipantID, _ key: SubjectKey) throws {
        let organisation = caller.organisation.id
        let place = StoredCorrection.place(id, organisation, now)
        try changes.insertCorrection(
            StoredCorrection(
                participant: id, organisation: organisation, correctedBy: caller.officer.id, correctedAt: now,
                correction: try key.seal(try CanonicalJSON.encode(correction), for: place, random: random)))
    }

    /// Opens a correction under the participant's key, which must have been loaded.
    func open(_ stored: StoredCorrection) throws -> Correction {
        try CanonicalJSON.decode(Correction.self, from: try loadedKey().open(stored.correction, for: stored.place))
    }
}
