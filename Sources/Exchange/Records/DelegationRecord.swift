/// That an approver is away, and who answers requests for them meanwhile: signed by the approver, or by an administrator of the organisation.
package struct DelegationRecord: Hashable, Sendable, Codable {
    package static let type = "kedja-delegation+jws"
    package static let schema = "kedja-delegation/1"

    package let schema: String
    package let delegation: DelegationID
    package let approver: OfficerID
    package let delegate: OfficerID
    package let from: Timestamp
    package let until: Timestamp
    package let madeBy: OfficerID
    package let madeAt: Timestamp

    package init(
        delegation: DelegationID, approver: OfficerID, delegate: OfficerID, from: Timestamp, until: Timestamp, madeBy: OfficerID,
        madeAt: Timestamp
    ) {
        schema = DelegationRecord.schema
        self.delegation = delegation
        self.approver = approver
        self.delegate = delegate
        self.from = from
        self.until = until
        self.madeBy = madeBy
        self.madeAt = madeAt
    }
}
