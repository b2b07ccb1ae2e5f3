import Foundation
import GRDB
import Testing

/// What an owner releases, with the real programs: approvers who come and go, and a daemon whose directory somebody has rewritten.
@Suite(.serialized, .ownThreads) struct OwnerReleaseTests {
    static let plan = Data("%PDF-1.4 utslussningsplan: bostad, arbetsträning, stödperson\n".utf8)

    /// Three approvers; a fourth joins, one leaves, one gets another key.
    @Test func approversComeAndGo() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        for name in ["dua", "tri"] { try installation.addApprover("kriminalvarden/\(name)") }
        let chain = try Chain(installation)
        try chain.consent()
        let plan = try chain.upload(Self.plan, by: "kim", category: "utslussning", release: "owner")
        try installation.must(0, "uno", "organisation", "rewrap")

        let joined = try installation.addApprover("kriminalvarden/kvar")
        #expect(joined.output.contains("kedja organisation rewrap"))
        let first = try installation.addApprover("vagen-ut/etta")
        #expect(!first.output.contains("rewrap"), "nobody was there before who could: \(first)")
        let request = try ask(for: plan, installation)
        let tooEarly = try approve(request, by: "kvar", installation)
        #expect(tooEarly.status == 3 && tooEarly.errors.contains("«kedja organisation rewrap»"), "\(tooEarly)")
        let english = try approve(request, by: "kvar", installation, "--lang", "en")
        #expect(english.errors.contains("it opens for kriminalvarden/dua, kriminalvarden/tri, kriminalvarden/uno"), "\(english)")

        let rewrapped = try installation.must(0, "dua", "organisation", "rewrap")
        #expect(rewrapped.output.contains(plan) && rewrapped.output.contains("kriminalvarden/kvar"))
        #expect(try installation.must(0, "tri", "organisation", "rewrap").output.contains("Inget att göra"))
        #expect(try approve(request, by: "kvar", installation).status == 0)
        #expect(try chain.read(plan).bytes == Self.plan)
        #expect(try installation.must(0, "vera", "document", "verify", plan, "--purpose", "planering").output.contains("till din nyckel"))

