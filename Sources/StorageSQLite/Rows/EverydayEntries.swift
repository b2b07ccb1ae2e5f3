import Exchange

/// What most entries of the log have alike. An index over it would cost each action a write and find nothing that reading on doesn't.
///
/// The texts stand in a partial index's WHERE, and again in the questions that it answers: SQLite uses such an index only where the question says
/// the same in the same words. So they never change; others come by a migration.
enum EverydayEntries {
    static let actionIsRare = "action NOT IN ('readParticipant', 'readCase', 'describeDocument', 'retrieveDocument')"
    static let isRefused = "outcome <> 'permitted'"

    private static let actions: Set<Action> = [.readParticipant, .readCase, .describeDocument, .retrieveDocument]

    /// What to add to `action = ?`.
    static func hint(_ action: Action) -> String { actions.contains(action) ? "" : " AND " + actionIsRare }
    /// What to add to `outcome = ?`.
    static func hint(_ outcome: AuditOutcome) -> String { outcome == .permitted ? "" : " AND " + isRefused }
}
