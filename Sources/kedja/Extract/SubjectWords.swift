import Exchange

/// What an extract's lines speak of, in words: organisations by their names, documents by category and owner, consents by their terms.
struct SubjectWords {
    private let dates: DateText
    private let organisations: [OrganisationID: String]
    private let documents: [DocumentID: ToldDocument]
    private let consents: [ConsentID: ToldConsent]
    private let requests: [RequestID: ToldRequest]

    init(_ subjects: ExtractSubjects, _ dates: DateText) {
        self.dates = dates
        organisations = Dictionary(subjects.organisations.map { ($0.id, $0.name) }) { first, _ in first }
        documents = Dictionary(subjects.documents.map { ($0.id, $0) }) { first, _ in first }
        consents = Dictionary(subjects.consents.map { ($0.id, $0) }) { first, _ in first }
        requests = Dictionary(subjects.requests.map { ($0.id, $0) }) { first, _ in first }
    }

    func organisation(_ id: OrganisationID) -> String { organisations[id] ?? id.text }

    /// `nil` for what needs no words of its own: the person, a case, a list.
    func resource(_ text: String?) -> Phrase? {
        guard let text else { return nil }
        if let id = DocumentID(text) { return document(id) }
        if let id = ConsentID(text) { return consent(id) }
        if let id = RequestID(text) { return requests[id].map { $0.documents.map(document).enumeration } }
        return nil
    }

    private func document(_ id: DocumentID) -> Phrase {
        guard let document = documents[id] else { return Words.Extract.goneDocument }
        return Words.Extract.document(document.category.words, organisation(document.owner), dates.date(document.uploadedAt))
    }

    /// The consent that this signed record is.
    func recorded(_ digest: String?) -> Phrase? {
        digest.flatMap { digest in consents.values.first { $0.record == digest } }.map { consent($0.id) }
    }

    func consent(_ id: ConsentID) -> Phrase {
        guard let consent = consents[id] else { return Words.Extract.goneConsent }
        return Words.Extract.consent(
            from: names(consent.from), to: names(consent.to), categories: consent.categories.map(\.words).enumeration,
            until: dates.lastDay(before: consent.validUntil), state: consent.state.words)
    }

    private func names(_ ids: [OrganisationID]) -> Phrase { ids.map { Phrase(same: organisation($0)) }.enumeration }
}
