/// What an entry says, as its reason, of an action that reviewers look for by it: what was done lies sealed in a record that they may not read.
package enum EntryRemark: String, Hashable, Sendable, CaseIterable {
    /// A consent lets the recorder's own organisation read others' documents, and nobody's word but that of officers stands for it: no paper is named,
    /// and the person hasn't signed it.
    case onOwnWord = "on-own-word"
    /// An officer has become an approver, or has been cleared for people with protected identity.
    case letsRead = "lets-read"
}

extension EntryRemark {
    /// - Parameter person: whether somebody who is no officer has signed the record, too.
    init?(recording terms: ConsentRecord, signedByPerson person: Bool) {
        let own = terms.recordedBy.organisation
        guard terms.decision == .given, terms.to.contains(own), !terms.from.contains(own), terms.method.how != .paper, !person else {
            return nil
        }
        self = .onOwnWord
    }

    /// - Parameter old: as the directory had the officer before; `nil` for one who is new.
    init?(making officer: Officer, outOf old: Officer?) {
        let isApprover = officer.roles.contains(.approver) && old?.roles.contains(.approver) != true
        let isCleared = officer.clearedForProtectedIdentity && old?.clearedForProtectedIdentity != true
        guard isApprover || isCleared else { return nil }
        self = .letsRead
    }
}

extension AuditEntry {
    /// What the exchange has remarked, of an action of which nobody states a reason themselves.
    package var remark: EntryRemark? {
        switch action {
        case .recordConsent, .addOfficer, .changeOfficer: reason.flatMap(EntryRemark.init)
        default: nil
        }
    }
}
