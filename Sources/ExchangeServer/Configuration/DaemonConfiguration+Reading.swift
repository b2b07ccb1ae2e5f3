import Exchange
import Foundation
import Logging

extension DaemonConfiguration {
    /// Reads the file and the environment, which outranks it, and validates all of it.
    ///
    /// - Parameters:
    ///   - yaml: the file's text and path; `nil` when the environment says everything.
    ///   - environment: the process's, of which the names that begin with `KEDJAD_` are looked at, and systemd's `CREDENTIALS_DIRECTORY`.
    ///   - folder: the working folder, for relative paths in the environment.
    /// - Throws: ``ConfigurationError`` with every fault.
    package init(yaml: (text: String, path: String)?, environment: [String: String], folder: String) throws(ConfigurationError) {
        var values: [ConfigurationKey: WrittenValue] = [:]
        var faults: [String] = []
        var witnesses: [WrittenWitness] = []
        if let yaml {
            let path = URL(filePath: yaml.path, relativeTo: URL(filePath: folder, directoryHint: .isDirectory)).standardizedFileURL
            let text = try ConfigurationText(
                yaml: yaml.text, file: path.lastPathComponent, folder: path.deletingLastPathComponent().path())
            (values, faults, witnesses) = (text.values, text.faults, text.witnesses)
        }
        faults += Self.unknownNames(in: environment)
        for key in ConfigurationKey.allCases {
            guard let text = environment[key.environmentName] else { continue }
            values[key] = WrittenValue(text: text, place: key.environmentName, folder: folder)
        }
        var validation = ConfigurationValidation(values: values, witnesses: witnesses, faults: faults)
        self = validation.configuration()
        credentialsFolder = environment["CREDENTIALS_DIRECTORY"]
        guard validation.faults.isEmpty else { throw ConfigurationError(validation.faults) }
    }

    private static func unknownNames(in environment: [String: String]) -> [String] {
        let known = Set(ConfigurationKey.allCases.map(\.environmentName))
        return environment.keys.filter { $0.hasPrefix("KEDJAD_") && !known.contains($0) }.sorted().map {
            "\($0): unknown name; see the list in the documentation"
        }
    }
}

/// Turns written values into a configuration; what is wrong gathers in `faults`.
struct ConfigurationValidation {
    let values: [ConfigurationKey: WrittenValue]
    let witnesses: [WrittenWitness]
    var faults: [String]

    mutating func configuration() -> DaemonConfiguration {
        DaemonConfiguration(
            host: text(.listenHost, default: "127.0.0.1"),
            port: number(.listenPort, in: 0...65535, default: 8443),
            dataFolder: path(.data), masterKeyFile: path(.masterKey), policiesFolder: path(.policies),
            tls: DaemonConfiguration.TLSFiles(
                certificate: path(.tlsCertificate), key: path(.tlsKey), clientAuthority: path(.tlsClientAuthority),
                revocations: values[.tlsRevocations] == nil ? nil : path(.tlsRevocations)),
            logOrigin: origin(), logLevel: level(), logFormat: choice(.logFormat, default: LogFormat.text), observing: observing(),
            witnesses: configuredWitnesses(),
            extractOfficers: choice(.extractOfficers, default: OfficerNames.shown),
            downloads: choice(.withdrawalDownloads, default: DownloadsUnderWay.cut), siem: siem(), limits: limits(),
            timestamps: timestamps()
        )
    }

    private mutating func limits() -> DaemonLimits {
        var limits = DaemonLimits()
        limits.payloadBytes = number(.payloadBytes, in: 1...(1 << 50), default: limits.payloadBytes)
        limits.partBytes = number(.partBytes, in: (64 << 10)...(1 << 30), default: limits.partBytes)
        limits.headerBytes = number(.headerBytes, in: 4096...(64 << 10), default: limits.headerBytes)
        limits.pageRows = number(.pageRows, in: 1...10_000, default: limits.pageRows)
        limits.idleSeconds = number(.idleSeconds, in: 1...3600, default: limits.idleSeconds)
        limits.calls = number(.calls, in: 2...10_000, default: limits.calls)
        limits.transfers = number(.transfers, in: 2...10_000, default: limits.transfers)
        limits.waiting = number(.waiting, in: 0...100_000, default: limits.waiting)
        limits.waitSeconds = number(.waitSeconds, in: 1...60, default: limits.waitSeconds)
        limits.connections = number(.connections, in: 2...100_000, default: limits.connections)
        limits.uploadSeconds = number(.uploadSeconds, in: 60...(30 * 24 * 3600), default: limits.uploadSeconds)
        limits.retrievalSeconds = number(.retrievalSeconds, in: 10...(24 * 3600), default: limits.retrievalSeconds)
        limits.erasureDays = number(.erasureDays, in: 1...365, default: limits.erasureDays)
        limits.emergencyReviewDays = number(.emergencyReviewDays, in: 1...90, default: limits.emergencyReviewDays)
        limits.streams = number(.streams, in: 0...10_000, default: limits.streams)
        limits.streamsPerOfficer = number(.streamsPerOfficer, in: 0...100, default: limits.streamsPerOfficer)
        limits.smallestGroup = number(.figuresSmallest, in: Figures.leastSmallest...100, default: limits.smallestGroup)
        return limits
    }

