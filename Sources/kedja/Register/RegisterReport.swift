import Exchange
import ExchangeClient

/// A register extract in words, whatever it's written as: what art. 15.1 asks to be told, then everything that is kept, kind by kind. Pure.
struct RegisterReport {
    let extract: RegisterExtract
    let dates: DateText
    private let organisations: [OrganisationID: String]

    init(_ extract: RegisterExtract, dates: DateText = DateText()) {
        self.extract = extract
        self.dates = dates
        organisations = Dictionary(extract.organisations.map { ($0.id, $0.name) }) { first, _ in first }
    }

    /// What is kept, in the order in which a reader asks.
    enum Section: String, CaseIterable {
        case identity, corrections, cases, consents, documents, uploads, requests, retrievals, emergencies, restrictions, objections,
            erasures,
            technical
    }

    /// What there is to say of something that is kept. `language` is the value's own, where that is known and may be another than the page's.
    struct Fact {
        let name: Phrase
        let value: Phrase
        var language: String?

        /// The value line by line, whole: a person is told everything.
        var lines: [String] {
            value.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { SafeText.whole(String($0)) }
        }
    }

    /// One thing that is kept, and what there is to say of it.
    struct Item {
        let heading: Phrase
        private(set) var facts: [Fact] = []

        init(_ heading: Phrase) { self.heading = heading }

        mutating func add(_ fact: Fact) { facts.append(fact) }

        mutating func add(_ name: Phrase, _ value: Phrase?) {
            guard let value else { return }
            facts.append(Fact(name: name, value: value))
        }

        mutating func add(_ name: Phrase, _ value: String?) { add(name, value.map { Phrase(same: $0) }) }
    }

    func items(of section: Section) -> [Item] {
        switch section {
        case .identity: extract.registrations.map(identity)
        case .corrections: extract.corrections.map(correction)
        case .cases: extract.cases.map(caseOf)
        case .consents: extract.consents.map(consent)
        case .documents: extract.documents.map(document)
        case .uploads: extract.uploads.map(upload)
        case .requests: extract.requests.map(request)
        case .retrievals: extract.retrievals.map(retrieval)
        case .emergencies: extract.emergencies.map(emergency)
        case .restrictions: extract.restrictions.map(restriction)
        case .objections: extract.objections.map(objection)
        case .erasures: extract.erasures.map(erasure)
        case .technical: technical
        }
    }

    // MARK: Names

    func name(_ id: OrganisationID) -> String { organisations[id] ?? id.text }

    /// `Arbetsförmedlingen, anna`, or the organisation alone.
    func who(_ officer: RegisteredOfficer) -> String {
        officer.officer.map { "\(name(officer.organisation)), \($0.name)" } ?? name(officer.organisation)
    }

    func names(_ ids: [OrganisationID]) -> Phrase { ids.map { Phrase(same: name($0)) }.enumeration }
}
