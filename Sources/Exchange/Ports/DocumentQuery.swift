/// Which documents are wanted, in words that storage knows. The policies decide; this spares looking at what they would refuse.
package indirect enum DocumentQuery: Hashable, Sendable {
    case all
    case none
    case owner(OrganisationID)
    case category(Category)
    case release(ReleaseMode)
    /// A newer version has taken the document's place.
    case superseded
    /// The officer takes part in the document's case.
    case caseOfficer(OfficerID)
    /// The organisation takes part in the document's case.
    case caseOrganisation(OrganisationID)
    /// The document's case is open.
    case openCase
    case not(DocumentQuery)
    case and([DocumentQuery])
    case or([DocumentQuery])
}
