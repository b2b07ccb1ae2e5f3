// Versions 17 to 21: what a consent goes through, the case as a chain, requests for several documents, figures, and what a person may ask for.

extension Schema {
    /// A case's steps and what was stated of them before, who has left it, and what figures count. Those who take part now stay in
    /// `case_officers`, so that what asks who takes part finds nobody else; when they joined was not noted before.
    static let chain = [
        "ALTER TABLE case_officers ADD COLUMN joined_at INTEGER",
        """
        CREATE TABLE case_stays (
            seq INTEGER PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), officer TEXT NOT NULL REFERENCES officers,
            joined_at INTEGER, left_at INTEGER NOT NULL, ended_by TEXT NOT NULL REFERENCES officers
        ) STRICT
        """,
        "CREATE INDEX case_stays_by_case ON case_stays (case_id, left_at)",
        """
        CREATE TABLE case_steps (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, case_id TEXT NOT NULL REFERENCES cases (id), kind TEXT NOT NULL,
            organisation TEXT NOT NULL REFERENCES organisations, begins_at INTEGER NOT NULL, ends_at INTEGER,
            stated_by TEXT NOT NULL REFERENCES officers, stated_at INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX case_steps_by_case ON case_steps (case_id, begins_at)",
        """
        CREATE TABLE case_step_history (
            seq INTEGER PRIMARY KEY, step TEXT NOT NULL REFERENCES case_steps (id), organisation TEXT NOT NULL REFERENCES organisations,
            begins_at INTEGER NOT NULL, ends_at INTEGER, stated_by TEXT NOT NULL REFERENCES officers, stated_at INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX case_step_history_by_step ON case_step_history (step, seq)",
        """
        CREATE TABLE case_indicators (
            case_id TEXT PRIMARY KEY NOT NULL REFERENCES cases (id), municipality TEXT, sex TEXT, outcome TEXT,
            anonymous INTEGER NOT NULL, details BLOB
        ) STRICT, WITHOUT ROWID
        """,
    ]

    /// Figures by the quarter for which they were issued. They tell of nobody, and outlive those who were counted.
    static let figures = ["CREATE TABLE figure_issues (quarter TEXT PRIMARY KEY NOT NULL, text BLOB NOT NULL) STRICT"]

    /// Each withdrawal of a consent, whole or in part; before, a consent had room for one. `consents.withdrawals` says how many there must be. When
    /// consents end isn't known of older ones, for their records lie sealed.
    static let withdrawals = [
        """
        CREATE TABLE withdrawals (
            seq INTEGER PRIMARY KEY, consent TEXT NOT NULL REFERENCES consents (id) ON DELETE CASCADE, number INTEGER NOT NULL,
            at INTEGER NOT NULL, record BLOB NOT NULL, UNIQUE (consent, number)
        ) STRICT
        """,
        """
        INSERT INTO withdrawals (consent, number, at, record)
        SELECT id, 0, withdrawn_at, withdrawal FROM consents WHERE withdrawal IS NOT NULL AND withdrawn_at IS NOT NULL
        """,
        "ALTER TABLE consents ADD COLUMN withdrawals INTEGER NOT NULL DEFAULT 0",
        "UPDATE consents SET withdrawals = 1 WHERE id IN (SELECT consent FROM withdrawals)",
        "ALTER TABLE consents DROP COLUMN withdrawal",
        "ALTER TABLE consents ADD COLUMN ends_at INTEGER",
        "CREATE INDEX consents_by_case ON consents (case_id, ends_at) WHERE withdrawn_at IS NULL AND superseded_by IS NULL",
        "ALTER TABLE requests ADD COLUMN closed_because TEXT",
    ]

    /// What a person has asked for. A registration's own index is there where its number isn't the one that the person is found by.
    static let rights = [
        """
        CREATE TABLE restrictions (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, participant TEXT NOT NULL REFERENCES participants, ground TEXT NOT NULL,
            begun_by TEXT NOT NULL REFERENCES officers, begun_at INTEGER NOT NULL, record BLOB NOT NULL,
            ended_by TEXT REFERENCES officers, ended_at INTEGER, lifting BLOB
        ) STRICT
        """,
        "CREATE INDEX restrictions_by_participant ON restrictions (participant)",
        """
        CREATE TABLE corrections (
            seq INTEGER PRIMARY KEY, participant TEXT NOT NULL REFERENCES participants,
            organisation TEXT NOT NULL REFERENCES organisations, corrected_by TEXT NOT NULL REFERENCES officers,
            corrected_at INTEGER NOT NULL, correction BLOB NOT NULL
        ) STRICT
        """,
        "CREATE INDEX corrections_by_participant ON corrections (participant)",
        """
        CREATE TABLE objections (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, participant TEXT NOT NULL REFERENCES participants, target TEXT NOT NULL,
            recorded_by TEXT NOT NULL REFERENCES officers, recorded_at INTEGER NOT NULL, record BLOB NOT NULL
        ) STRICT
        """,
        "CREATE INDEX objections_by_participant ON objections (participant)",
        "ALTER TABLE registrations ADD COLUMN blind_index BLOB",
        "CREATE UNIQUE INDEX registrations_by_number ON registrations (blind_index, organisation) WHERE blind_index IS NOT NULL",
    ]

    /// A request asks for several documents, each with an answer of its own. What was asked for before is a request for one.
    static let severalDocuments = [
        """
        CREATE TABLE request_documents (
            seq INTEGER PRIMARY KEY, request TEXT NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
            document TEXT NOT NULL REFERENCES documents (id), answer TEXT, valid_until INTEGER, header BLOB, UNIQUE (request, document)
        ) STRICT
        """,
        """
        INSERT INTO request_documents (request, document, answer, valid_until, header)
        SELECT id, document, CASE WHEN state IN ('approved', 'denied') THEN state END, valid_until, header FROM requests ORDER BY seq
        """,
        "CREATE INDEX request_documents_by_document ON request_documents (document)",
        "DROP INDEX requests_by_document",
        "ALTER TABLE requests DROP COLUMN document",
        "ALTER TABLE requests DROP COLUMN valid_until",
        "ALTER TABLE requests DROP COLUMN header",
        "ALTER TABLE requests ADD COLUMN answer_by INTEGER",
        "ALTER TABLE requests ADD COLUMN confirmed_by TEXT REFERENCES officers",
        "ALTER TABLE requests ADD COLUMN confirmed_at INTEGER",
        "ALTER TABLE requests ADD COLUMN confirmation BLOB",
        "CREATE INDEX requests_by_deadline ON requests (answer_by) WHERE answer_by IS NOT NULL",
        // Ids are never taken again, so that whoever has been away knows where to go on.
        """
        CREATE TABLE request_events (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, request TEXT NOT NULL REFERENCES requests (id) ON DELETE CASCADE, kind TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX request_events_by_request ON request_events (request, kind)",
        """
        CREATE TABLE delegations (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, organisation TEXT NOT NULL REFERENCES organisations,
            approver TEXT NOT NULL REFERENCES officers, delegate TEXT NOT NULL REFERENCES officers, valid_from INTEGER NOT NULL,
            valid_until INTEGER NOT NULL, record BLOB NOT NULL
        ) STRICT
        """,
        "CREATE INDEX delegations_by_organisation ON delegations (organisation, valid_until)",
    ]
    /// A delegation that is ended before its time stays, with who ended it and when.
    static let delegationEnds = [
        "ALTER TABLE delegations ADD COLUMN ended_by TEXT REFERENCES officers",
        "ALTER TABLE delegations ADD COLUMN ended_at INTEGER",
    ]
}
