import Exchange
@testable import ExchangeServer
import Foundation
import Logging
import Testing
import TransparencyLog

@Suite struct ConfigurationTests {
    static let whole = """
        listen: { host: 0.0.0.0, port: 9443 }
        data: data
        masterKey: /etc/kedja/master.key
        policies: ../policies
        tls:
          certificate: server.pem
          key: server.key
          clientAuthority: ca.pem
          revocations: revocations.jws
        log: { origin: kedja.example/log, level: debug }
        limits:
          payloadBytes: 1000000
          partBytes: 65536
          headerBytes: 8192
          pageRows: 10
          idleSeconds: 5
          uploadSeconds: 60
          retrievalSeconds: 10
          erasureDays: 1
        extract: { officers: withheld }
        siem: { file: siem.jsonl, syslog: "tcp://[::1]:601", officers: shown }
        """

    private func read(_ yaml: String?, _ environment: [String: String] = [:]) throws(ConfigurationError) -> DaemonConfiguration {
        try DaemonConfiguration(yaml: yaml.map { ($0, "etc/kedjad.yaml") }, environment: environment, folder: "/srv/kedja")
    }

    @Test func readsAll() throws {
        let configuration = try read(Self.whole)
        #expect(configuration.host == "0.0.0.0")
        #expect(configuration.port == 9443)
        #expect(configuration.dataFolder == "/srv/kedja/etc/data")
        #expect(configuration.masterKeyFile == "/etc/kedja/master.key")
        #expect(configuration.policiesFolder == "/srv/kedja/policies")
        #expect(configuration.tls.certificate == "/srv/kedja/etc/server.pem")
        #expect(configuration.tls.revocations == "/srv/kedja/etc/revocations.jws")
        #expect(configuration.logOrigin == "kedja.example/log")
        #expect(configuration.logLevel == .debug)
        #expect(configuration.extractOfficers == .withheld)
        #expect(
            configuration.siem
                == SIEMConfiguration(file: "/srv/kedja/etc/siem.jsonl", syslog: .tcp(host: "::1", port: 601), officers: .shown))
        #expect(configuration.limits.payloadBytes == 1_000_000)
        #expect(configuration.limits.partBytes == 65536)
        #expect(configuration.limits.headerBytes == 8192)
        #expect(configuration.limits.pageRows == 10)
        #expect(configuration.limits.idleSeconds == 5)
        #expect(configuration.exchangeLimits.uploadLifetime == .seconds(60))
        #expect(configuration.exchangeLimits.retrievalLifetime == .seconds(10))
        #expect(configuration.exchangeLimits.erasureLifetime == .seconds(86_400))
        #expect(configuration.exchangeLimits.pageSize == 10)
    }

    static let witnessKeys = (1...3).map { number in
        (try? Cosigner(name: "w\(number)", privateKeyBytes: Array(repeating: UInt8(number), count: 32)).verifierKey) ?? ""
    }

    private func witnesses(_ keys: [String], _ more: String) -> String {
        let list = keys.enumerated().map { "    - { organisation: o\($0), key: \"\($1)\", url: https://w\($0).example/x }" }
        return Self.whole.replacing(
            "log: { origin: kedja.example/log, level: debug }",
            with: "log:\n  origin: kedja.example/log\n  witnesses:\n\(list.joined(separator: "\n"))\n\(more)")
    }

    @Test func readsWitnesses() throws {
        let text = witnesses(Self.witnessKeys, "  quorum: 3\n  whenQuorumMissing: stop\n  quorumSeconds: 120")
        let rules = try #require(try read(text).witnesses.rules)
        #expect(rules.policy.organisations == ["o0", "o1", "o2"] && rules.policy.quorum == 3)
        #expect(rules.whenMissing == .stop && rules.tolerance == .seconds(120))
        #expect(try read(text).witnesses.list.map(\.url) == (0..<3).map { "https://w\($0).example/x" })
        let plain = try #require(try read(witnesses(Self.witnessKeys, "")).witnesses.rules)
        #expect(plain.policy.quorum == 2 && plain.whenMissing == .goOn && plain.tolerance == .seconds(3600))
        #expect(try read(Self.whole).witnesses.rules == nil)
    }

    @Test func refusesWitnessesThatCannotCount() {
        let keys = Self.witnessKeys
        let faults = [
            (witnesses(keys, "  quorum: 4"), "log.quorum"), (witnesses([keys[0], keys[0]], ""), "each witness needs a key of its own"),
            (witnesses(["nothing"], ""), "a witness's key can't be used"),
            (witnesses(keys, "  whenQuorumMissing: wait"), "whenQuorumMissing"),
            (witnesses(keys, "").replacing("https://w0.example/x", with: "ftp://w0.example"), "a witness's url"),
            (witnesses(keys, "").replacing("organisation: o0, ", with: ""), "a witness has organisation and key"),
            (Self.whole.replacing("level: debug", with: "witnesses: 3"), "log.witnesses must be a list"),
            (Self.whole.replacing("level: debug", with: "quorum: 1"), "log.quorum needs log.witnesses"),
        ]
        for (text, part) in faults {
            let error = #expect(throws: ConfigurationError.self) { try read(text) }
            #expect(error?.description.contains(part) == true, "\(part): \(error?.description ?? "")")
        }
    }

    @Test func theEnvironmentSaysEverything() throws {
        let environment = [
            "KEDJAD_DATA": "/d", "KEDJAD_MASTER_KEY": "/k", "KEDJAD_POLICIES": "p", "KEDJAD_TLS_CERTIFICATE": "/c", "KEDJAD_TLS_KEY": "/s",
            "KEDJAD_TLS_CLIENT_AUTHORITY": "/a", "KEDJAD_LOG_ORIGIN": "x/y", "HOME": "/root",
        ]
        let configuration = try read(nil, environment)
        #expect(configuration.policiesFolder == "/srv/kedja/p")
        #expect(configuration.host == "127.0.0.1")
        #expect(configuration.port == 8443)
        #expect(configuration.tls.revocations == nil)
        #expect(configuration.logLevel == .info)
        #expect(configuration.extractOfficers == .shown)
        #expect(configuration.siem == SIEMConfiguration())
        #expect(configuration.limits == DaemonLimits())
    }

    /// Off unless it's asked for, and on this machine alone.
    @Test func observesOnLoopbackOnly() throws {
        #expect(try read(Self.whole).observing == nil)
        let plain = try read(Self.whole + "\nobserve: { port: 9101 }")
        #expect(plain.observing == DaemonConfiguration.Observing(host: "127.0.0.1", port: 9101))
        #expect(try read(Self.whole, ["KEDJAD_OBSERVE_PORT": "0"]).observing?.port == 0)
        for host in ["127.0.0.1", "127.8.7.6", "::1"] {
            #expect(try read(Self.whole, ["KEDJAD_OBSERVE_PORT": "1", "KEDJAD_OBSERVE_HOST": host]).observing?.host == host)
        }
        let others = [
            "0.0.0.0", "::", "localhost", "10.0.0.1", "128.0.0.1", "::ffff:127.0.0.1", "127.0.0.1.example.org", "127.1", "2130706433", "",
        ]
        for host in others {
            let error = #expect(throws: ConfigurationError.self) {
                try read(Self.whole, ["KEDJAD_OBSERVE_PORT": "1", "KEDJAD_OBSERVE_HOST": host])
            }
            #expect(error?.description.contains("observe.host must") == true, "\(host)")
        }
        for text in ["observe: { host: 127.0.0.1 }", "observe: { port: 70000 }", "observe: { port: x }", "observe: { path: /m }"] {
            #expect(throws: ConfigurationError.self) { try read(Self.whole + "\n" + text) }
        }
    }

    @Test func logsAsTextOrJSON() throws {
        #expect(try read(Self.whole).logFormat == .text)
        #expect(try read(Self.whole, ["KEDJAD_LOG_FORMAT": "json"]).logFormat == .json)
        let error = #expect(throws: ConfigurationError.self) { try read(Self.whole, ["KEDJAD_LOG_FORMAT": "xml"]) }
        #expect(error?.description.contains("log.format must be one of text, json") == true)
    }

    private static let stamping = "timestamps: { url: 'https://time.example/tsa', authority: time.pem, everySeconds: 600 }"

    private static func stamping(_ written: String = "", _ replacement: String = "") -> String {
        whole.replacing("level: debug", with: "level: debug, " + stamping.replacing(written, with: replacement))
    }

    @Test func readsWhoStampsCheckpoints() throws {
        let configuration = try read(Self.stamping())
        let expected = DaemonConfiguration.Timestamps(
            url: "https://time.example/tsa", authority: "/srv/kedja/etc/time.pem", everySeconds: 600)
        #expect(configuration.timestamps == expected)
        #expect(configuration.exchangeLimits.stampInterval == .seconds(600))
        #expect(try read(Self.stamping(", everySeconds: 600", "")).timestamps?.everySeconds == 3600)
        #expect(try read(Self.whole).timestamps == nil)
        #expect(try read(Self.whole).exchangeLimits.stampInterval == nil)
        #expect(ConfigurationKey.timestampsEverySeconds.environmentName == "KEDJAD_LOG_TIMESTAMPS_EVERY_SECONDS")
    }

    @Test(arguments: [
        ("everySeconds: 600", "everySeconds: 9", "kedjad.yaml:10: log.timestamps.everySeconds must be a whole number from 10 to 604800"),
        ("url: 'https://time.example/tsa', ", "", "log.timestamps.url is missing; set it in the file or as KEDJAD_LOG_TIMESTAMPS_URL"),
        (
            "authority: time.pem, ", "",
            "log.timestamps.authority is missing; set it in the file or as KEDJAD_LOG_TIMESTAMPS_AUTHORITY"
        ),
        ("https://time.example/tsa", "time.example", Self.noAddress), ("https://time.example/tsa", "ftp://time.example", Self.noAddress),
        ("https://time.example/tsa", "https://a:b@time.example", Self.noAddress),
    ])
    func refusesStamping(written: String, replacement: String, fault: String) throws {
        let error = try #require(throws: ConfigurationError.self) { try read(Self.stamping(written, replacement)) }
        #expect(error.faults == [fault])
    }

    private static let noAddress =
        "kedjad.yaml:10: log.timestamps.url must be an address like https://time.example/tsa, without a user's name"

    @Test func theEnvironmentOutranksTheFile() throws {
        #expect(try read(Self.whole, ["KEDJAD_LISTEN_PORT": "0"]).port == 0)
    }

    @Test func everyValueHasItsOwnNameInTheEnvironment() {
        let names = ConfigurationKey.allCases.map(\.environmentName)
        #expect(Set(names).count == 42)
        #expect(ConfigurationKey.tlsClientAuthority.environmentName == "KEDJAD_TLS_CLIENT_AUTHORITY")
        #expect(ConfigurationKey.payloadBytes.environmentName == "KEDJAD_LIMITS_PAYLOAD_BYTES")
    }

    @Test(arguments: [
        ("port: 9443", "port: 65536", "kedjad.yaml:1: listen.port must be a whole number from 0 to 65535"),
        ("port: 9443", "port: http", "kedjad.yaml:1: listen.port must be a whole number from 0 to 65535"),
        ("port: 9443", "prot: 1", "kedjad.yaml:1: unknown name listen.prot; see the list in the documentation"),
        ("data: data", "data: [a]", "kedjad.yaml:2: data must be one value"),
        ("data: data", "data:", "kedjad.yaml:2: data must be one value"),
        ("data: data", "data: ''", "kedjad.yaml:2: data must not be empty"),
        ("data: data", "dater: data", "kedjad.yaml:2: unknown name dater; see the list in the documentation"),
        ("listen: { host: 0.0.0.0, port: 9443 }", "listen: 8443", "kedjad.yaml:1: listen must be a mapping of names to values"),
        (
            "origin: kedja.example/log", "origin: a b",
            "kedjad.yaml:10: log.origin must have neither spaces nor plus signs; write kedja.example/log"
        ),
        (
            "origin: kedja.example/log", "origin: a+b",
            "kedjad.yaml:10: log.origin must have neither spaces nor plus signs; write kedja.example/log"
        ),
        (
            "level: debug", "level: loud",
            "kedjad.yaml:10: log.level must be one of trace, debug, info, notice, warning, error, critical"
        ),
        (
            "payloadBytes: 1000000", "payloadBytes: 0",
            "kedjad.yaml:12: limits.payloadBytes must be a whole number from 1 to 1125899906842624"
        ),
        ("partBytes: 65536", "partBytes: 65535", "kedjad.yaml:13: limits.partBytes must be a whole number from 65536 to 1073741824"),
        ("headerBytes: 8192", "headerBytes: 1", "kedjad.yaml:14: limits.headerBytes must be a whole number from 4096 to 65536"),
        ("pageRows: 10", "pageRows: 0", "kedjad.yaml:15: limits.pageRows must be a whole number from 1 to 10000"),
        ("idleSeconds: 5", "idleSeconds: 0", "kedjad.yaml:16: limits.idleSeconds must be a whole number from 1 to 3600"),
        ("idleSeconds: 5", "calls: 1", "kedjad.yaml:16: limits.calls must be a whole number from 2 to 10000"),
        ("idleSeconds: 5", "transfers: 0", "kedjad.yaml:16: limits.transfers must be a whole number from 2 to 10000"),
        ("idleSeconds: 5", "waiting: -1", "kedjad.yaml:16: limits.waiting must be a whole number from 0 to 100000"),
        ("idleSeconds: 5", "waitSeconds: 0", "kedjad.yaml:16: limits.waitSeconds must be a whole number from 1 to 60"),
        ("idleSeconds: 5", "connections: 1", "kedjad.yaml:16: limits.connections must be a whole number from 2 to 100000"),
        ("uploadSeconds: 60", "uploadSeconds: 59", "kedjad.yaml:17: limits.uploadSeconds must be a whole number from 60 to 2592000"),
        ("erasureDays: 1", "erasureDays: 366", "kedjad.yaml:19: limits.erasureDays must be a whole number from 1 to 365"),
        ("officers: withheld", "officers: hidden", "kedjad.yaml:20: extract.officers must be one of shown, withheld"),
        ("tcp://[::1]:601", "udp://x:1", "kedjad.yaml:21: siem.syslog must be tcp://host:port or unix:/path"),
        ("retrievalSeconds: 10", "retrievalSeconds: 9", "kedjad.yaml:18: limits.retrievalSeconds must be a whole number from 10 to 86400"),
    ])
    func refuses(written: String, replacement: String, fault: String) throws {
        let error = try #require(throws: ConfigurationError.self) { try read(Self.whole.replacing(written, with: replacement)) }
        #expect(error.faults.contains(fault), "\(error)")
    }

    @Test(arguments: ["data", "masterKey", "policies", "certificate", "key", "clientAuthority"])
    func refusesWhatIsMissing(name: String) throws {
        let lines = Self.whole.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("\(name):") }
        let error = try #require(throws: ConfigurationError.self) { try read(lines.joined(separator: "\n")) }
        #expect(error.faults.count == 1)
        #expect(error.description.contains("is missing; set it in the file or as KEDJAD_"))
    }

    @Test func tellsAllFaultsAtOnce() throws {
        let error = try #require(throws: ConfigurationError.self) { try read("listen: { port: x, prot: 1 }\nlog: { origin: a b }") }
        #expect(error.faults.count == 9)
    }

    @Test(arguments: ["a: [", "data: a\ndata: b", "- a", "\u{7}", "text"])
    func refusesWhatIsNoMapping(yaml: String) {
        #expect(throws: ConfigurationError.self) { try read(yaml) }
    }

    @Test func refusesUnknownNamesInTheEnvironment() throws {
        let error = try #require(throws: ConfigurationError.self) { try read(Self.whole, ["KEDJAD_PORT": "1"]) }
        #expect(error.faults == ["KEDJAD_PORT: unknown name; see the list in the documentation"])
    }

    /// The key that lies right in systemd's folder is a credential, by the folder's very name and no other.
    @Test func knowsACredential() throws {
        for (folder, isCredential) in [("/k", false), ("/run/c", true), ("/run", false), ("/run/c/", false), ("", false), (nil, false)] {
            var environment = ["KEDJAD_MASTER_KEY": "/run/c/keys_master.key"]
            environment["CREDENTIALS_DIRECTORY"] = folder
            #expect(try read(Self.whole, environment).masterKeyFiles.current.isCredential == isCredential, "\(folder ?? "")")
        }
    }

    @Test func refusesAnEmptyFile() {
        #expect(throws: ConfigurationError.self) { try read("") }
    }
}

