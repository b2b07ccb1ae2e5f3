import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja audit verify`: signature, growth, leaves, and the entries that an auditor may read.
struct AuditVerify: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("verify", Words.Audit.verify) }

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let roles = try await session.connection.plain(.status()).officer.roles
            let found = try await verifyLog(
                over: session.connection, memory: try session.memory(), entries: roles.contains(.auditor) ? .all : .none,
                progress: { _ in })
            try session.output.show(LogReport(found), LogReport(found).lines)
            guard found.faults.isEmpty else {
                throw LocalFault(.verificationFailed, Words.Audit.broken, hint: Words.Audit.brokenHint)
            }
        }
    }
}

/// What verifying the log found, for people and programs.
struct LogReport: Encodable {
    let size: UInt64
    let root: String?
    let rememberedSize: UInt64?
    let checked: UInt64
    let opened: UInt64
    let closedForMe: UInt64
    let erased: UInt64
    let faults: [LogFault]

    init(_ found: LogVerification) {
        size = found.size
        root = found.root
        rememberedSize = found.rememberedSize
        checked = found.checked
        opened = found.opened
        closedForMe = found.closedForMe
        erased = found.erased
        faults = found.faults
    }

    var lines: [String] {
        guard faults.isEmpty else { return faults.map(\.words.text) }
        return [
            Words.Audit.verified(size: size).text, Words.Audit.texts(opened: opened, closed: closedForMe, erased: erased).text,
            Words.Audit.growth(since: rememberedSize).text,
        ]
    }
}
