import Foundation
import GRDB
import Testing

/// `kedjad doctor` finds each of a table of damages, says what to do, and changes nothing.
@Suite(.serialized, .ownThreads) struct DoctorTests {
    private struct Report: Decodable {
        struct Check: Decodable {
            let name, verdict, text: String
            let advice: String?
        }
        let isWell: Bool
        let checks: [Check]
    }

    private struct Damage {
        let check: String
        let verdict: String
        let make: (Installation) throws -> Void
        var options: [String] = []
        var wrapper: [String] = []
    }

    @Test func findsEachDamage() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        _ = try chain.upload(Data("plan".utf8))
        let beside = try report(installation)
        #expect(beside.status == 0 && beside.report.isWell, "\(beside.run)")
        #expect(verdicts(beside.report, "backup") == ["warn"] && verdicts(beside.report, "witnesses") == ["warn"])
        installation.stop()
        try installation.backUp()
        let text = try installation.kedjad(["doctor"])
        #expect(text.status == 0 && text.output.contains("ok    log: ") && text.output.contains("ok    backup: "), "\(text)")

        for entry in ["data", "master.key", "pki", "kedjad.yaml"] {
            try FileManager.default.copyItem(atPath: installation.path(entry), toPath: installation.path("whole-\(entry)"))
        }
        for damage in damages where damage.wrapper.allSatisfy({ $0 != "faketime" || Program.found("faketime") }) {
            try damage.make(installation)
            let before = try contents(installation)
            let found = try report(installation, damage.options, damage.wrapper)
            let checks = verdicts(found.report, damage.check)
            #expect(checks.contains(damage.verdict), "\(damage.check) \(damage.verdict): \(found.run)")
            #expect(found.status == (damage.verdict == "fail" ? 1 : 0), "\(damage.check): \(found.run)")
            if damage.check == "key of TLS" {
                #expect(found.report.checks.filter { $0.verdict == "fail" }.count == (damage.verdict == "fail" ? 1 : 0), "\(found.run)")
            }
            #expect(found.report.checks.allSatisfy { ($0.verdict == "ok") == ($0.advice == nil) })
            #expect(try contents(installation) == before, "\(damage.check): something was changed")
            for entry in ["data", "master.key", "pki", "kedjad.yaml"] {
                try? FileManager.default.removeItem(atPath: installation.path(entry))
                try FileManager.default.copyItem(atPath: installation.path("whole-\(entry)"), toPath: installation.path(entry))
            }
        }
    }

    private var damages: [Damage] { ofFiles + ofPayloads + ofRecords + ofOthers }

    private var ofFiles: [Damage] {
        [
            Damage(check: "configuration", verdict: "fail") { try $0.configure("data: x\n") },
            Damage(check: "master key", verdict: "fail") { try mode($0.path("master.key"), 0o644) },
            Damage(check: "master key", verdict: "fail") { try FileManager.default.removeItem(atPath: $0.path("master.key")) },
            Damage(check: "keys", verdict: "fail") { try $0.putKey(String(repeating: "7", count: 64) + "\n") },
            Damage(check: "key of TLS", verdict: "fail") { try mode($0.path("pki/server/key.pem"), 0o644) },
            Damage(check: "key of TLS", verdict: "fail") { try FileManager.default.removeItem(atPath: $0.path("pki/server/key.pem")) },
            Damage(check: "certificate", verdict: "fail") { installation in
                let other = installation.file("pki/officers/vagen-ut/vera/auth.key")
                try Data(contentsOf: other).write(to: installation.file("pki/server/key.pem"))
            },
            Damage(check: "key of TLS", verdict: "ok") { try mode($0.path("pki/server/key.pem"), 0o640) },
            Damage(check: "certificate", verdict: "fail") { try FileManager.default.removeItem(atPath: $0.path("pki/server/cert.pem")) },
            Damage(check: "revocations", verdict: "fail") { try $0.flip($0.path("pki/ca/revocations.jws"), fromEnd: 30) },
            Damage(check: "revocations", verdict: "warn") { installation in
                try installation.configure(installation.configuration.replacing("  revocations: pki/ca/revocations.jws\n", with: ""))
            },
            Damage(check: "revocations", verdict: "fail") { installation in
                try installation.require(["pki", "init", "--dir", installation.path("other"), "--name", "Other CA"])
                let file = try FileHandle(forWritingTo: installation.file("pki/ca/ca.pem"))
                try file.seekToEnd()
                try file.write(contentsOf: Data("\n".utf8) + Data(contentsOf: installation.file("other/ca/ca.pem")))
                try file.close()
            },
            Damage(check: "policies", verdict: "fail") { installation in
                try installation.configure(installation.configuration.replacing(SourceRoot.path + "/policies", with: "pki"))
            },
            Damage(check: "data folder", verdict: "fail") { try mode($0.path("data"), 0o755) },
            Damage(check: "data folder", verdict: "fail") { try mode($0.path("data/kedja.sqlite"), 0o640) },
        ]
    }

    private var ofPayloads: [Damage] {
        [
            Damage(check: "payloads", verdict: "fail") { try FileManager.default.removeItem(atPath: try $0.payload(in: $0.path("data"))) },
            Damage(check: "payloads", verdict: "fail") { try Data().write(to: URL(filePath: try $0.payload(in: $0.path("data")))) },
            Damage(check: "payloads", verdict: "ok") { try $0.flip(try $0.payload(in: $0.path("data"))) },
            Damage(check: "payloads", verdict: "fail", make: { try $0.flip(try $0.payload(in: $0.path("data"))) }, options: ["--payloads"]),
            Damage(check: "strangers", verdict: "warn") { installation in
                let stranger = try installation.payload(in: installation.path("data")) + "x"
                try Data([1]).write(to: URL(filePath: stranger))
                try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -9000)], ofItemAtPath: stranger)
            },
        ]
    }

    private var ofRecords: [Damage] {
        [
            Damage(check: "log", verdict: "fail") {
                try sql($0, "UPDATE entries SET leaf = (SELECT leaf FROM entries WHERE log_index = 9) WHERE log_index = 8")
            },
            Damage(check: "log", verdict: "fail") {
                try sql($0, "UPDATE checkpoints SET note = CAST(replace(note, '/test', '/best') AS BLOB)")
            },
            Damage(check: "log", verdict: "fail") {
                try sql($0, "DELETE FROM entries WHERE log_index = (SELECT max(log_index) FROM entries)")
            },
            Damage(check: "database", verdict: "fail") { try sql($0, "DELETE FROM organisations WHERE id = 'fk'") },
            Damage(check: "database", verdict: "fail") { try sql($0, "DELETE FROM grdb_migrations WHERE identifier = 'v8'") },
            Damage(check: "database", verdict: "fail") { try $0.spoilPage(of: $0.path("data/kedja.sqlite")) },
            Damage(check: "database", verdict: "fail") { try FileManager.default.removeItem(atPath: $0.path("data/kedja.sqlite")) },
            Damage(check: "unfinished", verdict: "warn") { try sql($0, "INSERT INTO removals (kind, name) VALUES ('traces', '')") },
            Damage(check: "unfinished", verdict: "warn") {
                try sql(
                    $0, "INSERT INTO key_rotations (old_key, new_key, begun_at, finished_at) SELECT 'aa', master_key_id, 1, 2 FROM keys")
            },
        ]
    }

    private var ofOthers: [Damage] {
        [
            Damage(check: "witness", verdict: "warn") { installation in
                let key = try installation.witnessKey("far")
                try installation.configure(
                    installation.configuration.replacing(
                        "log: { origin: kedja.example/test }",
                        with:
                            "log:\n  origin: kedja.example/test\n  witnesses: [{ organisation: af, key: \"\(key)\", url: \"http://127.0.0.1:1\" }]"
                    ))
            },
            Damage(check: "time authority", verdict: "warn") { installation in
                try installation.configure(
                    installation.configuration.replacing(
                        "origin: kedja.example/test }",
                        with: "origin: kedja.example/test, timestamps: { url: 'http://127.0.0.1:1/', authority: pki/ca/ca.pem } }"))
            },
            Damage(check: "backup", verdict: "warn") { try FileManager.default.removeItem(atPath: $0.path("data/last-backup")) },
            Damage(check: "clock", verdict: "fail", make: { _ in }, wrapper: ["faketime", "-f", "-20m"]),
            Damage(check: "certificate", verdict: "fail", make: { _ in }, wrapper: ["faketime", "-f", "+3000d"]),
        ]
    }

    private func report(_ installation: Installation, _ options: [String] = [], _ wrapper: [String] = []) throws -> (
        status: Int32, report: Report, run: Run
    ) {
        let run = try installation.kedjad(["doctor", "--json"] + options, wrapper: wrapper)
        return (run.status, try JSONDecoder().decode(Report.self, from: Data(run.output.utf8)), run)
    }

    private func verdicts(_ report: Report, _ name: String) -> [String] { report.checks.filter { $0.name == name }.map(\.verdict) }

    /// Every file of the data folder but SQLite's index of its own, with what it has.
    private func contents(_ installation: Installation) throws -> [String: Data] {
        let root = installation.path("data")
        let names = try FileManager.default.subpathsOfDirectory(atPath: root).filter { !$0.hasSuffix("-shm") && !$0.hasSuffix("-wal") }
        return Dictionary(uniqueKeysWithValues: names.map { ($0, FileManager.default.contents(atPath: root + "/" + $0) ?? Data()) })
    }
}

private func mode(_ path: String, _ mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
}

private func sql(_ installation: Installation, _ text: String) throws {
    var loose = Configuration()
    loose.foreignKeysEnabled = false
    try DatabaseQueue(path: installation.path("data/kedja.sqlite"), configuration: loose).write { try $0.execute(sql: text) }
}
