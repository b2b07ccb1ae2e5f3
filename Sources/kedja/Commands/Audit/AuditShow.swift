import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja audit show`.
struct AuditShow: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("show", Words.Audit.show) }

    @Argument(help: Words.Audit.index.help(Words.Common.number)) var index: UInt64
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.auditEntry(index)) { $0.details.lines }
        }
    }
}
