import Cedar
package import SignedRecords

/// The rules of the exchange: who may do what, in which order, logged how.
///
/// Every action reads like its sentence: load facts, decide, change, log. All four happen in one transaction of `Storage`, so nothing
/// happens without a trace, and the answer leaves only when the trace is durable.
///
/// ```swift
/// let exchange = Exchange(storage: storage, blobs: blobs, keys: keys, rulebook: rulebook, records: verifier, clock: clock, random: random)
/// let opened = try await exchange.openCase(for: participant, by: caller)
/// opened.value     // the case
/// opened.receipt   // where its entry stands in the log, with proof
/// ```
///
/// A value whose only state, `arrivals`, `memory`, `grounds`, `expiredRetrievals`, `tally` and whoever listens to `bell`, may be lost at any time: any number of calls may run
/// at once, in any number of processes on the same storage.
package struct Exchange: Sendable {
    /// One reference, for a call takes the exchange along wherever it goes.
    private let parts: Parts

    private final class Parts: Sendable {
        let storage: any Storage
        let blobs: any BlobStore
        let keys: ExchangeKeys
        let rulebook: Rulebook
        let records: RecordVerifier
        let clock: Clock
        let random: RandomSource
        let limits: Limits
        let witnessing: Witnessing?
        let extractOfficers: OfficerNames
        let downloads: DownloadsUnderWay
        let arrivals = ArrivingDigests()
        let grounds = GroundWatch()
        let expiredRetrievals = Occasion(every: .seconds(60))
        let bell = EventBell()
        let memory = FactMemory()
        let tally = ExchangeTally()
        let log: AuditLog

        init(
            _ storage: any Storage, _ blobs: any BlobStore, _ keys: ExchangeKeys, _ rulebook: Rulebook, _ records: RecordVerifier,
            _ clock: Clock, _ random: RandomSource, _ limits: Limits, _ witnessing: Witnessing?, _ extractOfficers: OfficerNames,
            _ downloads: DownloadsUnderWay
        ) {
            (self.storage, self.blobs, self.keys, self.rulebook, self.records) = (storage, blobs, keys, rulebook, records)
            (self.clock, self.random, self.limits) = (clock, random, limits)
            (self.witnessing, self.extractOfficers, self.downloads) = (witnessing, extractOfficers, downloads)
            log = AuditLog(keys: keys, random: random, tally: tally)
        }
    }

    package init(
        storage: any Storage, blobs: any BlobStore, keys: ExchangeKeys, rulebook: Rulebook, records: RecordVerifier, clock: Clock,
        random: RandomSource, limits: Limits = Limits(), witnessing: Witnessing? = nil, extractOfficers: OfficerNames = .shown,
        downloads: DownloadsUnderWay = .cut
    ) {
        parts = Parts(storage, blobs, keys, rulebook, records, clock, random, limits, witnessing, extractOfficers, downloads)
    }

    var storage: any Storage { parts.storage }
    var blobs: any BlobStore { parts.blobs }
    var keys: ExchangeKeys { parts.keys }
    var rulebook: Rulebook { parts.rulebook }
    var records: RecordVerifier { parts.records }
    var clock: Clock { parts.clock }
    var random: RandomSource { parts.random }
    package var limits: Limits { parts.limits }
    var arrivals: ArrivingDigests { parts.arrivals }
    var memory: FactMemory { parts.memory }
    var grounds: GroundWatch { parts.grounds }
    var expiredRetrievals: Occasion { parts.expiredRetrievals }
    /// What has been done since the start, in numbers.
    package var tally: ExchangeTally { parts.tally }
    /// What becomes of payloads on their way out when their ground is gone.
    var downloads: DownloadsUnderWay { parts.downloads }
    /// Rings when a request has changed, for those who follow.
    package var bell: EventBell { parts.bell }
    /// `nil` where no witnesses are configured.
    package var witnessing: Witnessing? { parts.witnessing }
    /// Whether a person's extract names officers.
    var extractOfficers: OfficerNames { parts.extractOfficers }
    var log: AuditLog { parts.log }
}

/// What the exchange bounds. Sizes in bytes.
package struct Limits: Sendable, Hashable {
    /// The largest sealed payload that comes with the answer to its retrieval: a note, a form, a short letter.
    package static let payloadInAnswer: UInt64 = 16 << 10

    /// A whole sealed payload.
    package var payloadSize: UInt64 = 16 << 30
    /// One part of an upload.
    package var partSize: Int = 4 << 20
    /// How long an unfinished upload is kept.
    package var uploadLifetime: Duration = .seconds(24 * 3600)
    /// How long a permitted retrieval may be fetched.
    package var retrievalLifetime: Duration = .seconds(600)
    /// How far a signed record's time may lie from the exchange's.
    package var recordClockSkew: Duration = .seconds(600)
    /// How long an answer is kept for a call that is made again.
    package var replayLifetime: Duration = .seconds(24 * 3600)
    /// The longest an approval may last.
    package var approvalLifetime: Duration = .seconds(90 * 24 * 3600)
    /// How long an erasure that was asked may be confirmed.
    package var erasureLifetime: Duration = .seconds(14 * 24 * 3600)
    /// Within which time an emergency read is to be reviewed.
    package var emergencyReviewTime: Duration = .seconds(7 * 24 * 3600)
    /// How often the newest checkpoint is time-stamped; `nil` when there is no authority.
    package var stampInterval: Duration?
    /// Groups of fewer people than this aren't told in figures.
    package var smallestGroup: Int = Figures.usualSmallest
    /// Rows a page.
    package var pageSize: Int = 500

    package init() {}
}

/// The policy set in force. Swapped whole, so that a decision under way keeps the set that it began with; read without waiting.
package final class Rulebook: Sendable {
    private let snapshot: Snapshot<Rules>
    private let loader: PolicyLoader

    /// Loads for the first time. Throws what is wrong with the policies.
    package init(loading loader: PolicyLoader) throws {
        self.loader = loader
        snapshot = Snapshot(try loader.load())
    }

    package var current: Rules { snapshot.current }

    /// Loads and checks what the source holds now, without putting it in force.
    package func load() throws -> Rules { try loader.load() }

    /// Puts a checked set in force.
    package func install(_ rules: Rules) { snapshot.replace(with: rules) }
}

/// Checks who signed a record: chain, time, revocation.
package struct RecordVerifier: Sendable {
    private let anchors: @Sendable () -> TrustAnchors
    private let revocations: @Sendable () -> RevocationLists?

    /// - Parameter anchors: asked for at each record, for they may be replaced while the exchange runs.
    package init(anchors: @escaping @Sendable () -> TrustAnchors, revocations: @escaping @Sendable () -> RevocationLists?) {
        self.anchors = anchors
        self.revocations = revocations
    }

    /// With anchors that stay.
    package init(anchors: TrustAnchors, revocations: @escaping @Sendable () -> RevocationLists?) {
        self.init(anchors: { anchors }, revocations: revocations)
    }

    func verify(_ record: SignedRecord, type: String, at now: Timestamp) async throws(RecordError) -> VerifiedRecord {
        try await anchors().verify(record, type: type, at: now.date, revocations: revocations())
    }
}