        try installation.must(0, "ada", "officer", "disable", "kriminalvarden/tri")
        #expect(try installation.kedja("tri", "request", "list", "--inbox").status == 3)
        try expectALostKeyIsReplaced(plan, installation)
        #expect(try chain.read(plan).bytes == Self.plan)
        let gun = try installation.must(0, "gun", "audit", "list", "--json").output
        #expect(gun.components(separatedBy: "\"rewrapDocument\"").count > 2)
        try installation.must(0, "gun", "audit", "verify")
        try expectChangesAtOnceAllTaken(installation)
        let directory = try installation.must(0, "vera", "directory", "verify")
        #expect(directory.output.contains("Katalogen är äkta"))
    }

    /// Dua's token is lost: an administrator signs the new key, and what was sealed to the old one is sealed anew by Uno.
    private func expectALostKeyIsReplaced(_ document: String, _ installation: Installation) throws {
        try installation.require(["pki", "issue", "officer", "kriminalvarden/nytt", "--dir", installation.path("pki")])
        let folder = installation.path("pki/officers/kriminalvarden")
        let changed = try installation.must(
            0, "ada", "officer", "change", "kriminalvarden/dua", "--recipient-file", "\(folder)/nytt/age.pub")
        #expect(changed.output.contains("kedja organisation rewrap"))
        let request = try ask(for: document, installation)
        #expect(try approve(request, by: "dua", installation).status == 3)
        try installation.must(0, "uno", "organisation", "rewrap")
        #expect(try approve(request, by: "dua", installation).status == 5)
        try FileManager.default.removeItem(atPath: "\(folder)/dua/age.txt")
        try FileManager.default.copyItem(atPath: "\(folder)/nytt/age.txt", toPath: "\(folder)/dua/age.txt")
        #expect(try approve(request, by: "dua", installation).status == 0)
    }

    /// Each change stands on the one before; who comes second signs anew.
    private func expectChangesAtOnceAllTaken(_ installation: Installation) throws {
        let key = installation.path("pki/officers/fk/frida/age.pub")
        let add = { (name: String) in
            "'\(Program.kedja)' officer add fk/\(name) --role caseOfficer --recipient-file '\(key)' --profile ada & "
        }
        let script = ["a1", "a2", "a3"].map(add).joined() + "wait"
        let run = try Program.run(
            ["bash", "-c", script], environment: ["KEDJA_CONFIG_DIR": installation.path("profiles")], in: installation.folder)
        let listed = try installation.must(0, "ada", "officer", "list").output
        for name in ["fk/a1", "fk/a2", "fk/a3"] { #expect(listed.contains(name), "\(run)") }
    }

    /// The attack: whoever runs the daemon puts another key in the requester's place, to have the document wrapped for it.
    @Test func aSwappedKeyIsNoticedByTheApproversClient() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let plan = try chain.upload(Self.plan, by: "kim", category: "utslussning", release: "owner")
        let request = try ask(for: plan, installation)
        let mine = try String(contentsOfFile: installation.path("pki/officers/vagen-ut/vera/age.pub"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let attackers = try String(contentsOfFile: installation.path("pki/officers/af-angered/alf/age.pub"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)

        try rewrite(installation, "UPDATE officers SET recipient = ? WHERE id = 'vagen-ut/vera'", [attackers])
        let refused = try approve(request, by: "uno", installation, "--json")
        #expect(refused.status == 5 && refused.errors.contains("\"directory-mismatch\""), "\(refused)")
        #expect(refused.errors.contains("vagen-ut/vera") && refused.errors.contains("request"))
        #expect(try stored("SELECT state FROM requests", installation) == ["open"])
        let verified = try installation.kedja("uno", "directory", "verify", "--lang", "en")
        #expect(verified.status == 5 && verified.output.contains("says otherwise of vagen-ut/vera"), "\(verified)")

        // Even a daemon that takes whatever comes gets nothing: what the client would send is made for the signed key.
        try rewrite(installation, "UPDATE officers SET recipient = ? WHERE id = 'vagen-ut/vera'", [mine])
        #expect(try approve(request, by: "uno", installation).status == 0)
        #expect(try chain.read(plan).bytes == Self.plan)
    }

    /// The attack on the signed changes themselves: one is taken away, the newest is set back, one is put in another's place.
    @Test func rewrittenChangesAreNoticed() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let plan = try chain.upload(Self.plan, by: "kim", category: "utslussning", release: "owner")
        let request = try ask(for: plan, installation, by: "vera")
        try installation.must(0, "ada", "officer", "disable", "fk/frida")
        try installation.must(0, "uno", "directory", "verify")
        let keep = installation.path("kept.sqlite")
        try copyDatabase(from: installation.path("data/kedja.sqlite"), to: keep, installation)
        let attacks: [(name: String, sql: [String], code: String)] = [
            (
                "the newest is gone, and the officer back",
                [
                    "DELETE FROM directory_records WHERE place = (SELECT max(place) FROM directory_records)",
                    "UPDATE officers SET disabled = 0 WHERE id = 'fk/frida'",
                ], "directory-rolled-back"
            ),
            (
                "an older one stands in a newer one's place",
                ["UPDATE directory_records SET record = (SELECT record FROM directory_records WHERE place = 7) WHERE place = 8"],
                "directory-chain"
            ),
            (
                "another founding", ["UPDATE directory_founding SET text = CAST(replace(text, 'sdf-angered', 'sdf-angeret') AS BLOB)"],
                "directory-root"
            ),
            (
                "the newest isn't what was logged",
                ["UPDATE directory_records SET log_index = 3 WHERE log_index = (SELECT max(log_index) FROM directory_records)"],
                "directory-log"
            ),
        ]
        for attack in attacks {
            try restart(installation) {
                let database = try DatabaseQueue(path: installation.path("data/kedja.sqlite"))
                try database.write { db in for statement in attack.sql { try db.execute(sql: statement) } }
            }
            let verified = try installation.kedja("uno", "directory", "verify", "--json")
            #expect(verified.status == 5 && verified.output.contains("\"\(attack.code)\""), "\(attack.name): \(verified)")
            if attack.code != "directory-chain" {
                let refused = try approve(request, by: "uno", installation, "--json")
                #expect(refused.status == 5 && refused.errors.contains("\"\(attack.code)\""), "\(attack.name): \(refused)")
            }
            try restart(installation) { try copyDatabase(from: keep, to: installation.path("data/kedja.sqlite"), installation) }
        }
        try installation.must(0, "uno", "directory", "verify")
    }

    /// A data folder from before there was a chain: the next start founds the directory as it stands, and the chain goes on from there.
    @Test func aFolderFromBeforeTheChainIsFounded() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        try installation.must(0, "uno", "directory", "verify")
        try restart(installation) {
            let database = try DatabaseQueue(path: installation.path("data/kedja.sqlite"))
            try database.write { db in
                try db.execute(sql: "UPDATE directory_records SET place = NULL, log_index = NULL, latest = NULL")
                try db.execute(sql: "DELETE FROM directory_founding")
            }
        }
        let refused = try installation.kedja("uno", "directory", "verify", "--json")
        #expect(refused.status == 5 && refused.output.contains("\"directory-root\""), "\(refused)")
        for officer in ["sdf-angered/ada", "kriminalvarden/uno"] { try installation.addProfile(officer) }
        try installation.must(0, "ada", "officer", "change", "fk/frida", "--role", "recorder")
        let verified = try installation.must(0, "uno", "directory", "verify", "--lang", "en")
        #expect(verified.output.contains("1 signed changes"), "\(verified)")
    }

    // MARK: Steps

    private func ask(for document: String, _ installation: Installation, by officer: String = "vera") throws -> String {
        try installation.must(
            0, officer, "request", "create", document, "--purpose", "planering", "--reason", "Behövs för arbetsträningen"
        ).id("req")
    }

    private func approve(_ request: String, by officer: String, _ installation: Installation, _ more: String...) throws -> Run {
        try installation.client(
            [
                "request", "approve", request, "--assessment", "Ingen men", "--ground", "consent", "--until", Chain.day(after: 30),
                "--profile", officer,
            ] + more)
    }

    /// Changes a row while the daemon runs: it reads the directory anew for each call.
    private func rewrite(_ installation: Installation, _ sql: String, _ arguments: [String]) throws {
        let database = try DatabaseQueue(path: installation.path("data/kedja.sqlite"))
        try database.write { db in
            try db.execute(sql: sql, arguments: StatementArguments(arguments))
            #expect(db.changesCount == 1)
        }
    }

    private func stored(_ sql: String, _ installation: Installation) throws -> [String] {
        try DatabaseQueue(path: installation.path("data/kedja.sqlite")).read { try String.fetchAll($0, sql: sql) }
    }

    /// Does something to the data while the daemon is down. The profiles follow to its new port and keep what they remember.
    private func restart(_ installation: Installation, _ change: () throws -> Void) throws {
        installation.stop()
        try change()
        try installation.start()
        try installation.require([
            "profile", "add", "uno", "--replace", "--daemon", "https://\(installation.address)", "--pki", installation.path("pki"),
            "--officer", "kriminalvarden/uno", "--directory-root", try root(installation),
        ])
    }

    /// The root as the profile has kept it.
    private func root(_ installation: Installation) throws -> String {
        let profile = try installation.client(["profile", "show", "uno", "--json"]).output
        let match = try #require(profile.firstMatch(of: /"directoryRoot":"([0-9a-f]{64})"/))
        return String(match.1)
    }

    private func copyDatabase(from source: String, to target: String, _ installation: Installation) throws {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: target + suffix) }
        let (from, to) = (try DatabaseQueue(path: source), try DatabaseQueue(path: target))
        try from.backup(to: to)
        try from.close()
        try to.close()
    }
}

extension Installation {
    /// An approver with certificates, a place in the directory and a profile; answers what adding them said.
    @discardableResult
    func addApprover(_ officer: String) throws -> Run {
        try require(["pki", "issue", "officer", officer, "--dir", path("pki")])
        try addProfile(officer)
        return try must(
            0, "ada", "officer", "add", officer, "--role", "approver", "--role", "caseOfficer", "--recipient-file",
            path("pki/officers/\(officer)/age.pub"))
    }
}
