import Foundation
import Testing

/// What an administrator does with the master key, with the real programs.
@Suite(.serialized, .longOnOwnThreads) struct MasterKeyTests {
    /// Each way in which the key can be not right: one line that names it, by a code that stays the same, and a hint.
    @Test func eachFaultOfTheKeyHasItsSentence() throws {
        let installation = try initialised()
        defer { installation.close() }
        let (key, good) = (installation.path("master.key"), try Data(contentsOf: installation.file("master.key")))
        let faults: [(code: String, sentence: String, spoil: () throws -> Void)] = [
            ("master-key-missing", "there is no master key at \(key)", { try FileManager.default.removeItem(atPath: key) }),
            ("master-key-wrong", "but the data belongs to master key", { try installation.putKey(String(repeating: "ab", count: 32)) }),
            ("master-key-malformed", "isn't 64 hexadecimal digits", { try installation.putKey("abc") }),
            ("master-key-malformed", "isn't 64 hexadecimal digits", { try installation.putKey("") }),
            ("master-key-exposed", "can be read by others", { chmod(key, 0o644) }),
            (
                "master-key-malformed", "is no regular file",
                {
                    try FileManager.default.removeItem(atPath: key)
                    try FileManager.default.createDirectory(atPath: key, withIntermediateDirectories: false)
                }
            ),
        ]
        for fault in faults {
            try fault.spoil()
            for command in [["serve"], ["check"], ["keys", "rotate"]] {
                let run = try installation.kedjad(command)
                #expect(run.status == 78)
                let lines = run.errors.split(separator: "\n")
                #expect(lines.count { $0.hasPrefix("kedjad: error: ") } == 1, "\(run)")
                let error = try #require(lines.first { $0.hasPrefix("kedjad: error: ") })
                #expect(error.contains(fault.sentence) && error.hasSuffix("[\(fault.code)]"), "\(run)")
                #expect(command == ["check"] || lines.contains { $0.hasPrefix("kedjad: hint: ") }, "\(run)")
                #expect(!run.errors.contains(String(repeating: "ab", count: 32)))
            }
            try? FileManager.default.removeItem(atPath: key)
            try installation.putKey(String(decoding: good, as: UTF8.self))
        }
        #expect(try installation.kedjad(["check"]).status == 0)
        #expect(try installation.kedjad(["keys", "rotate", "--batch", "0"]).status == 64)
    }

    @Test func aChangedKeyIsInForceAndTheOldOneIsRefusedWithItsDate() throws {
        let installation = try initialised()
        defer { installation.close() }
        let old = try Data(contentsOf: installation.file("master.key"))
        let (oldID, shown) = (try installation.keyInForce(), try installation.kedjad(["keys", "show"]))
        #expect(shown.output.hasPrefix("master key in force: \(oldID)\nsubject keys:        0 wrapped by \(oldID)\n"), "\(shown)")
        let run = try installation.kedjad(["keys", "rotate"])
        #expect(run.status == 0, "\(run)")
        let newID = try installation.keyInForce()
        #expect(newID != oldID)
        #expect(run.errors.contains("changing the master key from \(oldID) to \(newID)") && run.errors.contains("0 of 0"), "\(run)")
        let key = installation.path("master.key")
        #expect(run.output.contains("replaced:    \(oldID), kept in \(key).\(oldID)"), "\(run)")
        #expect(try Data(contentsOf: installation.file("master.key.\(oldID)")) == old)
        #expect(!FileManager.default.fileExists(atPath: key + ".next") && !FileManager.default.fileExists(atPath: key + ".part"))
        for name in ["master.key", "master.key.\(oldID)"] { #expect(try installation.mode(name) == 0o600) }
        #expect(try installation.kedjad(["check"]).status == 0)

        try installation.putKey(String(decoding: old, as: UTF8.self))
        let refused = try installation.kedjad(["serve"])
        let today = try #require(try installation.kedjad(["keys", "show"]).output.firstMatch(of: /changed: .*, (\d{4}-\d\d-\d\d)T/)).1
        #expect(refused.status == 78)
        #expect(
            refused.errors.contains("the master key \(oldID) was replaced on \(today); the one in force is \(newID) [master-key-replaced]"),
            "\(refused)")
    }