    /// Address and authority, both or neither.
    private mutating func timestamps() -> DaemonConfiguration.Timestamps? {
        let keys: [ConfigurationKey] = [.timestampsURL, .timestampsAuthority, .timestampsEverySeconds]
        guard keys.contains(where: { values[$0] != nil }) else { return nil }
        return DaemonConfiguration.Timestamps(
            url: address(.timestampsURL), authority: path(.timestampsAuthority),
            everySeconds: number(.timestampsEverySeconds, in: 10...(7 * 24 * 3600), default: 3600))
    }

    /// Without a name and a password in it, which would end up in the log.
    private mutating func address(_ key: ConfigurationKey) -> String {
        let text = text(key)
        guard let value = values[key], !text.isEmpty else { return text }
        let parts = URLComponents(string: text)
        if let parts, ["http", "https"].contains(parts.scheme), parts.host?.isEmpty == false, parts.user == nil { return text }
        faults.append("\(value.place): \(key.rawValue) must be an address like https://time.example/tsa, without a user's name")
        return text
    }

    mutating func text(_ key: ConfigurationKey, default fallback: String? = nil) -> String {
        guard let value = values[key] else {
            if fallback == nil { faults.append("\(key.rawValue) is missing; set it in the file or as \(key.environmentName)") }
            return fallback ?? ""
        }
        if value.text.isEmpty { faults.append("\(value.place): \(key.rawValue) must not be empty") }
        return value.text
    }

    private mutating func path(_ key: ConfigurationKey) -> String {
        let text = text(key)
        guard let value = values[key], !text.isEmpty else { return text }
        return URL(filePath: text, relativeTo: URL(filePath: value.folder, directoryHint: .isDirectory)).standardizedFileURL.path()
            .removingPercentEncoding ?? text
    }

    mutating func number(_ key: ConfigurationKey, in range: ClosedRange<Int>, default fallback: Int) -> Int {
        guard let value = values[key] else { return fallback }
        guard let number = Int(value.text), range.contains(number) else {
            faults.append("\(value.place): \(key.rawValue) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return fallback
        }
        return number
    }

    /// A key name as C2SP signed-note has it: not empty, neither spaces nor plus.
    private mutating func origin() -> String {
        let text = text(.logOrigin)
        guard text.unicodeScalars.contains(where: { $0 == "+" || $0.properties.isWhitespace || $0.value < 0x20 }) else { return text }
        faults.append("\(values[.logOrigin]?.place ?? ""): log.origin must have neither spaces nor plus signs; write kedja.example/log")
        return text
    }

    private mutating func siem() -> SIEMConfiguration {
        var siem = SIEMConfiguration(officers: choice(.siemOfficers, default: OfficerNames.withheld))
        if values[.siemFile] != nil { siem.file = path(.siemFile) }
        guard let value = values[.siemSyslog] else { return siem }
        siem.syslog = SyslogAddress(value.text)
        if siem.syslog == nil { faults.append("\(value.place): siem.syslog must be tcp://host:port or unix:/path") }
        return siem
    }

    mutating func choice<Value: RawRepresentable & CaseIterable>(
        _ key: ConfigurationKey, default fallback: Value
    ) -> Value where Value.RawValue == String {
        guard let value = values[key] else { return fallback }
        if let known = Value(rawValue: value.text) { return known }
        let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
        faults.append("\(value.place): \(key.rawValue) must be one of \(known)")
        return fallback
    }

    private mutating func level() -> Logger.Level {
        let text = text(.logLevel, default: "info")
        if let level = Logger.Level(rawValue: text) { return level }
        let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
        faults.append("\(values[.logLevel]?.place ?? ""): log.level must be one of \(known)")
        return .info
    }
}
