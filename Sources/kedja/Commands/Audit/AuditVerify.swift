import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation
import TransparencyLog

/// `kedja audit verify`: signature, growth, tree, leaves, and the entries that one may read: of the daemon's log, or of a copy without it.
struct AuditVerify: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("verify", Words.Audit.verify) }

    @Option(help: Words.Mirror.fromMirror.help(Words.Common.folder)) var mirror: String?
    @Option(help: Words.Mirror.fromData.help(Words.Common.folder)) var data: String?
    @Option(help: Words.Mirror.masterKey.help(Words.Common.file)) var masterKey: [String] = []
    @OptionGroup var keys: LogKeyOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        guard mirror == nil || data == nil, masterKey.isEmpty || data != nil else { throw ValidationError(Words.Mirror.oneSource.text) }
        if let mirror {
            let found = try await verify(MirrorFolder(URL(filePath: mirror).path), entries: nil)
            return try report(found, [Words.Mirror.noTexts])
        }
        if let data {
            let copy = try await dataCopy(data)
            let found = try await verify(copy, entries: copy)
            return try report(found, masterKey.isEmpty ? [Words.Mirror.sealed] : nil)
        }
        try await common.exchange { session in
            let roles = try await session.connection.plain(.status()).officer.roles
            let progress = progress
            defer { progress.end() }
            let found = try await verifyLog(
                over: session.connection, memory: try session.memory(), entries: roles.contains(.auditor) ? .all : .none,
                progress: progress.sink)
            progress.end()
            let stamps = try await stamps(session)
            try report(found, roles.contains(.auditor) ? nil : [Words.Mirror.noTexts], stamps)
        }
    }

    private var progress: ProgressLine { ProgressLine(visible: !common.json, counting: .entries) }

    /// With a key that is given, nothing is remembered: it may be any log's.
    private func verify(_ log: some TileSource, entries: (any EntrySource)?) async throws -> LogVerification {
        let progress = progress
        defer { progress.end() }
        let keys = try keys.keys(common)
        let memory = self.keys.logKey.isEmpty ? try common.profiles.logMemory(for: common.chosenProfile().name) : nil
        return try await verifyLog(
            in: log, entries: entries, by: keys, statements: keys.statements, memory: memory, progress: progress.sink)
    }

    /// What the profile's authority of time has stamped, verified; `nil` when the profile names none.
    private func stamps(_ session: Session) async throws -> StampVerification? {
        guard let roots = try loadTimeAuthority(session.profile) else { return nil }
        return try await verifyStamps(over: session.connection, trusting: roots, progress: { _ in })
    }

    private func report(_ found: LogVerification, _ texts: [Phrase]?, _ stamps: StampVerification? = nil) throws {
        let report = LogReport(found, stamps)
        let stampLines = stamps.map { StampReport($0, exportedTo: nil).summary } ?? []
        try common.output.show(report, report.lines(texts: texts) + stampLines)
        guard found.faults.isEmpty, stamps?.isSound ?? true else {
            throw LocalFault(.verificationFailed, Words.Audit.broken, hint: Words.Audit.brokenHint)
        }
    }

    private func dataCopy(_ folder: String) async throws -> StoredLogCopy {
        let masters = try masterKey.map { try loadMasterKey($0) }
        return StoredLogCopy(try await DataCopy.log(in: folder, masters: masters))
    }
}

/// What verifying the log found, for people and programs.
struct LogReport: Encodable {
    let size: UInt64
    let root: String?
    let rememberedSize: UInt64?
    let newerRemembered: UInt64?
    let checked: UInt64
    let opened: UInt64
    let closedForMe: UInt64
    let erased: UInt64
    let faults: [LogFault]
    /// What the authority of time has stamped, when the profile names one and the daemon was asked.
    let stamps: StampReport?

    init(_ found: LogVerification, _ stamps: StampVerification? = nil) {
        self.stamps = stamps.map { StampReport($0, exportedTo: nil) }
        size = found.size
        root = found.root
        rememberedSize = found.rememberedSize
        newerRemembered = found.newerRemembered
        checked = found.checked
        opened = found.opened
        closedForMe = found.closedForMe
        erased = found.erased
        faults = found.faults
    }

    /// `texts` says what there is to say of the texts, where none were compared.
    func lines(texts: [Phrase]?) -> [String] {
        guard faults.isEmpty else { return faults.map(\.words.text) }
        let compared = texts ?? [Words.Audit.texts(opened: opened, closed: closedForMe, erased: erased)]
        let growth = newerRemembered.map { Words.Mirror.older(than: $0) } ?? Words.Audit.growth(since: rememberedSize)
        return [Words.Audit.verified(size: size).text] + compared.map(\.text) + [growth.text]
    }
}
