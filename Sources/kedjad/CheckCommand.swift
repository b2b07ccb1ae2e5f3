import ArgumentParser
import ExchangeServer
import Exchange
import Logging
import Foundation
import SignedRecords

/// `kedjad check`: whether the daemon could start, one line for each reason why not.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check configuration, master key, certificates, policies and database.")

    @OptionGroup var options: ConfigurationOption

    func run() async throws {
        try await reporting {
            let configuration = try options.read()
            let checks: [() async throws -> Void] = [
                { _ = try configuration.tls.material(at: Clock.system.now().date) },
                { _ = try configuration.revocations(logger: .daemon(.critical)) },
                { _ = try configuration.rulebook() },
                { _ = try configuration.timestamps?.roots() },
                { try await checkData(configuration) },
            ]
            var faults: [String] = []
            for check in checks {
                do { try await check() } catch let error as DaemonError { faults.append(error.codedSentence) }
            }
            guard faults.isEmpty else { throw DaemonError(.configuration, faults.joined(separator: "\n")) }
            say("kedjad: all is well")
        }
    }

    /// Master key, database version, and whether the one opens the other.
    private func checkData(_ configuration: DaemonConfiguration) async throws {
        let masters = try configuration.masterKeyFiles.keyring()
        let storage = try DataFolder(path: configuration.dataFolder).existingStorage()
        _ = try await configuration.keys(in: storage, masters: masters)
        if let notice = await configuration.unfinishedChange(in: storage) { say("kedjad: \(notice)") }
    }
}
