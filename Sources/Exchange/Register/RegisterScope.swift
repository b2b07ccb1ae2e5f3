/// What of all that is kept about a person one organisation makes an extract of: the cases that it takes part in, or has, and what the
/// organisations in them have stated.
///
/// Each organisation answers for what it knows (GDPR art. 4.7). Whoever has registered a person and no more learns nothing of others by it, not
/// even that the person is known to them: a number is easily come by.
struct RegisterScope {
    let cases: [Case]
    /// The caller's own, and those that are or were in a case with it.
    let organisations: Set<OrganisationID>
    /// The cases' documents, in their order.
    let documents: [StoredDocument]
    /// The ids of the documents and consents of the person's other cases.
    let elsewhere: Set<String>

    private let caseIDs: Set<CaseID>
    private let documentIDs: Set<DocumentID>

    init(cases: [Case], organisations: Set<OrganisationID>, documents: [StoredDocument], elsewhere: Set<String>) {
        self.cases = cases
        self.organisations = organisations
        self.documents = documents
        self.elsewhere = elsewhere
        caseIDs = Set(cases.map(\.id))
        documentIDs = Set(documents.map(\.id))
    }

    func has(_ organisation: OrganisationID) -> Bool { organisations.contains(organisation) }
    func has(_ id: CaseID) -> Bool { caseIDs.contains(id) }
    func has(_ id: DocumentID) -> Bool { documentIDs.contains(id) }

    /// What an organisation has done or stated that is about `target`. One that has been erased since is in nobody's case any more: then it counts
    /// who did it.
    func has(_ organisation: OrganisationID, about target: String) -> Bool { has(organisation) && !elsewhere.contains(target) }

    /// Whoever has read one of the cases' documents.
    func has(_ retrieval: RegisteredRetrieval) -> Bool {
        retrieval.document.flatMap { DocumentID($0) }.map(has) == true || has(retrieval.by.organisation, about: retrieval.document ?? "")
    }
}
