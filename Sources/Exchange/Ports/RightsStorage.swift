/// What a person has asked for: restriction, correction, objections.
package protocol RightsReader {
    func restriction(_ id: RestrictionID) throws -> StoredRestriction?
    /// A participant's restrictions, the newest first.
    func restrictions(of participant: ParticipantID) throws -> [StoredRestriction]
    /// On which grounds the participant is restricted now, each once, in the order of their names. Asked in every action about a person.
    func restrictionGrounds(of participant: ParticipantID) throws -> [RestrictionGround]
    /// What was corrected of a participant, the oldest first.
    func corrections(of participant: ParticipantID) throws -> [StoredCorrection]
    /// Whom an organisation has stated a number of that isn't the one that the participant is found by.
    func participant(stated blindIndex: [UInt8], by organisation: OrganisationID) throws -> StoredParticipant?
    func objection(_ id: ObjectionID) throws -> StoredObjection?
    /// A participant's objections, the oldest first.
    func objections(of participant: ParticipantID) throws -> [StoredObjection]
}

package protocol RightsWriter {
    func insertRestriction(_ restriction: StoredRestriction) throws
    /// Stores `endedBy`, `endedAt` and `lifting`; the rest never changes.
    func updateRestriction(_ restriction: StoredRestriction) throws
    func insertCorrection(_ correction: StoredCorrection) throws
    /// Puts an organisation's registration in the place of the one that it had; its time stays.
    func replaceRegistration(_ registration: StoredRegistration, of participant: ParticipantID) throws
    /// What the participant is found by from now on.
    func replaceBlindIndex(of participant: ParticipantID, with blindIndex: [UInt8]) throws
    func insertObjection(_ objection: StoredObjection) throws
    /// Forgets kept answers about a participant, so that a call that is made again is decided anew.
    func dropReplays(of participant: ParticipantID) throws
    /// Forgets an officer's kept answers, whoever they're about.
    func dropReplays(by officer: OfficerID) throws
}

/// What a person's register extract tells besides what actions need.
package protocol RegisterReader {
    /// Uploads under way about a participant, in the order of their ids.
    func uploads(of participant: ParticipantID) throws -> [StoredUpload]
    /// Retrievals of a participant's documents that may still be fetched, in the order of their ids.
    func retrievals(of participant: ParticipantID) throws -> [StoredRetrieval]
    /// Emergency reads about a participant, the oldest first.
    func emergencies(of participant: ParticipantID) throws -> [StoredEmergency]
    /// Erasures that were asked about a participant, the oldest first.
    func erasures(about participant: ParticipantID) throws -> [StoredErasure]
    /// Answers about a participant that are kept for calls that are made again, the oldest first.
    func replays(of participant: ParticipantID) throws -> [StoredReplay]
    /// A participant's documents that are marked as due, in the order in which they came.
    func dueDocuments(of participant: ParticipantID) throws -> [DueDocument]
}
