import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation
import StorageContract
import Testing
import TransparencyLog

/// A call of the system that fails, what is answered, and what becomes of the daemon.
struct DiskFault: Sendable, CustomTestStringConvertible {
    let call: String
    let error: String
    let isUpload: Bool
    /// Whether nothing is written any more until a new start.
    let stops: Bool

    static let all = [
        // A failed sync: nobody knows what is on the disk, so nothing is written on top of it.
        DiskFault(call: "fdatasync", error: "EIO", isUpload: false, stops: true),
        DiskFault(call: "fdatasync", error: "ENOSPC", isUpload: true, stops: true),
        DiskFault(call: "fsync", error: "EIO", isUpload: true, stops: true),
        // Anything else fails by itself, and works again when the reason is gone.
        DiskFault(call: "pwrite64", error: "EIO", isUpload: false, stops: false),
        DiskFault(call: "pwrite64", error: "ENOSPC", isUpload: false, stops: false),
        DiskFault(call: "pwrite64", error: "ENOSPC", isUpload: true, stops: false),
        DiskFault(call: "pwrite64", error: "EROFS", isUpload: false, stops: false),
        DiskFault(call: "link", error: "EIO", isUpload: true, stops: false),
        DiskFault(call: "link", error: "ENOSPC", isUpload: true, stops: false),
        DiskFault(call: "unlink", error: "EIO", isUpload: true, stops: false),
        DiskFault(call: "mkdir", error: "ENOSPC", isUpload: true, stops: false),
    ]

    var testDescription: String { "\(call) \(error), \(isUpload ? "an upload" : "a commit")" }
}

