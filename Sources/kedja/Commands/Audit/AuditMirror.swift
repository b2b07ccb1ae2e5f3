import ArgumentParser
import ExchangeClient
import Foundation

/// `kedja audit mirror`: the log as files, fetched as far as they are new and verified before the copy's checkpoint changes.
struct AuditMirror: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("mirror", Words.Mirror.mirror) }

    @Argument(help: Words.Mirror.folder.help(Words.Common.folder)) var folder: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let progress = ProgressLine(visible: !common.json, counting: .entries)
            defer { progress.end() }
            let report = try await mirrorLog(
                from: DaemonLog(session.connection), to: MirrorFolder(URL(filePath: folder).path),
                by: try await session.connection.newestLogKeys(), progress: progress.sink)
            progress.end()
            try session.output.show(report, [Words.Mirror.copied(report.size, before: report.sizeBefore, folder).text])
        }
    }
}
