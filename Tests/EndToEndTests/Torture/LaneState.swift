import Exchange
import ExchangeAPI
import StorageContract

/// What an actor knows of the case that is theirs: what was acknowledged, and the one deed that nobody has answered yet.
struct LaneState: Sendable {
    struct Document: Sendable {
        let content: Content
        let category: Category
    }

    struct Consent: Sendable {
        let categories: [Category]
        var isWithdrawn = false
    }

    struct Request: Sendable {
        let document: DocumentID
        var isAnswered = false
    }

    let participant: ParticipantID
    let caseID: CaseID
    var documents: [DocumentID: Document] = [:]
    var consents: [ConsentID: Consent] = [:]
    var requests: [RequestID: Request] = [:]
    /// What was begun when the daemon died: it's there whole, or not at all.
    var pending: Deed?

    init(participant: ParticipantID, caseID: CaseID) {
        self.participant = participant
        self.caseID = caseID
    }

    /// Whether a reading by consent must be permitted, must be refused, or may be either, for something hasn't been answered yet.
    func readableByConsent(_ category: Category) -> Expectation {
        let standing = consents.filter { !$0.value.isWithdrawn && $0.value.categories.contains(category) }.map(\.key)
        if case .withdrawal(let id, _) = pending, standing == [id] { return .either }
        if !standing.isEmpty { return .permitted }
        if case .consent(_, let categories, _) = pending, categories.contains(category) { return .either }
        return .refused
    }

    /// The same for a reading by the owner's approval.
    func readableByApproval(_ document: DocumentID) -> Expectation {
        let asked = requests.filter { $0.value.document == document }
        if asked.contains(where: \.value.isAnswered) { return .permitted }
        if case .answer(let id, _) = pending, asked[id] != nil { return .either }
        return .refused
    }

    /// A deed has been acknowledged.
    mutating func settle(_ deed: Deed, as outcome: DeedOutcome) {
        pending = nil
        switch (deed, outcome) {
        case (.upload(let content, let category), .document(let id)): documents[id] = Document(content: content, category: category)
        case (.consent(let id, let categories, _), _): consents[id] = Consent(categories: categories)
        case (.withdrawal(let id, _), _): consents[id]?.isWithdrawn = true
        case (.request(let document, _), .request(let id)): requests[id] = Request(document: document)
        case (.answer(let id, _), _): requests[id]?.isAnswered = true
        default: break
        }
    }
}

enum Expectation: Sendable { case permitted, refused, either }

/// What an actor does that changes something. Made once, so that it can be sent again as it was.
enum Deed: Sendable {
    case upload(Content, Category)
    case consent(ConsentID, [Category], Posted<ConsentView>)
    case withdrawal(ConsentID, Posted<Withdrawn>)
    case request(DocumentID, Posted<RequestView>)
    case answer(RequestID, Posted<RequestView>)

    var name: String {
        switch self {
        case .upload: "upload"
        case .consent: "consent"
        case .withdrawal: "withdrawal"
        case .request: "request"
        case .answer: "answer"
        }
    }
}

/// What came of a deed, as far as its id is the exchange's choice.
enum DeedOutcome: Sendable { case document(DocumentID), request(RequestID), done }

/// A call with the key by which it's the same call when it's made again.
struct Posted<Result: Codable & Sendable>: Sendable {
    let call: Call<Result>
    let key: String
}

/// A document's plaintext, made anew from its number whenever it's wanted.
struct Content: Sendable, Hashable {
    let seed: UInt64
    let size: Int

    var bytes: [UInt8] { SeededRandom(seed: seed).bytes(size) }
}
