import Exchange
import ExchangeAPI
import Foundation
import StorageContract
import Testing

/// The order of system calls that durability rests on, as the kernel saw it: a kill can't show it, for it leaves the page cache alone.
@Suite(.serialized, .ownThreads, .enabled(if: Program.found("strace"), "strace is not installed")) struct DurabilityOrderTests {
    private static let wal = "kedja.sqlite-wal"

    /// A commit is on the disk before a byte of its answer leaves, and an upload's payload before the commit that tells of it.
    @Test func anAnswerComesAfterWhatItRestsOn() async throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let torture = try Torture(installation, seed: 1, ledger: nil)
        let before = try Cast(installation, torture.ledger)
        let lane = try await before.lane(1, SeededRandom(seed: 1))
        await before.close()
        installation.stop()
        let file = installation.path("trace")
        try installation.startTraced(to: file)
        let cast = try Cast(installation, torture.ledger)
        #expect(try await lane.story(cast))
        await cast.close()
        installation.stop()
        let trace = try installation.trace(file)
        try expectCommitsBeforeAnswers(trace)
        try expectPayloadBeforeCommit(trace)
    }

    /// Only one client calls at a time, so from a commit's first byte until it's synced nothing may be answered.
    private func expectCommitsBeforeAnswers(_ trace: Trace) throws {
        var (commits, line) = (0, -1)
        while let write = trace.first(after: line, { $0.name == "pwrite64" && $0.isOn(Self.wal) }) {
            let sync = try #require(
                trace.first(after: write.began) { $0.name == "fdatasync" && $0.isOn(Self.wal) }, "a commit that isn't synced")
            #expect(sync.result == "0")
            let early = trace.events.filter { $0.isAnswer && $0.began > write.began && $0.began < sync.ended }
            #expect(early.isEmpty, "answered before the commit was synced: \(early)")
            if trace.first(after: sync.ended, { $0.isAnswer }) != nil { commits += 1 }
            line = sync.ended
        }
        #expect(commits >= 8, "\(commits) commits")
    }

    private func expectPayloadBeforeCommit(_ trace: Trace) throws {
        let steps: [(Trace.Event) -> Bool] = [
            { $0.name == "pwrite64" && $0.arguments.contains("/uploads/upl_") },
            { $0.name == "fsync" && $0.arguments.contains("/uploads/upl_") },
            { $0.name == "fsync" && $0.isOn("blobs") },
            { $0.name.hasPrefix("link") && $0.arguments.contains("/uploads/upl_") },
            { $0.name == "fsync" && $0.arguments.contains("/blobs/") },
            { $0.name.hasPrefix("unlink") && $0.arguments.contains("/uploads/upl_") },
            { $0.name == "fsync" && $0.isOn("uploads") },
            { $0.name == "pwrite64" && $0.isOn(Self.wal) },
            { $0.name == "fdatasync" && $0.isOn(Self.wal) },
            { $0.isAnswer },
        ]
        #expect(trace.chain(steps) != nil)
        // Every byte of the payload was written before it was synced.
        let sync = try #require(trace.events.first { $0.name == "fsync" && $0.arguments.contains("/uploads/upl_") })
        #expect(trace.first(after: sync.began) { $0.name == "pwrite64" && $0.arguments.contains("/uploads/upl_") } == nil)
        // Nothing of the document is committed before its payload has its name.
        let link = try #require(trace.events.first { $0.name.hasPrefix("link") })
        #expect(trace.events.allSatisfy { !$0.name.hasPrefix("link") || $0.result == "0" })
        #expect(trace.last(before: link.began) { $0.name == "fsync" && $0.arguments.contains("/uploads/upl_") }?.result == "0")
    }

    /// A new master key is on the disk before anything is wrapped by it, and in its place before the old file goes; what moves from the WAL file to
    /// the database was synced there first, and is synced here before the WAL file is cut.
    @Test func aKeysChangeAndACheckpoint() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        installation.stop()
        let file = installation.path("trace")
        let strace = ["strace", "-f", "-yy", "-s", "16", "-o", file, "-e", "trace=\(Installation.traced)"]
        #expect(try installation.kedjad(["keys", "rotate"], wrapper: strace).status == 0)
        let trace = try installation.trace(file)
        let made: [(Trace.Event) -> Bool] = [
            { $0.name == "write" && $0.isOn("master.key.next.part") }, { $0.name == "fsync" && $0.isOn("master.key.next.part") },
            { $0.name.hasPrefix("link") && $0.isOn("master.key.next") },
            { $0.name == "fsync" && $0.isOn(installation.folder.lastPathComponent) },
            { $0.name == "pwrite64" && $0.isOn(Self.wal) }, { $0.name == "fdatasync" && $0.isOn(Self.wal) },
            { $0.name.hasPrefix("rename") && $0.isOn("master.key.next") && $0.isOn("master.key") },
            { $0.name == "fsync" && $0.isOn(installation.folder.lastPathComponent) },
        ]
        #expect(trace.chain(made) != nil)
        var moved = 0
        for write in trace.events where write.name == "pwrite64" && write.isOn("kedja.sqlite") {
            let last = trace.last(before: write.began) { $0.name == "pwrite64" && $0.isOn(Self.wal) }
            guard let last else { continue }
            let sync = trace.first(after: last.began) { $0.name == "fdatasync" && $0.isOn(Self.wal) }
            #expect(sync.map { $0.ended < write.began } == true, "moved to the database before it was synced")
            moved += 1
        }
        #expect(moved > 0)
        let cuts = trace.events.filter { $0.name == "ftruncate" && $0.isOn(Self.wal) }
        #expect(!cuts.isEmpty)
        for cut in cuts {
            guard let last = trace.last(before: cut.began, { $0.name == "pwrite64" && $0.isOn("kedja.sqlite") }) else { continue }
            let sync = trace.first(after: last.began) { $0.name == "fdatasync" && $0.isOn("kedja.sqlite") }
            #expect(sync.map { $0.result == "0" && $0.ended < cut.began } == true, "the WAL file was cut before the database was synced")
        }
    }
}
