/// What others have seen of the log that a backup holds, and what follows from it for a restored one.
package struct LogEvidence: Sendable, Hashable {
    /// What one of them says.
    package enum Finding: Hashable, Sendable {
        /// The backup has all that they have seen, and it's the same.
        case within(UInt64)
        /// They have seen more entries than the backup has.
        case ahead(UInt64)
        /// They have seen another history.
        case contradicted
        /// Nothing: why.
        case silent(String)
    }

    package enum Verdict: Hashable, Sendable {
        /// As many as must say it say that nothing came after the backup.
        case proven
        /// Something came after it.
        case rolledBack(seen: UInt64, by: String)
        case contradicted(by: String)
        /// Too few could say.
        case unproven
    }

    package struct Statement: Hashable, Sendable {
        /// An organisation's witness, or a file.
        package let by: String
        /// `nil` for a file that was given.
        package let organisation: String?
        package let finding: Finding

        package init(by: String, organisation: String?, finding: Finding) {
            self.by = by
            self.organisation = organisation
            self.finding = finding
        }
    }

    package let statements: [Statement]

    package init(_ statements: [Statement]) { self.statements = statements }

    /// The worst that anybody says counts. Where nobody says anything bad, as many organisations as the quorum asks for must have answered, so far
    /// as they can be asked. Where that's none or too few, somebody's file must show the backup's own end besides: an older one says nothing
    /// of what came later, and whoever brings it answers for its being the newest.
    ///
    /// - Parameter size: of the backup's log.
    package func verdict(of size: UInt64, quorum: Int) -> Verdict {
        if let one = statements.first(where: { $0.finding == .contradicted }) { return .contradicted(by: one.by) }
        let ahead = statements.compactMap { statement in statement.finding.ahead.map { (seen: $0, by: statement.by) } }
        if let most = ahead.max(by: { $0.seen < $1.seen }) { return .rolledBack(seen: most.seen, by: most.by) }
        let asked = Set(statements.compactMap(\.organisation)).count
        let agreeing = Set(statements.filter(\.finding.isWithin).compactMap(\.organisation)).count
        let isShown = statements.contains { $0.organisation == nil && $0.finding == .within(size) }
        guard agreeing >= min(quorum, asked) else { return .unproven }
        // So many that somebody of whatever quorum cosigned the newest checkpoint is among them.
        let needed = max(1, quorum, quorum == 0 ? 0 : asked - quorum + 1)
        return agreeing >= needed || isShown ? .proven : .unproven
    }

    /// Who couldn't say, and why, a line each.
    package var silent: [String] {
        statements.compactMap { statement in
            if case .silent(let reason) = statement.finding { "\(statement.by): \(reason)" } else { nil }
        }
    }

    /// The most entries that anybody has seen; `nil` where nobody could say.
    package var seen: UInt64? {
        statements.compactMap { statement in
            switch statement.finding {
            case .within(let size), .ahead(let size): size
            case .contradicted, .silent: nil
            }
        }.max()
    }
}

extension LogEvidence.Finding {
    fileprivate var isWithin: Bool { if case .within = self { true } else { false } }
    fileprivate var ahead: UInt64? { if case .ahead(let size) = self { size } else { nil } }
}
