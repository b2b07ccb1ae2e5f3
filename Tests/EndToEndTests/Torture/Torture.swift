import ExchangeClient
import Foundation
import StorageContract
import Synchronization

/// Kills the daemon when so many deeds have begun, and a moment more.
final class Fuse: Sendable {
    private let left: Mutex<UInt64>
    private let delay: UInt32
    private let process: Int32

    /// - Parameter delay: microseconds, which let the kill fall anywhere in what is under way.
    init(after deeds: UInt64, delay: UInt32, _ process: Int32) {
        left = Mutex(deeds)
        self.delay = delay
        self.process = process
    }

    var hasBurnt: Bool { left.withLock { $0 == 0 } }

    func burn() {
        let isLast = left.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return left == 0
        }
        guard isLast else { return }
        let (delay, process) = (delay, process)
        Thread.detachNewThread {
            usleep(delay)
            kill(process, SIGKILL)
        }
    }
}

/// The whole of it: officers work, the daemon is killed, started, and looked at, again and again. A seed gives the same deeds and the same kills,
/// as far as clocks and threads let it.
struct Torture {
    let installation: Installation
    let ledger: Ledger
    let seed: UInt64
    private let random: SeededRandom

    init(_ installation: Installation, seed: UInt64, ledger path: String?) throws {
        self.installation = installation
        self.seed = seed
        ledger = try Ledger(path: path ?? installation.path("ledger"))
        random = SeededRandom(seed: seed)
        try FileManager.default.createDirectory(
            atPath: installation.path("torture/uploads"), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try installation.keepPort()
        // Small parts, so that an upload has many places to be killed at.
        let file = installation.folder.appendingPathComponent("kedjad.yaml")
        let text = try String(contentsOf: file, encoding: .utf8) + "\nlimits: { partBytes: 65536 }\n"
        try Data(text.utf8).write(to: file)
        installation.stop()
        try installation.start()
    }

    /// - Throws: a `Loss` with the first thing that isn't as it was acknowledged.
    func run(kills: Int, lanes count: Int) async throws {
        let lanes = try await makeLanes(count)
        print("torture: seed \(seed), \(kills) kills, \(count) actors")
        for number in 1...kills {
            try await work(lanes)
            try await restart()
            try await inspect(lanes)
            print(
                "torture: kill \(number) of \(kills): \(ledger.leafCount) entries, \(ledger.count("acknowledged")) acknowledged, nothing lost"
            )
            // Who follows it through a pipe sees how far it has come.
            fflush(nil)
            if number.isMultiple(of: 25) { try verify() }
        }
        try await finish(lanes)
    }

    private func makeLanes(_ count: Int) async throws -> [Lane] {
        let cast = try Cast(installation, ledger)
        var lanes: [Lane] = []
        for number in 0..<count {
            lanes.append(try await cast.lane(number, SeededRandom(seed: random.below(.max)), byProgram: number == 0))
        }
        await cast.close()
        return lanes
    }

    /// Everybody at once, until the daemon is dead.
    private func work(_ lanes: [Lane]) async throws {
        let installation = installation
        guard let process = installation.daemon?.processIdentifier else { throw StoryError("there is no daemon") }
        let cast = try Cast(installation, ledger)
        let fuse = Fuse(
            after: 1 + random.below(UInt64(12 * lanes.count)), delay: UInt32(random.below(40_000)), process)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in lanes { group.addTask { try await lane.work(cast) { fuse.burn() } } }
            try await group.waitForAll()
        }
        await cast.close()
        try Loss.unless(fuse.hasBurnt, "the daemon left everybody without an answer, and nobody had killed it")
        try await aside { installation.daemon?.waitForEnd() }
        ledger.note("killed", lane: -1)
    }

    func restart() async throws {
        let installation = installation
        try await aside {
            installation.stop()
            // The port may have been lent to somebody's connection meanwhile.
            for _ in 0..<20 {
                if (try? installation.start()) != nil { return }
                usleep(200_000)
            }
            throw Loss("the daemon doesn't start any more")
        }
    }

    func inspect(_ lanes: [Lane]) async throws {
        let cast = try Cast(installation, ledger)
        try await Inspection(cast: cast).run(lanes)
        await cast.close()
    }

    func verify() throws {
        let run = try installation.kedja("gun", "audit", "verify")
        try Loss.unless(run.status == 0, "\(run)")
    }

    /// What was under way at the last kill is done, and everything looked at once more.
    private func finish(_ lanes: [Lane]) async throws {
        let cast = try Cast(installation, ledger)
        for lane in lanes { try await lane.finishPending(cast) }
        await cast.close()
        try await inspect(lanes)
        try verify()
        let deeds = ["upload", "consent", "request", "answer", "withdrawal"].map { "\(ledger.count($0)) \($0)s" }.joined(separator: ", ")
        print(
            "torture: \(ledger.count("killed")) kills with seed \(seed): \(ledger.count("acknowledged")) acknowledged (\(deeds)), "
                + "\(ledger.count("asked") - ledger.count("acknowledged")) in flight, \(ledger.count("resumed")) uploads gone on with, "
                + "\(ledger.count("receipt")) receipts, \(ledger.leafCount) entries, 0 lost")
    }
}