    /// The rotating process is killed, really, at many points; the daemon starts in the middle; a wrong or missing next key is named.
    @Test func goesOnAfterBeingKilled() throws {
        let installation = try initialised()
        defer { installation.close() }
        try installation.start()
        try installation.addProfiles()
        try installation.fillDirectory()
        let people = try (0..<30).map { try installation.register($0) }
        var (kills, inTheMiddle) = (0, 0)
        for line in 1...12 {
            let before = try installation.keyInForce()
            guard try installation.rotateKilled(afterLine: line) else { continue }
            kills += 1
            guard try installation.kedjad(["keys", "show"]).output.contains("being changed:") else {
                try installation.finishRotation()
                continue
            }
            inTheMiddle += 1
            #expect(try installation.keyInForce() == before)
            try requireNamedFaults(installation)
            let check = try installation.kedjad(["check"])
            #expect(check.status == 0 && check.output.contains("isn't finished; run kedjad keys rotate"), "\(check)")
            installation.stop()
            try installation.start()
            try installation.addProfile("sdf-angered/rut")
            try installation.must(0, "rut", "participant", "show", people[line])
            try installation.finishRotation()
            #expect(try installation.keyInForce() != before)
            try installation.must(0, "rut", "participant", "show", people[line])
        }
        #expect(kills >= 4 && inTheMiddle >= 1, "\(kills) kills, \(inTheMiddle) in the middle")
        for person in people { try installation.must(0, "rut", "participant", "show", person) }
        try installation.addProfile("sdf-angered/gun")
        let log = try installation.must(0, "gun", "audit", "list", "--action", "finishKeyRotation", "--json")
        #expect(log.output.contains("sdf-angered/kedjad"), "\(log)")
        try installation.must(0, "gun", "audit", "verify")
    }

    /// The process is killed at each system call that makes something durable, by the kernel: between any two of them.
    @Test(
        .enabled(if: Program.found("strace"), "strace is not installed"),
        arguments: ["fsync", "fdatasync", "link", "rename", "unlink", "ftruncate", "pwrite64"])
    func goesOnAfterBeingKilledAtASystemCall(_ call: String) throws {
        let installation = try initialised()
        defer { installation.close() }
        var kills = 0
        for number in [1, 2, 3, 4, 5, 6, 8, 11, 15, 20, 30, 50] {
            let strace = [
                "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(number)",
            ]
            let before = try installation.keyInForce()
            let run = try installation.kedjad(["keys", "rotate"], wrapper: strace)
            guard run.status != 0 else { break }
            kills += 1
            #expect(try installation.kedjad(["check"]).status == 0, "\(call) \(number): \(run)")
            // Only the very last steps leave no change to finish.
            let isLeft = FileManager.default.fileExists(atPath: installation.path("master.key.next"))
            if try isLeft || installation.keyInForce() == before { try installation.finishRotation() }
            let after = try installation.keyInForce()
            #expect(after != before)
            #expect(try installation.kedjad(["check"]).output == "kedjad: all is well\n")
            #expect(!FileManager.default.fileExists(atPath: installation.path("master.key.next")))
            #expect(FileManager.default.fileExists(atPath: installation.path("master.key.\(before)")))
        }
        #expect(kills > 0, "never killed at \(call)")
    }

    private func requireNamedFaults(_ installation: Installation) throws {
        let next = installation.file("master.key.next")
        let right = try Data(contentsOf: next)
        for (text, code) in [
            (String(repeating: "cd", count: 32), "next-key-wrong"), (nil, "next-key-missing"), ("x", "master-key-malformed"),
        ] {
            try FileManager.default.removeItem(at: next)
            if let text { try installation.putKey(text, at: "master.key.next") }
            for command in [["serve"], ["check"], ["keys", "rotate"]] {
                let run = try installation.kedjad(command)
                #expect(run.status == 78 && run.errors.contains("[\(code)]"), "\(run)")
            }
            if text == nil { try Data().write(to: next) }
        }
        try FileManager.default.removeItem(at: next)
        try installation.putKey(String(decoding: right, as: UTF8.self), at: "master.key.next")
    }

    private func initialised() throws -> Installation {
        let installation = try Installation()
        do {
            try installation.makeCertificates()
            try installation.initialise()
        } catch {
            installation.close()
            throw error
        }
        return installation
    }
}
