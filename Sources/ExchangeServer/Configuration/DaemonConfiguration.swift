package import Exchange
package import Logging
import TransparencyLog

/// What the daemon is told from outside: read once, validated whole, passed down. Paths are absolute.
package struct DaemonConfiguration: Hashable, Sendable {
    /// Where it listens. Port 0 lets the system choose; `kedjad serve` prints the one it got.
    package var host: String
    package var port: Int
    /// Holds database and payloads.
    package var dataFolder: String
    /// The file with the master key: 64 hexadecimal digits, readable by its owner alone.
    package var masterKeyFile: String
    /// Where systemd has put the service's credentials (`$CREDENTIALS_DIRECTORY`), when it has.
    package var credentialsFolder: String?
    /// Holds one schema, `*.cedarschema`, and the policies, `*.cedar`.
    package var policiesFolder: String
    package var tls: TLSFiles
    /// How the log is named in its checkpoints, `kedja.example/log`. Chosen once, by `kedjad init`.
    package var logOrigin: String
    package var logLevel: Logger.Level
    package var logFormat = LogFormat.text
    /// Where an operator and their monitoring look; `nil`: nowhere.
    package var observing: Observing?
    /// Who cosigns the log, and what happens when too few do.
    package var witnesses: Witnesses
    /// Whether a person's extract of the log names officers.
    package var extractOfficers = OfficerNames.shown
    /// What becomes of downloads under way when what they rest on is withdrawn.
    package var downloads = DownloadsUnderWay.cut
    package var siem = SIEMConfiguration()
    package var limits: DaemonLimits
    /// `nil`: no checkpoint is time-stamped.
    package var timestamps: Timestamps?

    /// A second listener, plain HTTP, for whoever is on this machine already.
    package struct Observing: Hashable, Sendable {
        /// A loopback address.
        package var host: String
        package var port: Int
    }

    /// Who time-stamps checkpoints (RFC 3161), and how often.
    package struct Timestamps: Hashable, Sendable {
        /// `http://` or `https://`; what comes from there is believed for its signature alone.
        package var url: String
        /// The certificates in which the signer's chain must end, PEM.
        package var authority: String
        package var everySeconds: Int
    }

    /// `log.witnesses` and what goes with it.
    package struct Witnesses: Hashable, Sendable {
        package var list: [ConfiguredWitness] = []
        /// `nil` without witnesses.
        package var rules: WitnessRules?

        /// How many organisations must have cosigned; 0 without witnesses.
        package var quorum: Int { rules?.policy.quorum ?? 0 }

        /// How long between rounds: often enough that one that fails isn't missed, and that receipts are vouched for soon.
        package var pause: Duration { min(.seconds(10), (rules?.tolerance ?? .seconds(40)) / 4) }
    }

    /// The files of the listener, PEM, and the signed lists of revocations.
    package struct TLSFiles: Hashable, Sendable {
        /// The server's certificate and its issuers.
        package var certificate: String
        package var key: String
        /// Who issues officers' certificates, for logging in and for signing.
        package var clientAuthority: String
        /// A list, or a folder with one of each authority. `nil`: nothing is ever revoked.
        package var revocations: String?
    }
}

/// What may be bounded otherwise than by default.
package struct DaemonLimits: Hashable, Sendable {
    /// A whole sealed payload, bytes.
    package var payloadBytes = 16 << 30
    /// One part of an upload, bytes.
    package var partBytes = 4 << 20
    /// A request's header fields, bytes.
    package var headerBytes = 16 << 10
    /// Rows of a page.
    package var pageRows = 500
    /// How long a connection may lie idle, seconds.
    package var idleSeconds = 60
    /// Short calls under way, and parts and payloads under way.
    package var calls = 128
    package var transfers = 200
    /// How many calls may wait at each of the two, and how long, seconds.
    package var waiting = 2048
    package var waitSeconds = 5
    package var connections = 1024
    /// How long an unfinished upload is kept, seconds.
    package var uploadSeconds = 24 * 3600
    /// How long a permitted retrieval may be fetched, seconds.
    package var retrievalSeconds = 600
    /// How long an erasure that was asked may be confirmed, days.
    package var erasureDays = 14
    /// Within how many days an emergency read is to be reviewed.
    package var emergencyReviewDays = 7
    /// How many may follow events at once, and how many of them one officer.
    package var streams = 200
    package var streamsPerOfficer = 4
    /// Groups of fewer people than this aren't told in figures.
    package var smallestGroup = Figures.usualSmallest

    package init() {}
}
