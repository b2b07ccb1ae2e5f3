import Foundation
import Testing

/// Backups by the real daemon's program, beside the real daemon, put back into an empty folder.
@Suite(.serialized, .longOnOwnThreads) struct BackupTests {
    /// Eight clients upload while backups are made; each backup is whole, and the last one goes on as the same log.
    @Test func backsUpWhileOfficersWrite() async throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let content = Data((0..<90_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        let first = try chain.upload(content)
        let over = Rotations()
        async let uploads = withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var made: [String] = []
                    repeat { made.append(try await aside { try chain.upload(content) }) } while !over.areOver
                    return made
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        var sizes: [Int] = []
        for _ in 0..<3 { sizes.append(try await aside { try installation.backUp().size }) }
        over.end()
        let documents = [first] + (try await uploads)
        #expect(sizes == sizes.sorted() && documents.count >= 9)
        for backup in try installation.backups() {
            let run = try installation.restore(backup, "--check")
            #expect(run.status == 0, "\(run)")
        }
        try installation.must(0, "gun", "audit", "verify")
        let old = try #require(try installation.backups().first)
        installation.stop()
        let last = try installation.backUp()
        try sharesPayloads(installation, last.folder, documents.count)
        try installation.loseData()
        try expectOlderIsRefused(installation, old, sizes[0])

        // What is older than the backup says nothing of what came after it.
        let older = try installation.restore(last.folder, "--seen", old + "/checkpoint")
        #expect(older.status == 77 && older.errors.contains("[restore-unproven]"), "\(older)")
        let run = try installation.restore(
            last.folder, "--seen", installation.path("profiles/checkpoints/gun.note"), "--seen", last.folder + "/checkpoint")
        #expect(run.status == 0 && run.output.contains("\(last.size + 1) entries of kedja.example/test"), "\(run)")
        #expect(installation.namesInData().sorted() == ["blobs", "kedja.sqlite"])
        let again = try installation.restore(last.folder)
        #expect(again.status == 73 && again.errors.contains("isn't empty"), "\(again)")
        try installation.start()
        try installation.readdress()
        for document in documents { #expect(try chain.read(document).bytes == content) }
        // The client's memory of before is continued.
        try installation.must(0, "gun", "audit", "verify")
        let list = try installation.must(0, "gun", "audit", "list", "--action", "restoreBackup", "--json")
        #expect(list.output.contains("sdf-angered/kedjad"), "\(list)")
        #expect(try installation.kedjad(["check"]).status == 0)
    }

    private func sharesPayloads(_ installation: Installation, _ backup: String, _ count: Int) throws {
        let names = try FileManager.default.subpathsOfDirectory(atPath: backup + "/blobs").filter { $0.contains("doc_") }
        #expect(names.count == count)
        let links = try names.map {
            try FileManager.default.attributesOfItem(atPath: "\(backup)/blobs/\($0)")[.referenceCount] as? Int ?? 0
        }
        #expect(links.contains { $0 > 1 })
        let own = try installation.payload(in: installation.path("data"))
        #expect(try FileManager.default.attributesOfItem(atPath: own)[.referenceCount] as? Int == 1)
        let manifest = try String(contentsOfFile: backup + "/manifest", encoding: .utf8)
        let key = try String(contentsOfFile: installation.path("master.key"), encoding: .utf8).trimmingCharacters(in: .newlines)
        #expect(manifest.contains("payloads \(count) ") && !manifest.contains(key))
    }

    private func expectOlderIsRefused(_ installation: Installation, _ old: String, _ size: Int) throws {
        let silent = try installation.restore(old)
        #expect(silent.status == 77 && silent.errors.contains("[restore-unproven]"), "\(silent)")
        let behind = try installation.restore(old, "--seen", installation.path("profiles/checkpoints/gun.note"))
        #expect(
            behind.status == 77 && behind.errors.contains("[restore-rolled-back]") && behind.errors.contains("has \(size) entries"),
            "\(behind)")
        let nothing = try installation.restore(old, "--seen", installation.path("master.key"))
        #expect(nothing.status == 78 && nothing.errors.contains("[seen-unusable]"), "\(nothing)")
        #expect(installation.namesInData().isEmpty)
    }

    /// The backup command is killed, really, at system calls all along its way: what looks like a backup is one, and the next one succeeds.
    @Test(
        .enabled(if: Program.found("strace"), "strace is not installed"),
        arguments: ["fsync", "pwrite64", "rename,renameat2", "link,linkat"])
    func killedItLeavesNothingThatLooksWhole(_ calls: String) throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        for _ in 0..<3 { _ = try chain.upload(Data("plan".utf8)) }
        try installation.backUp()
        var kills = 0
        for number in [1, 2, 3, 5, 8] {
            let before = try installation.backups()
            let run = try installation.kedjad(["backup", installation.path("backups")], wrapper: killing(calls, number))
            if run.status == 0 { break }
            kills += 1
            let after = try installation.backups()
            #expect(after.starts(with: before), "\(calls) \(number)")
            for backup in after.dropFirst(before.count) {
                #expect(try installation.restore(backup, "--check").status == 0, "\(calls) \(number)")
            }
        }
        #expect(kills > 0, "never killed at \(calls)")
        let last = try installation.backUp()
        #expect(try installation.restore(last.folder, "--check").status == 0)
        let left = try FileManager.default.contentsOfDirectory(atPath: installation.path("backups"))
        #expect(!left.contains { $0.hasSuffix(".part") })
    }

