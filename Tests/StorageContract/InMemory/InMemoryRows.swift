package import Exchange
import Synchronization

/// All that `InMemoryStorage` holds. A value, so that a transaction is a copy. Lists are in the order of arrival.
package struct InMemoryRows: Sendable {
    /// Another one after each change of a fact, never the same again.
    private(set) var factsMark = InMemoryRows.freshMark()

    package var keys: StoredKeys? { didSet { touch() } }
    var rotations: [KeyRotation] = [] { didSet { touch() } }
    package var logKeyStatements: [UInt64: [UInt8]] = [:] { didSet { touch() } }
    package var organisations: [OrganisationID: Organisation] = [:] { didSet { touch() } }
    package var officers: [OfficerID: Officer] = [:] { didSet { touch() } }
    var founding: [UInt8]? { didSet { touch() } }
    var directoryRecords: [StoredDirectoryRecord] = [] { didSet { touch() } }
    var holdings: [DocumentID: StoredHolding] = [:] { didSet { touch() } }
    package var participants: [ParticipantID: StoredParticipant] = [:] { didSet { touch() } }
    var cases: [Case] = [] { didSet { touch() } }
    var joined: [CaseID: [OfficerID: Timestamp]] = [:] { didSet { touch() } }
    var stays: [CaseID: [Stay]] = [:] { didSet { touch() } }
    var steps: [CaseStep] = [] { didSet { touch() } }
    package var indicators: [CaseID: StoredIndicators] = [:] { didSet { touch() } }
    package var consents: [StoredConsent] = [] { didSet { touch() } }
    package var requests: [StoredRequest] = [] { didSet { touch() } }
    package var delegations: [StoredDelegation] = [] { didSet { touch() } }
    package var requestEvents: [RequestEvent] = [] { didSet { touch() } }
    var lastRequestEvent: UInt64 = 0
    package var documents: [StoredDocument] = [] { didSet { touch() } }
    var uploads: [UploadID: StoredUpload] = [:]
    var retrievals: [RetrievalID: StoredRetrieval] = [:]
    package var entries: [StoredEntry] = []
    package var tiles: [TilePlace: [UInt8]] = [:]
    var checkpoint: [UInt8]?
    var replays: [ReplayKey: StoredReplay] = [:]
    package var erasures: [StoredErasure] = [] { didSet { touch() } }
    package var removals: [StoredRemoval] = []
    package var emergencies: [StoredEmergency] = [] { didSet { touch() } }
    package var restrictions: [StoredRestriction] = [] { didSet { touch() } }
    package var corrections: [StoredCorrection] = [] { didSet { touch() } }
    package var objections: [StoredObjection] = [] { didSet { touch() } }
    var reviews: [StoredAuditReview] = [] { didSet { touch() } }
    package var figureIssues: [StoredFigureIssue] = [] { didSet { touch() } }
    var due: [DocumentID: DueMark] = [:] { didSet { touch() } }
    var cosigned: [UInt64: CosignedCheckpoint] = [:]
    package var stamps: [StoredStamp] = []

    private static let marks = Atomic<Int>(0)

    private static func freshMark() -> Int { marks.add(1, ordering: .relaxed).newValue }

    private mutating func touch() { factsMark = InMemoryRows.freshMark() }

    package struct TilePlace: Hashable, Sendable {
        package let level: Int
        package let index: UInt64

        package init(level: Int, index: UInt64) {
            self.level = level
            self.index = index
        }
    }

    struct ReplayKey: Hashable {
        let officer: OfficerID
        let key: String
    }
}

extension ExchangeError {
    static let notUnique = ExchangeError(.storageFailed, "the row is there already")
    static let missingRow = ExchangeError(.storageFailed, "what was to be changed is not in storage")
}

extension Dictionary {
    mutating func insert(_ value: Value, at key: Key) throws {
        guard updateValue(value, forKey: key) == nil else { throw ExchangeError.notUnique }
    }

    mutating func change(_ key: Key, _ change: (inout Value) -> Void) throws {
        guard var value = self[key] else { throw ExchangeError.missingRow }
        change(&value)
        self[key] = value
    }
}

extension Array {
    mutating func insert<ID: Equatable>(_ value: Element, by id: KeyPath<Element, ID>) throws {
        guard !contains(where: { $0[keyPath: id] == value[keyPath: id] }) else { throw ExchangeError.notUnique }
        append(value)
    }

    mutating func change(where found: (Element) -> Bool, _ change: (inout Element) -> Void) throws {
        guard let index = firstIndex(where: found) else { throw ExchangeError.missingRow }
        change(&self[index])
    }

    /// By time; equal times in the order of arrival.
    func oldestFirst(_ time: (Element) -> Timestamp) -> [Element] {
        enumerated().sorted { (time($0.element), $0.offset) < (time($1.element), $1.offset) }.map(\.element)
    }

    func newestFirst(_ time: (Element) -> Timestamp) -> [Element] { oldestFirst(time).reversed() }
}

extension InMemoryRows {
    func fits(_ document: StoredDocument, _ query: DocumentQuery) -> Bool {
        let itsCase = cases.first { $0.id == document.caseID }
        return switch query {
        case .all: true
        case .none: false
        case .owner(let organisation): document.owner == organisation
        case .category(let category): document.category == category
        case .release(let mode): document.release == mode
        case .superseded: document.version.isSuperseded
        case .caseOfficer(let officer): itsCase?.officers.contains(officer) == true
        case .caseOrganisation(let organisation): itsCase?.organisations.contains(organisation) == true
        case .openCase: itsCase?.isOpen == true
        case .not(let inner): !fits(document, inner)
        case .and(let parts): parts.allSatisfy { fits(document, $0) }
        case .or(let parts): parts.contains { fits(document, $0) }
        }
    }
}
