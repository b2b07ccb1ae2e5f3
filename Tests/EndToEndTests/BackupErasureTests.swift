import Foundation
import Testing

/// A person is erased between a backup's records and its payloads; and what a change of master key does to backups from before.
@Suite(.serialized) struct BackupErasureTests {
    /// Whole only in `scripts/torture --calls`' environment: a stop of the tracer's may be lost, and then nobody is erased in time.
    @Test(.enabled(if: TortureCallTests.isWhole && Program.found("strace"), "needs strace and KEDJA_TORTURE_CALLS=all"))
    func whoIsErasedMeanwhileIsTold() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let document = try chain.upload(Data("plan".utf8))
        let erasure = try installation.client([
            "participant", "erase", chain.participant, "--ground", "GDPR art. 17.1 b", "--reason", "Tilda har bett om det", "--decision",
            "Dnr 7, 2026-05-01", "--profile", "rut",
        ]).id("era")
        try backUp(installation) {
            let done = try installation.must(0, "asa", "participant", "erase", "--confirm", erasure).output
            #expect(done.contains("Filer och databas är rensade"), "\(done)")
        }
        let backup = try #require(try installation.backups().last)
        let manifest = try String(contentsOfFile: backup + "/manifest", encoding: .utf8)
        #expect(manifest.contains("payloads 0 0\nabsent \(document) erased\n"), "\(manifest)")
        let whole = try installation.restore(backup, "--check")
        #expect(whole.status == 0, "\(whole)")

        let next = try installation.backUp()
        let after = try String(contentsOfFile: next.folder + "/manifest", encoding: .utf8)
        #expect(after.contains("payloads 0 0\n") && !after.contains("absent"), "\(after)")
        // The one before opens until the master key has been changed and the old one is gone.
        #expect(try installation.restore(backup, "--check").status == 0)
        let rotated = try installation.kedjad(["keys", "rotate"])
        #expect(rotated.status == 0, "\(rotated)")
        let refused = try installation.restore(backup, "--check")
        #expect(refused.status == 78 && refused.errors.contains("[master-key-wrong]"), "\(refused)")
    }

    /// Stops the command at each fsync, and does something once, when the records are in the backup and no payload is.
    private func backUp(_ installation: Installation, during: () throws -> Void) throws {
        let scratch = installation.file("stopped")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        let process = try Program.started(
            [
                "strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:signal=STOP",
                Program.kedjad,
                "backup", installation.path("backups"), "--config", installation.path("kedjad.yaml"),
            ], environment: [:], input: nil, scratch: scratch)
        var (isDone, stopped) = (false, 0)
        while process.isRunning {
            usleep(5000)
            // Each call stops for its tracer, too, and whoever wakes the command then takes the stop away that is to come.
            guard let backup = child(of: process.processIdentifier), isStopped(backup) else {
                stopped = 0
                continue
            }
            stopped += 1
            guard stopped == 20 else { continue }
            stopped = 0
            if !isDone, hasRecords(installation.path("backups")) {
                try during()
                isDone = true
            }
            kill(backup, SIGCONT)
        }
        let output = try String(contentsOf: scratch.appendingPathComponent("out"), encoding: .utf8)
        #expect(process.terminationStatus == 0 && isDone && output.contains("erased meanwhile:  1 document"), "\(output)")
    }

    private func hasRecords(_ place: String) -> Bool {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        return names.contains { $0.hasSuffix(".part") && FileManager.default.fileExists(atPath: "\(place)/\($0)/checkpoint") }
    }

    private func child(of process: Int32) -> Int32? {
        let children = try? String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)
        return children?.split(separator: " ").first.flatMap { Int32($0) }
    }

    private func isStopped(_ process: Int32) -> Bool {
        let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        return status?.split(separator: ")").last?.split(separator: " ").first?.lowercased() == "t"
    }
}
