import Foundation
import StorageContract
import Testing

/// The daemon is killed by the kernel at the N-th call that makes something durable, in a small story. `scripts/torture --calls` does it for each N
/// (`KEDJA_TORTURE_CALLS=all`). A thread counts its own calls, and the first that comes to N is the one: all that one thread does is cut between any
/// two, which is each commit, for one thread makes them, and the keeping of each payload, which one thread does from its first sync to its last.
@Suite(.serialized, .longOnOwnThreads, .enabled(if: Program.found("strace"), "strace is not installed")) struct TortureCallTests {
    static let isWhole = ProcessInfo.processInfo.environment["KEDJA_TORTURE_CALLS"] == "all"
    /// Of a call that the story makes often, some; of one that it makes once on each thread, that.
    static func numbers(of call: String) -> [Int] {
        if isWhole { return Array(1...2000) }
        return switch call {
        case "pwrite64": [2, 21]
        case "fdatasync": [2, 9]
        case "fsync": [2]
        default: [1]
        }
    }

    @Test(arguments: ["pwrite64", "fdatasync", "fsync", "link", "unlink", "mkdir"]) func killedAtACall(_ call: String) async throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let torture = try Torture(installation, seed: 1, ledger: nil)
        var (kills, inStory) = (0, 0)
        for number in Self.numbers(of: call) {
            let lane = try await lane(number, torture)
            installation.stop()
            let isUp = (try? installation.start(wrapper: Self.strace(call, number))) != nil
            let isTold = isUp ? try await tell(lane, torture) : false
            if isTold { break }
            kills += 1
            inStory += isUp ? 1 : 0
            try await torture.restart()
            try await torture.inspect([lane])
            try await finish(lane, torture)
        }
        try await torture.restart()
        try torture.verify()
        print("torture: killed at \(call) \(kills) times, \(inStory) of them in the story, 0 lost")
        #expect(kills > 0, "never killed at \(call)")
        // On one thread the start makes more folders than a story does.
        #expect(!Self.isWhole || inStory > 0 || call == "mkdir", "never killed in the story at \(call)")
    }

    /// `kedjad init` is done, or says how to begin anew.
    @Test(arguments: ["pwrite64", "fdatasync", "fsync", "link", "mkdir"]) func initKilledAtACall(_ call: String) throws {
        let installation = try Installation()
        defer { installation.close() }
        try installation.makeCertificates()
        var kills = 0
        for number in Self.numbers(of: call) {
            let isDone = (try? installation.initialise(wrapper: Self.strace(call, number))) != nil
            if isDone { break }
            kills += 1
            if try installation.kedjad(["check"]).status != 0 {
                let serving = try installation.kedjad(["serve"])
                #expect(serving.status == 78 && serving.errors.contains("hint"), "\(call) \(number): \(serving)")
                do { try installation.initialise() } catch {
                    #expect("\(error)".contains("where an init was interrupted here, move"), "\(call) \(number): \(error)")
                    for name in ["data", "master.key"] { try? FileManager.default.removeItem(at: installation.file(name)) }
                    try installation.initialise()
                }
            }
            #expect(try installation.kedjad(["check"]).status == 0, "\(call) \(number)")
            for name in ["data", "master.key"] { try FileManager.default.removeItem(at: installation.file(name)) }
        }
        #expect(kills > 0, "never killed at \(call)")
    }

    static func strace(_ call: String, _ number: Int) -> [String] {
        [
            "strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
            "inject=\(call):signal=KILL:when=\(number)",
        ]
    }

    private func lane(_ number: Int, _ torture: Torture) async throws -> Lane {
        let cast = try Cast(torture.installation, torture.ledger)
        let lane = try await cast.lane(number, SeededRandom(seed: UInt64(number)))
        await cast.close()
        return lane
    }

    /// Whether the story came to its end.
    private func tell(_ lane: Lane, _ torture: Torture) async throws -> Bool {
        let cast = try Cast(torture.installation, torture.ledger)
        let isTold = try await lane.story(cast)
        await cast.close()
        return isTold
    }

    /// What was under way is done again, and looked at, for the next look is at another case.
    private func finish(_ lane: Lane, _ torture: Torture) async throws {
        let cast = try Cast(torture.installation, torture.ledger)
        try await lane.finishPending(cast)
        await cast.close()
        try await torture.inspect([lane])
    }
}
