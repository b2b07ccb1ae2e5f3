import Foundation

/// A whole installation in a temporary folder: certificates, a directory of the seed network, the real daemon on a loopback port,
/// and a profile for each officer. Removed, and the daemon stopped, by `close`.
///
/// Its state changes while it's set up and where a serialized suite's one running test restarts the daemon; never from two tasks at once.
final class Installation: @unchecked Sendable {
    let folder: URL
    private(set) var address = ""
    private(set) var daemon: Process?
    /// Where the running daemon's standard error goes: its log.
    private(set) var logFile: URL?
    private var isTraced = false
    /// The folder of policies that the daemon is configured with.
    var policies = SourceRoot.path + "/policies"

    static let organisations: [(id: String, name: String, kind: String, binding: String)] = [
        ("af-angered", "Arbetsförmedlingen Angered", "arbetsformedlingen", "statute"),
        ("fk", "Försäkringskassan", "forsakringskassan", "statute"),
        ("samordning-nordost", "Samordningsförbundet Göteborg Nordost", "samordningsforbund", "statute"),
        ("kriminalvarden", "Kriminalvården", "kriminalvarden", "statute"),
        ("vagen-ut", "Vägen ut!", "socialtForetag", "agreement:AVT-2026-17:2026-01-31"),
    ]
    static let officers: [(id: String, roles: [String])] = [
        ("sdf-angered/rut", ["recorder", "caseOfficer"]), ("sdf-angered/gun", ["auditor"]),
        ("sdf-angered/asa", ["approver", "caseOfficer"]),
        ("af-angered/alf", ["caseOfficer"]), ("fk/frida", ["caseOfficer"]), ("samordning-nordost/siv", ["caseOfficer"]),
        ("kriminalvarden/kim", ["caseOfficer"]), ("kriminalvarden/uno", ["approver", "caseOfficer"]), ("vagen-ut/vera", ["caseOfficer"]),
    ]

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("kedja-e2e-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// An installation with its directory filled and the daemon up.
    static func ready() throws -> Installation {
        let installation = try Installation()
        do {
            try Template.copy(to: installation)
            try installation.start()
            try installation.readdress()
        } catch {
            installation.close()
            throw error
        }
        return installation
    }

    func close() {
        // Nobody needs what the daemon would still write. A tracer must let go of it first.
        if isTraced { stop() } else { killDaemon() }
        try? FileManager.default.removeItem(at: folder)
    }

    // MARK: Programs

    /// Runs the client as an officer: `kedja("vera", "document", "list", …)`.
    func kedja(_ officer: String, _ arguments: String..., input: Data? = nil) throws -> Run {
        try client(arguments + ["--profile", officer], input: input)
    }

    /// The same while hundreds of connections are made. On a busy machine one more may not come about in the client's two tries; then it has
    /// sent nothing, and is run again, as its user would.
    func kedjaInACrowd(_ officer: String, _ arguments: String...) throws -> Run {
        var run = try client(arguments + ["--profile", officer])
        for _ in 0..<5 where run.status == 6 && run.errors.contains("tjänsten svarar inte") {
            run = try client(arguments + ["--profile", officer])
        }
        return run
    }

    /// The same, and an error unless the exit status is `status`.
    @discardableResult
    func must(_ status: Int32 = 0, _ officer: String, _ arguments: String...) throws -> Run {
        let run = try client(arguments + ["--profile", officer])
        guard run.status == status else { throw StoryError("expected exit status \(status): \(run)") }
        return run
    }

    func client(_ arguments: [String], input: Data? = nil) throws -> Run {
        try Program.run([Program.kedja] + arguments, environment: ["KEDJA_CONFIG_DIR": path("profiles")], input: input, in: folder)
    }

    /// Calls the daemon as somebody else's client would: curl with an officer's certificate. Answers status and body.
    func curl(_ officer: String?, _ path: String, _ options: String...) throws -> (status: Int, body: String) {
        try curl(officer, path, options: options)
    }

    func curl(_ officer: String?, _ path: String, options: [String]) throws -> (status: Int, body: String) {
        var command = ["curl", "--silent", "--show-error", "--cacert", self.path("pki/ca/ca.pem"), "--write-out", "\n%{http_code}"]
        if let officer {
            let files = "pki/officers/\(officer)"
            command += ["--cert", self.path("\(files)/auth.pem"), "--key", self.path("\(files)/auth.key")]
        }
        let run = try Program.run(command + options + ["https://\(address)\(path)"], in: folder)
        // Not the last character: a binary answer may end with half of a line's end.
        guard let newline = run.output.utf8.lastIndex(of: UInt8(ascii: "\n")),
            let status = Int(run.output[run.output.index(after: newline)...])
        else {
            throw StoryError("\(run)")
        }
        return (run.status == 0 ? status : -Int(run.status), String(run.output[..<newline]))
    }

    func path(_ relative: String) -> String { folder.appendingPathComponent(relative).path }

    // MARK: Making it

    /// Those of the seed network: nobody else's look at them.
    func makeCertificates() throws { try Template.copyCertificates(to: self) }

    func issueCertificates() throws {
        try require(["pki", "init", "--dir", path("pki"), "--name", "Kedja test"])
        try require(["pki", "issue", "server", "--dir", path("pki")])
        for officer in ["sdf-angered/ada"] + Installation.officers.map(\.id) {
            try require(["pki", "issue", "officer", officer, "--dir", path("pki")])
        }
    }

    /// `wrapper` stands before the program: `strace …`.
    @discardableResult
    func initialise(wrapper: [String] = []) throws -> Run {
        try Data(configuration.utf8).write(to: folder.appendingPathComponent("kedjad.yaml"))
        let recipient = try String(contentsOfFile: path("pki/officers/sdf-angered/ada/age.pub"), encoding: .utf8)
        let run = try Program.run(
            wrapper + [
                Program.kedjad, "init", "--config", path("kedjad.yaml"), "--organisation", "sdf-angered", "--name", "SDF Angered", "--kind",
                "kommun", "--administrator", "ada", "--recipient", recipient.trimmingCharacters(in: .whitespacesAndNewlines),
            ], in: folder)
        guard run.status == 0 else { throw StoryError("\(run)") }
        return run
    }

    var configuration: String {
        """
        listen: { host: 127.0.0.1, port: 0 }
        data: data
        masterKey: master.key
        policies: \(policies)
        tls:
          certificate: pki/server/cert.pem
          key: pki/server/key.pem
          clientAuthority: pki/ca/ca.pem
          revocations: pki/ca/revocations.jws
        log: { origin: kedja.example/test }
        """
    }

    /// Starts the daemon and waits for the line that says where it listens. `wrapper` stands before the program: `faketime …`.
    func start(wrapper: [String] = []) throws {
        let scratch = folder.appendingPathComponent("daemon-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        let command = wrapper + [Program.kedjad, "serve", "--config", path("kedjad.yaml")]
        let process = try Program.started(command, environment: [:], input: nil, scratch: scratch)
        logFile = scratch.appendingPathComponent("err")
        for _ in 0..<6000 {
            let output = try String(contentsOf: scratch.appendingPathComponent("out"), encoding: .utf8)
            if let line = output.split(separator: "\n").first(where: { $0.contains("listening on ") }) {
                address = String(line.components(separatedBy: "listening on ")[1].trimmingCharacters(in: .whitespaces))
                (daemon, isTraced) = (process, wrapper.first == "strace")
                return
            }
            guard process.isRunning else { break }
            usleep(5000)
        }
        process.terminate()
        throw StoryError("the daemon did not come up: \(try String(contentsOf: scratch.appendingPathComponent("err"), encoding: .utf8))")
    }

    func stop() {
        daemon?.terminate()
        daemon?.waitForEnd()
        daemon = nil
    }

    /// Without a word.
    func killDaemon() {
        if let daemon { kill(daemon.processIdentifier, SIGKILL) }
        daemon?.waitForEnd()
        daemon = nil
    }

    func addProfiles() throws {
        for officer in ["sdf-angered/ada"] + Installation.officers.map(\.id) { try addProfile(officer) }
    }

    func addProfile(_ officer: String) throws {
        let name = String(officer.split(separator: "/")[1])
        if FileManager.default.fileExists(atPath: path("profiles/profiles/\(name).json")) { _ = try? client(["profile", "remove", name]) }
        try require(["profile", "add", name, "--daemon", "https://\(address)", "--pki", path("pki"), "--officer", officer])
    }

    func fillDirectory() throws {
        for organisation in Installation.organisations {
            try must(
                0, "ada", "organisation", "add", organisation.id, "--name", organisation.name, "--kind", organisation.kind, "--binding",
                organisation.binding)
        }
        for officer in Installation.officers {
            let roles = officer.roles.flatMap { ["--role", $0] }
            try require(
                ["officer", "add", officer.id] + roles
                    + ["--recipient-file", path("pki/officers/\(officer.id)/age.pub"), "--profile", "ada"])
        }
    }

    func require(_ arguments: [String]) throws {
        let run = try client(arguments)
        guard run.status == 0 else { throw StoryError("\(run)") }
    }
}

enum SourceRoot {
    static let path: String = URL(fileURLWithPath: "\(#filePath)").deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
}
