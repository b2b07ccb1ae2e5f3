import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja policy reload`.
struct PolicyReload: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("reload", Words.Policy.reload) }

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.reloadPolicies()) { inForce in
                [Words.Policy.reloaded.text, Words.Policy.sound(count: inForce.policyCount, digest: inForce.policyDigest).text]
            }
        }
    }
}
