import Exchange
import GRDB

extension RestrictionGround: Storable {}

extension ObjectionTarget: Storable {
    var stored: DatabaseValue { text.databaseValue }
    init?(stored: DatabaseValue) {
        guard let text = String(stored: stored) else { return nil }
        self.init(text)
    }
}

// MARK: Restrictions

extension SQLiteTransaction {
    func restriction(_ id: RestrictionID) throws -> StoredRestriction? {
        try row("restrictions", "SELECT * FROM restrictions WHERE id = ?", [id], as: StoredRestriction.init)
    }

    func restrictions(of participant: ParticipantID) throws -> [StoredRestriction] {
        let sql = "SELECT * FROM restrictions WHERE participant = ? ORDER BY begun_at DESC, seq DESC"
        return try rows("restrictions", sql, [participant], as: StoredRestriction.init)
    }

    func restrictionGrounds(of participant: ParticipantID) throws -> [RestrictionGround] {
        let sql = "SELECT DISTINCT ground FROM restrictions WHERE participant = ? AND ended_at IS NULL ORDER BY ground"
        return try rows("restrictions", sql, [participant]) { try $0["ground"] }
    }

    func insertRestriction(_ restriction: StoredRestriction) throws {
        try insert(
            "restrictions",
            [
                "id": restriction.id, "participant": restriction.participant, "ground": restriction.ground, "begun_by": restriction.begunBy,
                "begun_at": restriction.begunAt, "record": restriction.record, "ended_by": restriction.endedBy,
                "ended_at": restriction.endedAt, "lifting": restriction.lifting,
            ])
    }

    func updateRestriction(_ restriction: StoredRestriction) throws {
        try change(
            "UPDATE restrictions SET ended_by = ?, ended_at = ?, lifting = ? WHERE id = ?",
            [restriction.endedBy, restriction.endedAt, restriction.lifting, restriction.id])
    }

    func dropReplays(of participant: ParticipantID) throws {
        try run("DELETE FROM replays WHERE participant = ?", [participant])
    }

    func dropReplays(by officer: OfficerID) throws {
        try run("DELETE FROM replays WHERE officer = ?", [officer])
    }
}

extension StoredRestriction {
    fileprivate init(_ columns: Columns) throws {
        self.init(
            id: try columns["id"], participant: try columns["participant"], ground: try columns["ground"],
            begunBy: try columns["begun_by"], begunAt: try columns["begun_at"], record: try columns["record"],
            endedBy: try columns.optional("ended_by"), endedAt: try columns.optional("ended_at"),
            lifting: try columns.optional("lifting"))
    }
}

// MARK: Corrections

extension SQLiteTransaction {
    func corrections(of participant: ParticipantID) throws -> [StoredCorrection] {
        let sql = "SELECT * FROM corrections WHERE participant = ? ORDER BY corrected_at, seq"
        return try rows("corrections", sql, [participant]) { columns in
            StoredCorrection(
                participant: try columns["participant"], organisation: try columns["organisation"],
                correctedBy: try columns["corrected_by"], correctedAt: try columns["corrected_at"],
                correction: try columns["correction"])
        }
    }

    func insertCorrection(_ correction: StoredCorrection) throws {
        try insert(
            "corrections",
            [
                "participant": correction.participant, "organisation": correction.organisation, "corrected_by": correction.correctedBy,
                "corrected_at": correction.correctedAt, "correction": correction.correction,
            ])
    }

    func replaceRegistration(_ registration: StoredRegistration, of participant: ParticipantID) throws {
        try change(
            "UPDATE registrations SET identity = ?, blind_index = ? WHERE participant = ? AND organisation = ?",
            [registration.identity, registration.blindIndex, participant, registration.organisation])
    }

    func replaceBlindIndex(of participant: ParticipantID, with blindIndex: [UInt8]) throws {
        try change("UPDATE participants SET blind_index = ? WHERE id = ?", [blindIndex, participant])
    }

    func participant(stated blindIndex: [UInt8], by organisation: OrganisationID) throws -> StoredParticipant? {
        let sql = "SELECT participant FROM registrations WHERE blind_index = ? AND organisation = ?"
        let found: ParticipantID? = try row("registrations", sql, [blindIndex, organisation]) { try $0["participant"] }
        return try found.flatMap { try participant($0) }
    }
}

// MARK: Objections

extension SQLiteTransaction {
    func objection(_ id: ObjectionID) throws -> StoredObjection? {
        try row("objections", "SELECT * FROM objections WHERE id = ?", [id], as: StoredObjection.init)
    }

    func objections(of participant: ParticipantID) throws -> [StoredObjection] {
        let sql = "SELECT * FROM objections WHERE participant = ? ORDER BY recorded_at, seq"
        return try rows("objections", sql, [participant], as: StoredObjection.init)
    }

    func insertObjection(_ objection: StoredObjection) throws {
        try insert(
            "objections",
            [
                "id": objection.id, "participant": objection.participant, "target": objection.target, "recorded_by": objection.recordedBy,
                "recorded_at": objection.recordedAt, "record": objection.record,
            ])
    }
}

extension StoredObjection {
    fileprivate init(_ columns: Columns) throws {
        self.init(
            id: try columns["id"], participant: try columns["participant"], target: try columns["target"],
            recordedBy: try columns["recorded_by"], recordedAt: try columns["recorded_at"], record: try columns["record"])
    }
}
