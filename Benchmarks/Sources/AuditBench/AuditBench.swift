import Exchange
import Foundation
import StorageSQLite

// Audited actions a second, durable before they are answered: AuditBench DIR [--ten-million], through `scripts/bench audit`.
//
//     AuditBench seed DIR COUNT     makes a data folder with a log of COUNT entries, for whoever wants a long one
//     AuditBench stage DIR          makes what `scripts/bench exchange` plays on, see `Stage`
//     AuditBench grow DIR DOCUMENTS ENTRIES                    fills its database and its log up
//     AuditBench jobs DIR KIND SEED FILE                       what LoadBench is to do there
//     AuditBench act DIR describe|retrieve|fetch CALLERS SECONDS     one row alone, for a profiler
//     AuditBench act DIR list N                                pages of documents, N of each person
//
// DIR is on a disk that is worth measuring, and removed by nobody. Machines differ and are shared: compare within one run.

@main
struct AuditBench {
    static func main() async throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        if let stage = StageCommand(arguments) { return try await stage.run() }
        if arguments.count == 3, arguments[0] == "seed", let count = UInt64(arguments[2]) {
            let world = try await BenchWorld(folder: arguments[1])
            try await world.fill(to: count)
            say("\(arguments[1]): \(try await world.size()) entries; the master key is master.key in it")
            return
        }
        if arguments.count == 5, arguments[0] == "act", let callers = Int(arguments[3]), let seconds = Double(arguments[4]) {
            let world = try await BenchWorld(folder: arguments[1])
            let action = ["retrieve": world.retrieve, "fetch": world.fetch][arguments[2]] ?? world.describe
            _ = try await Measurement(callers: callers, seconds: 0.5, action)
            let measured = try await Measurement(callers: callers, seconds: seconds, action)
            say("\(rate(measured.rate)) a second, median \(decimal(measured.median)) ms, \(decimal(measured.work)) µs of work each")
            return
        }
        if arguments.count == 4, arguments[0] == "act", arguments[2] == "list", let each = Int(arguments[3]), (1...500).contains(each) {
            return try await ListBench(folder: arguments[1], documentsEach: each).run { say($0) }
        }
        let tenMillion = arguments.contains("--ten-million")
        let short = arguments.contains("--short")
        arguments.removeAll { $0.hasPrefix("--") }
        guard arguments.count == 1 else {
            say("usage: AuditBench DIR [--short|--ten-million] | AuditBench seed DIR COUNT")
            exit(2)
        }
        let sizes: [UInt64] = short ? [] : [1_000_000] + (tenMillion ? [10_000_000] : [])
        try await AuditBench(folder: arguments[0], seconds: short ? 1 : 4).run(sizes: sizes)
    }

    let folder: String
    /// How long each row is measured.
    let seconds: Double

    private func run(sizes: [UInt64]) async throws {
        let disk = try DiskRates(folder: folder, seconds: min(seconds, 2))
        say("disk: \(rate(disk.syncs)) fdatasync/s (4 KiB appended each), \(rate(disk.commits)) one-row SQLite commits/s (WAL, FULL)")
        let world = try await BenchWorld(folder: folder + "/data")
        try await world.fill(to: 1_000)
        try await measureActions(world, disk)
        try await measureGrowth(world, sizes)
        say(Self.peers)
    }

    private func measureActions(_ world: BenchWorld, _ disk: DiskRates) async throws {
        say("\naction      callers   a second   median ms   99 % ms   µs of work   x fdatasync   x one-row commits")
        for (name, action) in [("describe", world.describe), ("retrieve", world.retrieve), ("fetch", world.fetch)] {
            for callers in [1, 8, 64, 512] {
                let (size, bytes) = (try await world.size(), try world.databaseBytes())
                let measured = try await Measurement(callers: callers, seconds: seconds, action)
                say(
                    column(name, 10, left: true), column("\(callers)", 8), column(rate(measured.rate), 10),
                    column(decimal(measured.median), 11), column(decimal(measured.late), 9), column(rate(measured.work), 12),
                    column(decimal(measured.rate / disk.syncs), 13), column(decimal(measured.rate / disk.commits), 19))
                guard name == "describe", callers == 512 else { continue }
                let entries = Double(try await world.size() - size)
                say("           ", decimal(Double(try world.databaseBytes() - bytes) / entries / 1024), "KiB of database an entry")
            }
        }
    }

    /// The same action while the log grows, and what a proof takes.
    private func measureGrowth(_ world: BenchWorld, _ sizes: [UInt64]) async throws {
        say("\nentries     appends/s (64 callers)   bulk entries/s   proof ms, median   99 %")
        for size in [try await world.size()] + sizes {
            let start = ContinuousClock.now
            let before = try await world.size()
            try await world.fill(to: size)
            let filled = Double(size - before) / (ContinuousClock.now - start).inSeconds
            let appended = try await Measurement(callers: 64, seconds: seconds, world.describe)
            let proved = try await Measurement(callers: 1, seconds: 1, world.prove(upTo: size))
            say(
                column("\(size)", 10, left: true), column(rate(appended.rate), 23), column(size > before ? rate(filled) : "-", 16),
                column(decimal(proved.median), 18), column(decimal(proved.late), 6))
        }
    }

    /// Remembered, from such a machine: two cores, shared.
    private static let peers = """

        remembered, not measured in this run: immudb embedded, synced, 660 / 14,000 / 29,000 transactions a second with 1 / 32 / 256 callers;
        Tessera POSIX 360 appends a second with one caller at its smallest batch age, 36,000-51,000 with 256
        """
}

/// At once, for a run takes minutes.
private func say(_ texts: String...) {
    print(texts.joined(separator: " "))
    fflush(nil)
}

private func rate(_ value: Double) -> String { value.rounded().formatted(.number.grouping(.automatic).locale(Locale(identifier: "en"))) }
private func decimal(_ value: Double) -> String { String(format: "%.2f", value) }
private func column(_ text: String, _ width: Int, left: Bool = false) -> String {
    let padding = String(repeating: " ", count: max(0, width - text.count))
    return left ? text + padding : padding + text
}
