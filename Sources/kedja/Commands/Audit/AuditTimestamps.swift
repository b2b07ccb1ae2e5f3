import ArgumentParser
import Exchange
import ExchangeClient

/// `kedja audit timestamps`: which checkpoints an authority of time has stamped, each verified.
struct AuditTimestamps: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("timestamps", Words.Timestamps.abstract) }

    @Option(help: Words.Timestamps.export.help(Words.Common.folder)) var export: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            guard let roots = try loadTimeAuthority(session.profile) else {
                throw LocalFault(.noTimeAuthority, Words.Timestamps.noAuthority, hint: Words.Timestamps.noAuthorityHint)
            }
            let found = try await verifyStamps(over: session.connection, trusting: roots, progress: { _ in })
            if let export { try exportStamps(found, to: export) }
            let report = StampReport(found, exportedTo: export)
            try session.output.show(report, report.lines)
            guard found.isSound else { throw LocalFault(.verificationFailed, Words.Timestamps.broken, hint: Words.Audit.brokenHint) }
        }
    }
}

/// What verifying the time-stamps found, for people and programs.
struct StampReport: Encodable {
    let stamps: [VerifiedStamp]
    /// Entries behind the newest stamp.
    let unstamped: UInt64
    let exportedTo: String?

    init(_ found: StampVerification, exportedTo folder: String?) {
        stamps = found.stamps
        unstamped = found.unstamped
        exportedTo = folder
    }

    /// How many hold, and what is wrong with each other one.
    var summary: [String] {
        stamps.filter { !$0.faults.isEmpty }.map { "\($0.size): \($0.verdict)" }
            + [Words.Timestamps.summary(sound: stamps.count { $0.faults.isEmpty }, of: stamps.count).text]
    }

    var lines: [String] {
        var table = Table(Words.Timestamps.headings, rightAligned: [0])
        for stamp in stamps {
            table.add([String(stamp.size), DateText().moment(stamp.at), stamp.authority ?? "", stamp.verdict])
        }
        var lines = table.linesOrNothing
        if !stamps.isEmpty { lines.append(Words.Timestamps.summary(sound: stamps.count { $0.faults.isEmpty }, of: stamps.count).text) }
        if unstamped > 0 { lines.append(Words.Timestamps.unstamped(unstamped).text) }
        if let exportedTo { lines.append(Words.Timestamps.exported(exportedTo).text) }
        return lines
    }
}

extension VerifiedStamp {
    fileprivate var verdict: String {
        faults.isEmpty ? Words.Timestamps.holds.text : faults.map(\.words.text).joined(separator: "; ")
    }
}