    /// A disk that can't make the copy durable says nothing of the daemon, which is well.
    @Test(.enabled(if: Program.found("strace"), "strace is not installed")) func aDiskThatCannotSyncTheCopyIsTold() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:error=EIO"]
        let run = try installation.kedjad(["backup", installation.path("backups")], wrapper: strace)
        #expect(run.status == 74 && run.errors.contains("failed to make the copy durable"), "\(run)")
        let kept = try installation.backups()
        #expect(!run.errors.contains("start kedjad anew") && kept == [], "\(run)")
        try installation.must(0, "rut", "case", "list")
    }

    /// So is the restoring one: there is no data folder, or all of it.
    @Test(.enabled(if: Program.found("strace"), "strace is not installed"), arguments: ["fsync", "rename,renameat2", "unlink,unlinkat"])
    func killedWhileRestoringThereIsNoneOrAllOfIt(_ calls: String) throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let document = try chain.upload(Data("plan".utf8))
        installation.stop()
        let backup = try installation.backUp().folder
        let seen = ["--seen", backup + "/checkpoint"]
        try installation.loseData()
        var kills = 0
        for number in [1, 2, 4, 7] {
            let run = try installation.kedjad(["restore", backup] + seen, wrapper: killing(calls, number))
            if run.status != 0 { kills += 1 }
            guard !installation.isDataThere else {
                #expect(try installation.kedjad(["check"]).status == 0, "\(calls) \(number)")
                try FileManager.default.removeItem(atPath: installation.path("data"))
                continue
            }
            let serve = try installation.kedjad(["serve"])
            #expect(serve.status == 78, "\(serve)")
        }
        #expect(kills > 0, "never killed at \(calls)")
        let run = try installation.kedjad(["restore", backup] + seen)
        #expect(run.status == 0, "\(run)")
        try installation.start()
        try installation.readdress()
        #expect(try chain.read(document).bytes == Data("plan".utf8))
        try installation.must(0, "gun", "audit", "verify")
    }

    private func killing(_ calls: String, _ number: Int) -> [String] {
        let known = calls.split(separator: ",").map { "?\($0)" }.joined(separator: ",")
        return ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(known)", "-e", "inject=\(known):signal=KILL:when=\(number)"]
    }

    /// Each damage is told, and leaves the data folder as empty as it was.
    @Test func damageIsFoundBeforeAnythingIsInPlace() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        _ = try chain.upload(Data("plan".utf8))
        let other = try installation.backUp().folder
        _ = try chain.upload(Data("plan 2".utf8))
        installation.stop()
        let backup = try installation.backUp().folder
        try installation.loseData()
        let damages: [(String, (String) throws -> Void)] = [
            ("manifest", { try installation.flip($0 + "/manifest", fromEnd: 150) }),
            ("signature", { try installation.flip($0 + "/manifest", fromEnd: 20) }),
            ("database", { try installation.flip($0 + "/kedja.sqlite", fromEnd: 9000) }),
            ("another database", { try replace($0 + "/kedja.sqlite", by: other + "/kedja.sqlite") }),
            ("another manifest", { try replace($0 + "/manifest", by: other + "/manifest") }),
            ("payload", { try installation.flip(try installation.payload(in: $0)) }),
            ("payload that is gone", { try FileManager.default.removeItem(atPath: try installation.payload(in: $0)) }),
        ]
        for (name, damage) in damages {
            let copy = installation.path("damaged")
            try FileManager.default.copyItem(atPath: backup, toPath: copy)
            defer { try? FileManager.default.removeItem(atPath: copy) }
            try damage(copy)
            for arguments in [[copy, "--check"], [copy, "--seen", backup + "/checkpoint"]] {
                let run = try installation.kedjad(["restore"] + arguments)
                #expect(run.status == 74 && run.errors.contains("[backup-damaged]"), "\(name): \(run)")
            }
            #expect(installation.namesInData().isEmpty, "\(name)")
        }
        try expectKeysAndFolderAreLookedAt(installation, backup)
        try FileManager.default.removeItem(atPath: try installation.payload(in: backup))
        let rest = try installation.restore(backup, "--seen", backup + "/checkpoint", "--without-damaged")
        #expect(rest.status == 0 && rest.output.contains("left out:          1 payloads"), "\(rest)")
        let doctor = try installation.kedjad(["doctor"])
        #expect(doctor.status == 1 && doctor.output.contains("fail  payloads"), "\(doctor)")
        // Of a database that can't be read no backup is made.
        let count = try installation.backups().count
        try installation.spoilPage(of: installation.path("data/kedja.sqlite"))
        let within = try installation.kedjad(["backup", installation.path("data/backups")])
        #expect(within.status == 73 && within.errors.contains("lost with it"), "\(within)")
        let unreadable = try installation.kedjad(["backup", installation.path("backups")])
        #expect(try unreadable.status == 74 && installation.backups().count == count, "\(unreadable)")
    }

    private func replace(_ path: String, by other: String) throws {
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(atPath: other, toPath: path)
    }

    private func expectKeysAndFolderAreLookedAt(_ installation: Installation, _ backup: String) throws {
        let none = try installation.restore(installation.path("profiles"))
        #expect(none.status == 74 && none.errors.contains("no manifest"), "\(none)")
        let key = try String(contentsOfFile: installation.path("master.key"), encoding: .utf8)
        try installation.putKey(String(repeating: "7", count: 64) + "\n")
        let wrong = try installation.restore(backup, "--check")
        #expect(wrong.status == 78 && wrong.errors.contains("[master-key-wrong]"), "\(wrong)")
        try installation.putKey(key)
        try Data().write(to: installation.file("data/mine"))
        let full = try installation.restore(backup)
        #expect(full.status == 73 && installation.namesInData() == ["mine"], "\(full)")
        try FileManager.default.removeItem(atPath: installation.path("data/mine"))
        #expect(try installation.restore(backup, "--force").status == 64)
    }
}
