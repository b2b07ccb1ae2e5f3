import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation
import GRDB
import StorageContract
import Testing

/// A data folder in a state that nobody wants: the daemon says which, in a sentence, and serves what it can.
@Suite(.serialized, .longOnOwnThreads) struct StorageStateTests {
    /// Whether this process may mount file systems.
    static let mayMount: Bool = {
        guard getuid() == 0, Program.found("unshare") else { return false }
        let run = try? Program.run(
            ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], in: FileManager.default.temporaryDirectory)
        return run?.status == 0
    }()

    private func opened(_ installation: Installation) async throws -> (Torture, Cast, Lane) {
        let torture = try Torture(installation, seed: 1, ledger: nil)
        let cast = try Cast(installation, torture.ledger)
        return (torture, cast, try await cast.lane(1, SeededRandom(seed: 1)))
    }

    /// A small disk is filled to its last byte while the daemon runs, and emptied.
    @Test(.enabled(if: mayMount, "may not mount a small disk")) func aFullDisk() async throws {
        let installation = try Installation()
        defer { installation.close() }
        let data = installation.path("data")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let mounted = try Program.run(["mount", "-t", "tmpfs", "-o", "size=16m,mode=700", "tmpfs", data], in: installation.folder)
        try #require(mounted.status == 0, "\(mounted)")
        defer { _ = try? Program.run(["umount", "-l", data], in: installation.folder) }
        try installation.makeCertificates()
        try installation.initialise()
        try installation.start()
        try installation.addProfiles()
        try installation.fillDirectory()
        let torture = try Torture(installation, seed: 1, ledger: nil)
        installation.stop()
        try installation.startObserved()
        let cast = try Cast(installation, torture.ledger)
        let lane = try await cast.lane(1, SeededRandom(seed: 1))
        try await lane.sendDocument(cast)
        #expect(try installation.observe("/ready").status == 200)

        _ = try Program.run(["sh", "-c", "cat /dev/zero > \(data)/filler"], in: installation.folder)
        var error: ClientError?
        // There may be room in pages that the WAL file has already.
        for _ in 0..<200 where error == nil { error = try await clientError { try await lane.giveConsent(cast) } }
        #expect(error?.code == "storage-failed" && error?.problem?.status == 503, "\(String(describing: error))")
        #expect(error?.problem?.detail.contains("disk is full") == true, "\(String(describing: error?.problem))")
        #expect(try await cast.frida.connection.plain(.status()).writingStopped == nil)
        let full = try installation.observe("/ready")
        #expect(full.status == 503 && full.body == "disk-full\n")
        try FileManager.default.removeItem(atPath: data + "/filler")
        #expect(try installation.observe("/ready").status == 200)
        try await lane.finishPending(cast)
        await cast.close()
        try await torture.inspect([lane])
        try torture.verify()
        installation.stop()
    }

    /// The data folder's disk has been mounted to be read only, as a kernel does that has found it damaged.
    @Test(.enabled(if: mayMount, "may not mount a disk read-only")) func aReadOnlyDisk() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        installation.stop()
        let data = installation.path("data")
        let mount = "mount --bind \(data) \(data) && mount -o remount,bind,ro \(data) && exec \"$@\""
        for command in ["serve", "check"] {
            let run = try installation.kedjad([command], wrapper: ["unshare", "-m", "sh", "-c", mount, "sh"])
            #expect([74, 78].contains(run.status), "\(run)")
            #expect((run.output + run.errors).contains("ead-only"), "\(run)")
        }
        try installation.start()
        try installation.addProfile("sdf-angered/gun")
        try installation.must(0, "gun", "audit", "verify")
    }

    /// Somebody has the database open and writes: what reads goes on, what writes waits, and comes when it's let go.
    @Test(.enabled(if: Program.found("python3"), "python3 is not installed")) func aDatabaseThatAnotherProcessHolds() async throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let (torture, cast, lane) = try await opened(installation)
        let holder = Process()
        let (input, output) = (Pipe(), Pipe())
        holder.executableURL = URL(filePath: "/usr/bin/env")
        let script = """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1], isolation_level=None)
            c.execute('BEGIN IMMEDIATE')
            print('held', flush=True)
            sys.stdin.read()
            """
        holder.arguments = ["python3", "-c", script, installation.path("data/kedja.sqlite")]
        (holder.standardInput, holder.standardOutput) = (input, output)
        try holder.run()
        #expect(try output.fileHandleForReading.read(upToCount: 5) == Data("held\n".utf8))
        async let writing: Void = lane.giveConsent(cast)
        while await lane.state.pending == nil { await Task.yield() }
        for _ in 0..<5 { #expect(try await cast.frida.connection.plain(.status()).writingStopped == nil) }
        #expect(await lane.state.pending != nil)
        try input.fileHandleForWriting.close()
        holder.waitForEnd()
        try await writing
        await cast.close()
        try await torture.inspect([lane])
    }

    /// A page of the documents' table is overwritten: what needs it says so, and the rest goes on. Put back, all is well.
    @Test func aDamagedPage() async throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let (torture, cast, lane) = try await opened(installation)
        try await lane.sendDocument(cast)
        await cast.close()
        installation.stop()
        let database = installation.path("data/kedja.sqlite")
        let (root, size) = try await DatabaseQueue(path: database).writeWithoutTransaction { db -> (Int, Int) in
            _ = try db.checkpoint(.truncate)
            return (
                try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'documents'") ?? 0,
                try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
            )
        }
        let file = try FileHandle(forUpdating: URL(filePath: database))
        try file.seek(toOffset: UInt64((root - 1) * size))
        let good = try #require(try file.read(upToCount: size))
        func put(_ bytes: Data) throws {
            try file.seek(toOffset: UInt64((root - 1) * size))
            try file.write(contentsOf: bytes)
        }
        try put(Data(repeating: 0xa5, count: size))
        try await torture.restart()
        let document = try #require(await lane.state.documents.keys.first)
        let run = try installation.kedja("rut", "document", "show", document.text, "--lang", "en")
        #expect(run.status == 5 && run.errors.contains("the database file is damaged"), "\(run)")
        #expect(run.errors.contains("restore it from a backup"), "\(run)")
        let shown = try installation.curl("sdf-angered/rut", "/v1/documents/\(document)")
        #expect(shown.status == 500 && shown.body.contains(#""code":"damaged""#), "\(shown)")
        // Cases, consents and the log lie elsewhere.
        try installation.must(0, "rut", "case", "list")
        try installation.must(0, "rut", "status")
        try installation.must(0, "gun", "audit", "verify")
        installation.stop()
        try put(good)
        try await torture.restart()
        try await torture.inspect([lane])
        try torture.verify()
    }

    /// A payload isn't there any more: its document says so, and others go on.
    @Test func aMissingPayload() async throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let (torture, cast, lane) = try await opened(installation)
        try await lane.sendDocument(cast)
        try await lane.sendDocument(cast)
        let documents = await lane.state.documents
        let lost = try #require(documents.keys.min()), other = try #require(documents.keys.max())
        let path = installation.path("data/blobs/\(lost.text.dropFirst(4).prefix(2))/\(lost.text)")
        try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
        let run = try installation.kedja(
            "rut", "document", "get", lost.text, "--purpose", "planering", "-o", installation.path("x"), "--lang", "en")
        #expect(run.status == 5 && run.errors.contains("payload is missing from storage"), "\(run)")
        #expect(!FileManager.default.fileExists(atPath: installation.path("x")))
        try installation.must(0, "rut", "document", "show", lost.text)
        #expect(try await cast.reads(other, documents[other]?.content, as: cast.rut, for: .planering, lane: 1))
        try FileManager.default.moveItem(atPath: path + ".away", toPath: path)
        await cast.close()
        try await torture.inspect([lane])
    }

    /// The daemon's clock jumps, forwards and back: records that are signed by the right time are refused with a word about clocks, the rest goes
    /// on, and the log holds.
    @Test(.enabled(if: DecisionStage.faketime != nil, "faketime is not installed")) func aClockThatJumps() async throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        try installation.keepPort()
        installation.stop()
        func tell(_ offset: String) throws {
            try Data("\(offset)\n".utf8).write(to: installation.file("clock"), options: .atomic)
        }
        try tell("+0")
        try installation.start(wrapper: [
            "env", "LD_PRELOAD=\(DecisionStage.faketime ?? "")", "FAKETIME_TIMESTAMP_FILE=\(installation.path("clock"))",
            "FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1", "sh", "-c", "exec \"$@\"", "sh",
        ])
        let ledger = try Ledger(path: installation.path("ledger"))
        let cast = try Cast(installation, ledger)
        let lane = try await cast.lane(1, SeededRandom(seed: 1))
        try await lane.sendDocument(cast)
        let document = try #require(await lane.state.documents.first)
        for offset in ["+40m", "+0", "+3d", "+20m", "+0"] {
            try tell(offset)
            if offset != "+0" {
                let error = try await clientError { try await lane.giveConsent(cast) }
                #expect(error?.code == "invalid-record", "\(offset): \(String(describing: error))")
                #expect(error?.problem?.detail.contains("clock") == true, "\(offset): \(String(describing: error?.problem))")
            }
            // What needs no record is done, with the time that the clock says.
            #expect(try await cast.reads(document.key, document.value.content, as: cast.rut, for: .planering, lane: 1), "\(offset)")
            try installation.must(0, "gun", "audit", "verify")
        }
        // Before the certificates began nobody gets in; afterwards all is as it was.
        try tell("-40m")
        let early = try installation.kedja("rut", "status")
        #expect(early.status == 6, "\(early)")
        try tell("+0")
        try await lane.finishPending(cast)
        try await Inspection(cast: cast).run([lane])
        await cast.close()
    }
}