@Suite struct ConfigurationPageTests {
    /// Each value has its line in CONFIGURATION.md, and its example is a configuration.
    @Test func thePageAgrees() throws {
        let page = try String(contentsOf: Bench.packageRoot.appending(path: "CONFIGURATION.md"), encoding: .utf8)
        let rows = page.split(separator: "\n").filter { $0.contains("| `KEDJAD_") }
        #expect(rows.count == ConfigurationKey.allCases.count)
        for key in ConfigurationKey.allCases {
            #expect(rows.contains { $0.hasPrefix("| `\(key.rawValue)` | `\(key.environmentName)` |") }, "\(key.rawValue)")
        }
        let example = try #require(page.components(separatedBy: "```yaml\n").dropFirst().first?.components(separatedBy: "```").first)
        #expect(try DaemonConfiguration(yaml: (example, "/etc/x.yaml"), environment: [:], folder: "/").dataFolder == "/var/lib/kedja")
    }

    /// The defaults that the page states are the code's.
    @Test(arguments: [
        (ConfigurationKey.payloadBytes, DaemonLimits().payloadBytes), (.partBytes, DaemonLimits().partBytes),
        (.headerBytes, DaemonLimits().headerBytes), (.pageRows, DaemonLimits().pageRows), (.idleSeconds, DaemonLimits().idleSeconds),
        (.calls, DaemonLimits().calls), (.transfers, DaemonLimits().transfers), (.waiting, DaemonLimits().waiting),
        (.waitSeconds, DaemonLimits().waitSeconds), (.connections, DaemonLimits().connections),
        (.uploadSeconds, DaemonLimits().uploadSeconds), (.retrievalSeconds, DaemonLimits().retrievalSeconds),
        (.erasureDays, DaemonLimits().erasureDays), (.emergencyReviewDays, DaemonLimits().emergencyReviewDays),
        (.streams, DaemonLimits().streams), (.streamsPerOfficer, DaemonLimits().streamsPerOfficer),
        (.figuresSmallest, DaemonLimits().smallestGroup),
    ])
    func theDefaultsAgree(key: ConfigurationKey, value: Int) throws {
        let page = try String(contentsOf: Bench.packageRoot.appending(path: "CONFIGURATION.md"), encoding: .utf8)
        #expect(page.contains("| `\(key.environmentName)` | \(value) |"))
    }
}
