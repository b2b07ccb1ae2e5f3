import Exchange
import ExchangeClient
import TransparencyLog

/// What `kedja status` tells.
struct StatusReport: Encodable {
    struct Certificate: Encodable {
        let daysLeft: Int
        let ends: Timestamp
    }

    let daemon: String
    let client = Kedja.version
    let wire = ExchangeClientVersion.wire
    let now: Timestamp
    let officer: Officer
    let organisation: Organisation
    let certificate: Certificate
    let policyCount: Int
    let policyDigest: String
    let log: LogHead?
    let timestamps: StampStanding?
    let logVerifierKey: String
    let witnesses: WitnessStatus?
    /// For sealing elsewhere; too long to read, so for programs alone.
    let exchangeRecipient: String
    let unreviewedEmergencies: UnreviewedEmergencies?
    let writingStopped: Bool?

    init(_ status: ExchangeStatus, _ expiry: CertificateExpiry, daemon: String, _ log: LogHead?) {
        self.daemon = daemon
        now = status.now
        officer = status.officer
        organisation = status.organisation
        certificate = Certificate(daysLeft: expiry.daysLeft, ends: expiry.ends)
        policyCount = status.policyCount
        policyDigest = status.policyDigest
        self.log = log
        timestamps = status.timestamps
        logVerifierKey = status.logVerifierKey
        witnesses = status.witnesses
        exchangeRecipient = status.exchangeRecipient
        unreviewedEmergencies = status.unreviewedEmergencies
        writingStopped = status.writingStopped
    }

    var lines: [String] {
        let (labels, dates) = (Words.Status.labels, DateText())
        var details = Details()
        details.add(labels.service, daemon)
        details.add(labels.versions, Words.Status.versions(client: client, wire: wire).text)
        details.add(labels.clock, dates.moment(now))
        details.add(labels.me, "\(officer.id), \(organisation.name)")
        details.add(labels.roles, officer.roles.sorted().map(\.words.text).joined(separator: ", "))
        details.add(labels.certificate, Words.Status.days(certificate.daysLeft, until: dates.date(certificate.ends)).text)
        details.add(labels.policies, Words.Status.policies(count: policyCount, digest: policyDigest).text)
        details.add(labels.log, (log.map { Words.Status.log(size: $0.size, root: $0.root) } ?? Words.Status.emptyLog).text)
        if let witnesses {
            let signed = witnesses.newest?.signed.count ?? 0
            details.add(Words.Witness.label, Words.Witness.count(signed, of: witnesses.organisations, quorum: witnesses.quorum).text)
        }
        details.add(
            Words.Timestamps.label, timestamps.map { Words.Timestamps.newest($0.newest.map { ($0.size, dates.moment($0.at)) }).text })
        return details.lines
    }

    /// What the user should do something about.
    var notes: [Phrase] {
        var notes: [Phrase] = []
        if certificate.daysLeft < CertificateExpiry.warningDays { notes.append(Words.Status.soonExpired(days: certificate.daysLeft)) }
        if writingStopped == true { notes.append(Words.Status.writingStopped) }
        if witnesses?.isQuorumMissing == true { notes.append(Words.Witness.alarm) }
        if let emergencies = unreviewedEmergencies, emergencies.open > 0 { notes.append(Words.Emergency.waiting(emergencies)) }
        if timestamps?.isLate == true { notes.append(Words.Timestamps.late) }
        return notes
    }
}

/// The log's newest checkpoint, its signature verified.
struct LogHead: Encodable {
    let size: UInt64
    let root: String

    /// `nil` for a log without entries. Throws `checkpoint-unsigned`.
    init?(_ status: ExchangeStatus) throws {
        guard let note = status.checkpoint else { return nil }
        let verifier: NoteVerifier
        do { verifier = try NoteVerifier(verifierKey: status.logVerifierKey) } catch {
            throw LocalFault(.verificationFailed, Words.Status.keyChanged, hint: Words.detail("\(error)"))
        }
        let checkpoint = try verifiedCheckpoint(Array(note.utf8), by: verifier)
        size = checkpoint.size
        root = checkpoint.root.base64
    }
}