/// Disks that fail under the real daemon: the answer is clear, what can be served is, nothing acknowledged is lost, and it recovers as it should.
@Suite(.serialized, .longOnOwnThreads, .enabled(if: Fault.isPossible, "strace is not installed, or may not trace the daemon"))
struct FaultTests {
    @Test func eachFaultOfTheDiskHasItsAnswerAndItsWayBack() async throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let torture = try Torture(installation, seed: 1, ledger: nil)
        let first = try Cast(installation, torture.ledger)
        let lane = try await first.lane(1, SeededRandom(seed: 1))
        try await lane.sendDocument(first)
        await first.close()
        for fault in DiskFault.all {
            let cast = try Cast(installation, torture.ledger)
            let strace = try Fault(fault.call, fault.error, at: installation)
            let error = try await clientError { try await fault.isUpload ? lane.sendDocument(cast) : lane.giveConsent(cast) }
            strace.end()
            #expect(
                error?.code == (fault.stops ? "storage-stopped" : "storage-failed"),
                "\(fault.testDescription): \(String(describing: error))")
            #expect(error?.problem?.status == 503, "\(fault.testDescription)")
            #expect(error?.exitClass == .unavailable)
            try await expectServed(cast, isStopped: fault.stops)
            if fault.stops {
                try await expectStopped(cast, fault)
                await cast.close()
                try await torture.restart()
            } else {
                await cast.close()
            }
            try await goOn(lane, torture)
        }
        try torture.verify()
    }

    /// What needs no entry in the log is served: the state, and the log itself.
    private func expectServed(_ cast: Cast, isStopped: Bool) async throws {
        let status = try await cast.frida.connection.plain(.status())
        #expect(status.writingStopped == (isStopped ? true : nil))
        let head = try await cast.frida.connection.checkpoint().checkpoint
        #expect(try await cast.frida.connection.plain(.leaves(from: head.size - 1)).leaves.count >= 1)
        _ = try await cast.frida.connection.plain(.inclusionProof(of: 0, in: head.size))
        let tile = try cast.installation.curl("fk/frida", "/log/tile/entries/000.p/1")
        #expect(tile.status == 200)
    }

    /// The disk is well again, and it stays stopped: for every action, reading included, for none is done without its entry.
    private func expectStopped(_ cast: Cast, _ fault: DiskFault) async throws {
        let reading = try await clientError { _ = try await cast.rut.send(.cases(onlyOpen: true, after: nil)) }
        #expect(reading?.code == "storage-stopped", "\(fault.testDescription)")
        let log = try cast.installation.daemonLog().split(separator: "\n").filter { $0.contains("nothing is written any more") }
        #expect(log.last?.contains(" error ") == true && log.last?.contains("start kedjad anew") == true, "\(log)")
        let program = try cast.installation.kedja("rut", "case", "list", "--lang", "en")
        #expect(program.status == 6 && program.errors.contains("a disk is failing, and the service writes nothing more"), "\(program)")
        let status = try cast.installation.kedja("rut", "status", "--lang", "en")
        #expect(
            status.status == 0 && (status.output + status.errors).contains("it writes nothing more until it's started anew"), "\(status)")
    }

    /// All that was acknowledged is there, what failed is there whole or not at all, and works when it's made again.
    private func goOn(_ lane: Lane, _ torture: Torture) async throws {
        try await torture.inspect([lane])
        let cast = try Cast(torture.installation, torture.ledger)
        try await lane.finishPending(cast)
        await cast.close()
        try await torture.inspect([lane])
    }

    /// Somebody works, and the second listener tells how the daemon is.
    private func observed(_ installation: Installation) async throws -> (Torture, Cast, Lane) {
        let torture = try Torture(installation, seed: 1, ledger: nil)
        installation.stop()
        try installation.startObserved()
        let cast = try Cast(installation, torture.ledger)
        return (torture, cast, try await cast.lane(1, SeededRandom(seed: 1)))
    }

    /// What is committed can't be moved to the database file: it's safe where it is, and work goes on; but it's told of before the disk is full.
    @Test func aCheckpointThatCannotWriteIsToldOf() async throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let (torture, cast, lane) = try await observed(installation)
        let strace = try Fault("pwrite64", "EIO", at: installation, onlyOn: installation.path("data/kedja.sqlite"))
        let words = "the database file can't be written"
        for _ in 0..<1000 where try !installation.log().contains(words) {
            _ = try await cast.rut.send(.openCase(for: await lane.state.participant))
        }
        #expect(try installation.log().contains(words))
        let failing = try installation.observe("/ready")
        #expect(failing.status == 503 && failing.body == "storage-unwritable\n")
        _ = try await cast.rut.send(.openCase(for: await lane.state.participant))
        let (told, counted) = (
            try installation.log().components(separatedBy: words).count - 1, try installation.metric("kedja_checkpoint_failures_total")
        )
        #expect(told == 1 && (counted ?? 0) >= 2)
        strace.end()
        #expect(try installation.observe("/ready").status == 200)
        await cast.close()
        try await torture.restart()
        try await torture.inspect([lane])
        try torture.verify()
    }

    /// The sync of the database file when the WAL file is moved there, which SQLite itself would keep silent about.
    @Test func aCheckpointThatCannotSyncStopsWritingToo() async throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let (torture, cast, lane) = try await observed(installation)
        #expect(try installation.observe("/ready").status == 200)
        let strace = try Fault("fdatasync", "EIO", at: installation, onlyOn: installation.path("data/kedja.sqlite"))
        var (done, error): (Int, ClientError?) = (0, nil)
        while error == nil && done < 1000 {
            error = try await clientError { _ = try await cast.rut.send(.openCase(for: await lane.state.participant)) }
            done += 1
        }
        strace.end()
        #expect(done > 1 && error?.code == "storage-stopped", "\(done): \(String(describing: error))")
        try await expectServed(cast, isStopped: true)
        let stopped = try installation.observe("/ready")
        #expect(stopped.status == 503 && stopped.body == "storage-unwritable\n")
        await cast.close()
        try await torture.restart()
        try await torture.inspect([lane])
        try torture.verify()
    }

    /// A key's change that can't be renamed into its place, or synced, says so, and goes on when it's run again.
    @Test(arguments: ["rename", "fsync", "fdatasync", "link"]) func aKeysChangeOnAFailingDisk(_ call: String) throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let before = try installation.keyInForce()
        let strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(call):error=EIO"]
        let run = try installation.kedjad(["keys", "rotate"], wrapper: strace)
        #expect([73, 74].contains(run.status), "\(run)")
        #expect(run.errors.split(separator: "\n").count { $0.hasPrefix("kedjad: error: ") } == 1, "\(run)")
        #expect(try installation.kedjad(["check"]).status == 0)
        try installation.must(0, "rut", "case", "list")
        try installation.finishRotation()
        #expect(try installation.keyInForce() != before)
        try installation.must(0, "gun", "audit", "verify")
    }
}
