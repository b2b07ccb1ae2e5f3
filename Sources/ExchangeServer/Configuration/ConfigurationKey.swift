/// Every value that the daemon can be told, by its name in the file. The environment's name follows from it.
package enum ConfigurationKey: String, CaseIterable, Sendable {
    case listenHost = "listen.host"
    case listenPort = "listen.port"
    case data
    case masterKey
    case policies
    case tlsCertificate = "tls.certificate"
    case tlsKey = "tls.key"
    case tlsClientAuthority = "tls.clientAuthority"
    case tlsRevocations = "tls.revocations"
    case logOrigin = "log.origin"
    case logLevel = "log.level"
    case logFormat = "log.format"
    case logQuorum = "log.quorum"
    case whenQuorumMissing = "log.whenQuorumMissing"
    case quorumSeconds = "log.quorumSeconds"
    case timestampsURL = "log.timestamps.url"
    case timestampsAuthority = "log.timestamps.authority"
    case timestampsEverySeconds = "log.timestamps.everySeconds"
    case observeHost = "observe.host"
    case observePort = "observe.port"
    case extractOfficers = "extract.officers"
    case withdrawalDownloads = "withdrawal.downloads"
    case siemFile = "siem.file"
    case siemSyslog = "siem.syslog"
    case siemOfficers = "siem.officers"
    case figuresSmallest = "figures.smallest"
    case payloadBytes = "limits.payloadBytes"
    case partBytes = "limits.partBytes"
    case headerBytes = "limits.headerBytes"
    case pageRows = "limits.pageRows"
    case idleSeconds = "limits.idleSeconds"
    case calls = "limits.calls"
    case transfers = "limits.transfers"
    case waiting = "limits.waiting"
    case waitSeconds = "limits.waitSeconds"
    case connections = "limits.connections"
    case uploadSeconds = "limits.uploadSeconds"
    case retrievalSeconds = "limits.retrievalSeconds"
    case erasureDays = "limits.erasureDays"
    case emergencyReviewDays = "limits.emergencyReviewDays"
    case streams = "limits.streams"
    case streamsPerOfficer = "limits.streamsPerOfficer"

    /// `tls.clientAuthority` is `KEDJAD_TLS_CLIENT_AUTHORITY`.
    package var environmentName: String {
        rawValue.reduce(into: "KEDJAD_") { name, character in
            if character == "." {
                name += "_"
            } else {
                if character.isUppercase { name += "_" }
                name += character.uppercased()
            }
        }
    }

    /// What stands at `name` in the file: a value, a group of values, or nothing.
    static func isGroup(_ name: String) -> Bool { allCases.contains { $0.rawValue.hasPrefix(name + ".") } }
}
