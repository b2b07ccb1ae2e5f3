/// What of all that is kept about a person one organisation is told: the cases that it takes part in, or has, and what those have stated who
/// work with the person there.
///
/// Each organisation answers for what it knows (GDPR art. 4.7). Whoever has registered a person, or opened a case with them, and no more learns
/// nothing of others by it, not even that the person is known to them: a number is easily come by. Nor does whoever adds another's officer to
/// such a case, before that organisation has done something in it.
struct RegisterScope {
    let cases: [Case]
    /// The caller's own; those that have done something in one of the cases; and those in them that have to do with the person nowhere else.
    let organisations: Set<OrganisationID>
    /// The cases' documents, in their order.
    let documents: [StoredDocument]
    /// The ids of what lies in the cases.
    private let within: Set<String>
    /// The ids of what lies in the person's other cases.
    private let elsewhere: Set<String>

    init(
        cases: [Case], organisations: Set<OrganisationID>, documents: [StoredDocument], within: Set<String>, elsewhere: Set<String>
    ) {
        self.cases = cases
        self.organisations = organisations
        self.documents = documents
        self.within = within
        self.elsewhere = elsewhere
    }

    func has(_ organisation: OrganisationID) -> Bool { organisations.contains(organisation) }
    func has(_ id: CaseID) -> Bool { within.contains(id.text) }
    func has(_ id: DocumentID) -> Bool { within.contains(id.text) }

    /// What somebody has done or stated that is about `targets`, the first known of which tells where it belongs. What has been erased since is in
    /// nobody's case any more, and a person is in all: then it counts who did it.
    func has(_ organisation: OrganisationID, about targets: String?...) -> Bool {
        for target in targets.compactMap({ $0 }) {
            if within.contains(target) { return true }
            if elsewhere.contains(target) { return false }
        }
        return has(organisation)
    }

    /// Whoever has read one of the cases' documents.
    func has(_ retrieval: RegisteredRetrieval) -> Bool { has(retrieval.by.organisation, about: retrieval.document) }

    /// An entry of the log, by what its text says; by who made it where that is damaged.
    func has(_ stored: StoredEntry, telling entry: AuditEntry?) -> Bool {
        has(stored.officer.organisation, about: entry?.resource, entry?.consent?.text, entry?.approval?.text)
    }
}
