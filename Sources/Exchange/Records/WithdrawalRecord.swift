/// That a consent is withdrawn, whole or in part, signed by whoever the person turned to. Needs less than giving did: never more than this.
///
/// A list takes out what it names, of that kind, from the consent's list, so that what remains is still a product. Without a list the whole
/// consent is withdrawn, and so it is when nothing is left of one of its lists. Several withdrawals of one consent add up.
///
///     {"consent":"cons_…","how":"oral","recordedAt":"2026-11-23T08:00:00.000Z","recordedBy":"fk/ulla",
///      "schema":"kedja-withdrawal/2","to":["kriminalvarden"]}
package struct WithdrawalRecord: Hashable, Sendable, Codable {
    package static let type = "kedja-withdrawal+jws"
    /// What records are written by. Those of the first version are still read, and mean the whole.
    package static let schema = "kedja-withdrawal/2"
    static let firstSchema = "kedja-withdrawal/1"

    package enum How: String, Hashable, Sendable, Codable, CaseIterable { case oral, written }

    package let schema: String
    package let consent: ConsentID
    package let how: How
    /// These hand out no longer.
    package let from: [OrganisationID]?
    /// These read no longer.
    package let to: [OrganisationID]?
    package let categories: [Category]?
    package let purposes: [Purpose]?
    package let recordedBy: OfficerID
    package let recordedAt: Timestamp

    package init(
        consent: ConsentID, how: How, from: [OrganisationID]? = nil, to: [OrganisationID]? = nil, categories: [Category]? = nil,
        purposes: [Purpose]? = nil, recordedBy: OfficerID, recordedAt: Timestamp
    ) {
        schema = WithdrawalRecord.schema
        self.consent = consent
        self.how = how
        self.from = from
        self.to = to
        self.categories = categories
        self.purposes = purposes
        self.recordedBy = recordedBy
        self.recordedAt = recordedAt
    }
}

extension WithdrawalRecord {
    /// Whether it takes the whole consent, whatever that says. One in part may do so too, by leaving nothing of a list.
    package var isOfTheWhole: Bool { from == nil && to == nil && categories == nil && purposes == nil }

    /// Refuses a withdrawal that leaves a doubt about what is withdrawn.
    package func validate() throws(ExchangeError) {
        switch schema {
        case WithdrawalRecord.schema: break
        case WithdrawalRecord.firstSchema:
            guard isOfTheWhole else { throw .withdrawal("\(schema) is of the whole consent; sign it as \(WithdrawalRecord.schema)") }
        default: throw .withdrawal("its schema is neither \(WithdrawalRecord.schema) nor \(WithdrawalRecord.firstSchema)")
        }
        try require(from)
        try require(to)
        try require(categories)
        try require(purposes)
    }

    private func require(_ list: [some Hashable]?) throws(ExchangeError) {
        guard let list else { return }
        guard !list.isEmpty else { throw .withdrawal("a list in it is empty; leave the list out") }
        guard list.namesEachOnce else { throw .withdrawal("a name stands twice in a list") }
        guard list.count <= 50 else { throw .withdrawal("a list in it is longer than 50; leave the lists out to withdraw the whole") }
    }
}

extension ExchangeError {
    fileprivate static func withdrawal(_ reason: String) -> ExchangeError {
        ExchangeError(.invalidConsent, "the withdrawal can't be taken: \(reason)")
    }
}
