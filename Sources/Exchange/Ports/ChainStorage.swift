/// Which cases are wanted, in words that storage knows. The policies decide; this spares looking at what they would refuse.
package struct CaseQuery: Hashable, Sendable {
    package enum Scope: Hashable, Sendable {
        case all
        /// The officer takes part.
        case officer(OfficerID)
    }

    package var scope: Scope
    /// Leaves out those that are closed.
    package var onlyOpen: Bool

    package init(scope: Scope, onlyOpen: Bool = false) {
        self.scope = scope
        self.onlyOpen = onlyOpen
    }
}

/// The case as a chain: its steps, who has taken part when, and what is counted of it.
package protocol ChainReader {
    /// Cases that match, in the order in which they were opened, at most `limit`, from behind `last` on; none behind one that isn't there.
    func cases(matching query: CaseQuery, after last: CaseID?, limit: Int) throws -> [Case]
    func step(_ id: StepID) throws -> CaseStep?
    /// A case's steps by their beginning, equal ones in the order in which they were stated.
    func steps(of caseID: CaseID) throws -> [CaseStep]
    /// Of each organisation that has answered for steps of the case which all have an end: when the last of them ends. In the order of their ids.
    func endings(in caseID: CaseID) throws -> [StepsEnding]
    /// Who takes part, in the case's order, and behind them who has taken part, in the order in which they left.
    func stays(in caseID: CaseID) throws -> [Stay]
    /// Requests for the case's documents that wait for an answer, the oldest first.
    func openRequests(in caseID: CaseID) throws -> [RequestID]
    func indicators(of caseID: CaseID) throws -> StoredIndicators?
    /// All cases as figures count them, in no order that tells anything.
    func courses() throws -> [Course]
}

package protocol ChainWriter {
    func insertStep(_ step: CaseStep) throws
    /// Puts what is stated now in the place of what was, which is kept.
    func changeStep(_ id: StepID, to version: CaseStep.Version) throws
    /// Ends an officer's taking part. Their stay is kept.
    func removeOfficer(_ officer: OfficerID, from caseID: CaseID, at time: Timestamp, by remover: OfficerID) throws
    /// Over what was stored before.
    func setIndicators(_ indicators: StoredIndicators) throws
}
