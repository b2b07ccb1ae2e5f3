/// Everything that `GET /metrics` tells of this daemon, each by its name, with what it is and the labels that it has. `CONFIGURATION.md` has the same list.
///
/// A label's values are all known here or in the sources: methods and routes, as templates; classes of status; actions, outcomes, reasons. None is an id, a
/// person, an officer, or an organisation. Organisations are no people, but many have one or two officers here, and "this organisation, one emergency read,
/// at three" tells who; who may know that reads it in the log, where the reading is logged too.
enum Measure: String, CaseIterable, Sendable {
    case build = "kedja_build_info"
    case ready = "kedja_ready"
    case calls = "kedja_calls_total"
    case callSeconds = "kedja_call_seconds"
    case callsUnderWay = "kedja_calls_under_way"
    case callsWaiting = "kedja_calls_waiting"
    case connections = "kedja_connections"
    case handshakes = "kedja_handshakes_total"
    case refusedRequests = "kedja_requests_refused_total"
    case eventStreams = "kedja_event_streams"
    case partsUnderWay = "kedja_upload_parts_under_way"
    case payloadBytes = "kedja_payload_bytes_total"
    case entries = "kedja_entries_written_total"
    case logEntries = "kedja_log_entries"
    case checkpointAge = "kedja_checkpoint_age_seconds"
    case vouchedAge = "kedja_cosigned_age_seconds"
    case quorumMissing = "kedja_quorum_missing"
    case stampAge = "kedja_timestamp_age_seconds"
    case stampLate = "kedja_timestamp_late"
    case removals = "kedja_removals_waiting"
    case commitSeconds = "kedja_commit_seconds"
    case commitWrites = "kedja_commit_writes"
    case commitFailures = "kedja_commit_failures_total"
    case checkpointFailures = "kedja_checkpoint_failures_total"
    case writesWaiting = "kedja_writes_waiting"
    case storageFailures = "kedja_storage_failures_total"
    case workAge = "kedja_work_age_seconds"
    case reloads = "kedja_reloads_total"
    case certificateLeft = "kedja_certificate_seconds_left"
    case revocationAge = "kedja_revocations_age_seconds"
    case revoked = "kedja_revoked_certificates"
    case diskFree = "kedja_data_free_bytes"
    case disk = "kedja_data_size_bytes"
    case logLines = "kedja_log_lines_total"
    case metricsTurnedAway = "kedja_metrics_turned_away_total"
    case memory = "process_resident_memory_bytes"
    case descriptors = "process_open_fds"
    case started = "process_start_time_seconds"

    var kind: MetricKind {
        switch self {
        case .callSeconds, .commitSeconds, .commitWrites: .histogram
        default: rawValue.hasSuffix("_total") ? .counter : .gauge
        }
    }

    /// The names of its labels.
    var labels: [String] {
        switch self {
        case .build: ["version"]
        case .calls: ["method", "route", "status"]
        case .callSeconds: ["method", "route"]
        case .callsWaiting: ["door"]
        case .handshakes: ["result"]
        case .refusedRequests: ["reason"]
        case .payloadBytes: ["direction"]
        case .entries: ["action", "outcome"]
        case .workAge: ["work"]
        case .reloads: ["what", "result"]
        case .logLines: ["level"]
        default: []
        }
    }

    var help: String {
        switch self {
        case .build: "1, with the version."
        case .ready: "Whether GET /ready answers 200."
        case .calls: "Calls answered, by route and class of status."
        case .callSeconds: "From a call's arrival until its answer begins."
        case .callsUnderWay: "Calls that are being answered."
        case .callsWaiting: "Calls that wait until there's room for them."
        case .connections: "Connections that are open."
        case .handshakes: "Connections let in (done), cut off (unfinished), or refused for a reason."
        case .refusedRequests: "Requests refused on an open connection, because its certificate counts no longer."
        case .eventStreams: "Streams of events that are open."
        case .partsUnderWay: "Parts of uploads that are being received."
        case .payloadBytes: "Bytes of payloads taken in, and read to be sent out."
        case .entries: "Entries written to the audit log, by action and outcome."
        case .logEntries: "The audit log's entries, all in the tree."
        case .checkpointAge: "Since the newest checkpoint was signed: since the last action."
        case .vouchedAge: "Since a quorum of witnesses last vouched for the log."
        case .quorumMissing: "Whether the quorum has been missing for longer than log.quorumSeconds."
        case .stampAge: "Since the newest time-stamp of a checkpoint."
        case .stampLate: "Whether an entry has waited for a time-stamp for more than twice the interval."
        case .removals: "Payloads and traces of what was erased, still to be removed; counted up to 1000."
        case .commitSeconds: "How long a commit of the database took."
        case .commitWrites: "How many writes shared a commit."
        case .commitFailures: "Commits of the database that failed, so that nothing of what they had is there."
        case .checkpointFailures:
            "Times that committed data could not be moved from the WAL file to the database file, which grows until it can."
        case .writesWaiting: "Writes that wait for the next commit."
        case .storageFailures: "How often database or payloads couldn't be used."
        case .workAge: "Since the daemon's own work of this name last came to its end."
        case .reloads: "SIGHUPs, by what was read again and whether it was taken."
        case .certificateLeft: "Until the server's certificate, or one it was issued by, expires."
        case .revocationAge: "Since an authority wrote its revocation list in force: the oldest."
        case .revoked: "Certificates on the revocation lists in force."
        case .diskFree: "Free on the data folder's disk, for the daemon's user."
        case .disk: "Size of the data folder's disk."
        case .logLines: "Lines written to the daemon's own log, of warning and above."
        case .metricsTurnedAway: "Series that weren't made, because there were too many or the name was another kind's."
        case .memory: "Resident memory."
        case .descriptors: "Open file descriptors."
        case .started: "When the daemon was started, seconds since 1970."
        }
    }
}

/// Numbers that are read when somebody asks for them, a family each.
struct Readings {
    private(set) var families: [Family]

    init(_ families: [Family]) { self.families = families }

    /// One number without labels; `nil` leaves it out.
    mutating func tell(_ measure: Measure, _ value: Double?) {
        if let value { families.append(Family(measure, [Sample([], .number(value))])) }
    }

    mutating func tell(_ measure: Measure, _ count: UInt64) { tell(measure, Double(count)) }

    mutating func tell(_ measure: Measure, isSo value: Bool?) { tell(measure, value.map { $0 ? 1.0 : 0.0 }) }

    /// A number for each set of labels' values, in the order of the measure's labels.
    mutating func tell(_ measure: Measure, of values: [([String], UInt64)]) {
        let samples = values.map { texts, value in
            Sample(zip(measure.labels, texts).map { MetricLabel($0, $1) }, .number(Double(value)))
        }
        families.append(Family(measure, samples))
    }
}
