import Exchange
import GRDB

// MARK: Participants

extension SQLiteTransaction {
    func participant(_ id: ParticipantID) throws -> StoredParticipant? {
        try row("participants", "SELECT * FROM participants WHERE id = ?", [id], as: participant)
    }

    func participant(blindIndex: [UInt8]) throws -> StoredParticipant? {
        try row("participants", "SELECT * FROM participants WHERE blind_index = ?", [blindIndex], as: participant)
    }

    func participants(knownTo organisation: OrganisationID) throws -> [StoredParticipant] {
        let sql = """
            SELECT * FROM participants WHERE id IN (
                SELECT participant FROM registrations WHERE organisation = ?1
                UNION
                SELECT cases.participant FROM case_officers JOIN cases ON cases.id = case_officers.case_id
                WHERE case_officers.organisation = ?1
            ) ORDER BY id
            """
        return try rows("participants", sql, [organisation], as: participant)
    }

    func insertParticipant(_ participant: StoredParticipant) throws {
        try insert(
            "participants",
            [
                "id": participant.id, "blind_index": participant.blindIndex, "subject_key": participant.subjectKey,
            ])
        for registration in participant.registrations { try addRegistration(registration, to: participant.id) }
    }

    func addRegistration(_ registration: StoredRegistration, to participant: ParticipantID) throws {
        try run(
            "INSERT INTO registrations (participant, organisation, identity, at, blind_index) VALUES (?, ?, ?, ?, ?) "
                + "ON CONFLICT (participant, organisation) DO NOTHING",
            [participant, registration.organisation, registration.identity, registration.at, registration.blindIndex])
    }

    private func participant(_ columns: Columns) throws -> StoredParticipant {
        let id: ParticipantID = try columns["id"]
        let registrations = try rows("registrations", "SELECT * FROM registrations WHERE participant = ? ORDER BY seq", [id]) {
            StoredRegistration(
                organisation: try $0["organisation"], identity: try $0["identity"], at: try $0["at"],
                blindIndex: try $0.optional("blind_index"))
        }
        return StoredParticipant(
            id: id, blindIndex: try columns["blind_index"], subjectKey: try columns["subject_key"], registrations: registrations)
    }
}

// MARK: Cases

extension SQLiteTransaction {
    func caseOf(_ id: CaseID) throws -> Case? {
        try row("cases", "SELECT * FROM cases WHERE id = ?", [id], as: caseOf)
    }

    func cases(of participant: ParticipantID) throws -> [Case] {
        try rows("cases", "SELECT * FROM cases WHERE participant = ? ORDER BY opened_at, seq", [participant], as: caseOf)
    }

    func insertCase(_ value: Case) throws {
        try insert(
            "cases",
            [
                "id": value.id, "participant": value.participant, "opened_by": value.openedBy, "opened_at": value.openedAt,
                "closed_at": value.closedAt,
            ])
        for officer in value.officers { try addOfficer(officer, to: value.id, at: value.openedAt) }
    }

    func addOfficer(_ officer: OfficerID, to caseID: CaseID, at time: Timestamp) throws {
        try insert(
            "case_officers", ["case_id": caseID, "officer": officer, "organisation": officer.organisation, "joined_at": time])
    }

    func closeCase(_ id: CaseID, at time: Timestamp) throws {
        try change("UPDATE cases SET closed_at = ? WHERE id = ?", [time, id])
    }

    func caseOf(_ columns: Columns) throws -> Case {
        let id: CaseID = try columns["id"]
        let officers: [OfficerID] = try rows(
            "case_officers", "SELECT officer FROM case_officers WHERE case_id = ? ORDER BY seq", [id]
        ) { try $0["officer"] }
        return Case(
            id: id, participant: try columns["participant"], openedBy: try columns["opened_by"], openedAt: try columns["opened_at"],
            closedAt: try columns.optional("closed_at"), officers: officers)
    }
}
