import Foundation
import Testing

/// The log's key is replaced while the real daemon serves, and clients that know the old one go on.
@Suite(.serialized, .ownThreads) struct LogKeyTests {
    @Test func clientsFollowAndAThiefIsRefused() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        try installation.must(0, "gun", "audit", "verify")
        try installation.must(0, "rut", "status")
        let first = try logKey(installation)
        for round in 1...2 {
            let run = try installation.kedjad(["keys", "rotate-log"])
            #expect(run.status == 0 && run.output.contains("log verifier key: kedja.example/test+"), "\(run)")
            let key = try logKey(installation)
            #expect(key != first && run.output.contains(key), "\(run)")
            // The profile keeps the key that it began with; the memory has what led from it.
            for officer in ["rut", "frida"] { try installation.must(0, officer, "officer", "list") }
            let memory = try String(contentsOf: installation.file("profiles/logkeys/rut.json"), encoding: .utf8)
            #expect(memory.components(separatedBy: "kedja/log-key/v1").count == round + 1)
            let verdict = try installation.must(0, "gun", "audit", "verify")
            #expect(verdict.status == 0, "\(verdict)")
        }
        let log = try installation.must(0, "gun", "audit", "list", "--action", "rotateLogKey", "--json")
        #expect(log.output.components(separatedBy: "sdf-angered/kedjad").count > 2, "\(log)")

        let shown = try installation.curl("fk/frida", "/log/keys")
        #expect(shown.status == 200 && shown.body.components(separatedBy: "kedja/log-key/v1").count == 3, "\(shown)")
        #expect(try installation.curl(nil, "/log/keys").status != 200)

        // Restarted, it goes on with the newest key; the master key's change takes that along.
        let newest = try logKey(installation)
        #expect(try installation.kedjad(["keys", "rotate"]).status == 0)
        installation.stop()
        try installation.start()
        try installation.addProfile("sdf-angered/asa")
        #expect(try installation.must(0, "asa", "status", "--json").output.contains(newest))
        #expect(try installation.kedjad(["check"]).status == 0)
    }

    /// Somebody writes another statement into the database: a client that knows the old key doesn't follow it, and goes on when it's put right.
    @Test func aForgedStatementIsRefused() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        try installation.must(0, "siv", "officer", "list")
        #expect(try installation.kedjad(["keys", "rotate-log"]).status == 0)
        // The daemon takes up the new key here, while the statement is right; else it would refuse by itself.
        try installation.must(0, "rut", "officer", "list")
        for forged in ["replace(note, 'kedja/log-key/v1', 'kedja/log-key/v2')", "substr(note, 1, length(note) - 100)", "x'6162630a'"] {
            try execute("CREATE TABLE kept AS SELECT * FROM log_key_statements", installation)
            try execute("UPDATE log_key_statements SET note = CAST(\(forged) AS BLOB)", installation)
            let refused = try installation.kedja("siv", "officer", "list", "--json")
            #expect(refused.status == 5 && refused.errors.contains("log-key-unproven"), "\(refused)")
            try execute("UPDATE log_key_statements SET note = (SELECT note FROM kept)", installation)
            try execute("DROP TABLE kept", installation)
        }
        try execute("CREATE TABLE kept AS SELECT * FROM log_key_statements", installation)
        try execute("DELETE FROM log_key_statements", installation)
        #expect(try installation.kedja("siv", "officer", "list").status == 5)
        try execute("INSERT INTO log_key_statements SELECT * FROM kept", installation)
        try execute("DROP TABLE kept", installation)
        try installation.must(0, "siv", "officer", "list")
    }

    private func execute(_ sql: String, _ installation: Installation) throws {
        let script = "import sqlite3,sys; c = sqlite3.connect(sys.argv[1], 30); c.execute(sys.argv[2]); c.commit()"
        let run = try Program.run(["python3", "-c", script, installation.path("data/kedja.sqlite"), sql], in: installation.folder)
        guard run.status == 0 else { throw StoryError("\(run)") }
    }

    /// The command is killed, really, at each system call that makes something durable: the old key or the new one, and the daemon goes on.
    @Test(.enabled(if: Program.found("strace"), "strace is not installed"), arguments: ["fdatasync", "pwrite64", "fsync"])
    func killedItIsOneOrTheOther(_ call: String) throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        var kills = 0
        for number in 1...6 {
            let strace = [
                "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(number)",
            ]
            let before = try logKey(installation)
            let run = try installation.kedjad(["keys", "rotate-log"], wrapper: strace)
            if run.status == 0 { break }
            kills += 1
            try installation.must(0, "rut", "officer", "list")
            try installation.must(0, "gun", "audit", "verify")
            let statements = try installation.curl("fk/frida", "/log/keys").body.components(separatedBy: "kedja/log-key/v1").count - 1
            let after = try logKey(installation)
            #expect(after == before || statements > 0, "\(call) \(number)")
        }
        #expect(kills > 0 || call == "fsync", "never killed at \(call)")
        let run = try installation.kedjad(["keys", "rotate-log"])
        #expect(run.status == 0, "\(run)")
        try installation.must(0, "gun", "audit", "verify")
    }

    private func logKey(_ installation: Installation) throws -> String {
        let status = try installation.must(0, "ada", "status", "--json").output
        let json = try #require(try JSONSerialization.jsonObject(with: Data(status.utf8)) as? [String: Any])
        return try #require((json["result"] as? [String: Any])?["logVerifierKey"] as? String)
    }
}
