package import Exchange

/// All that `InMemoryStorage` holds. A value, so that a transaction is a copy. Lists are in the order of arrival.
package struct InMemoryRows: Sendable {
    package var keys: StoredKeys?
    var rotations: [KeyRotation] = []
    package var logKeyStatements: [UInt64: [UInt8]] = [:]
    var organisations: [OrganisationID: Organisation] = [:]
    package var officers: [OfficerID: Officer] = [:]
    var founding: [UInt8]?
    var directoryRecords: [StoredDirectoryRecord] = []
    var holdings: [DocumentID: StoredHolding] = [:]
    package var participants: [ParticipantID: StoredParticipant] = [:]
    var cases: [Case] = []
    var joined: [CaseID: [OfficerID: Timestamp]] = [:]
    var stays: [CaseID: [Stay]] = [:]
    var steps: [CaseStep] = []
    package var indicators: [CaseID: StoredIndicators] = [:]
    package var consents: [StoredConsent] = []
    package var requests: [StoredRequest] = []
    package var delegations: [StoredDelegation] = []
    package var requestEvents: [RequestEvent] = []
    var lastRequestEvent: UInt64 = 0
    package var documents: [StoredDocument] = []
    var uploads: [UploadID: StoredUpload] = [:]
    var retrievals: [RetrievalID: StoredRetrieval] = [:]
    package var entries: [StoredEntry] = []
    package var tiles: [TilePlace: [UInt8]] = [:]
    var checkpoint: [UInt8]?
    var replays: [ReplayKey: StoredReplay] = [:]
    package var erasures: [StoredErasure] = []
    package var removals: [StoredRemoval] = []
    package var emergencies: [StoredEmergency] = []
    package var restrictions: [StoredRestriction] = []
    package var corrections: [StoredCorrection] = []
    package var objections: [StoredObjection] = []
    var reviews: [StoredAuditReview] = []
    package var figureIssues: [StoredFigureIssue] = []
    var due: [DocumentID: DueMark] = [:]
    var cosigned: [UInt64: CosignedCheckpoint] = [:]
    package var stamps: [StoredStamp] = []

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
