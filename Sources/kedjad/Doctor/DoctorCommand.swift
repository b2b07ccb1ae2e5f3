import ArgumentParser
import Exchange
import ExchangeServer
import Foundation

/// `kedjad doctor`: looks at everything and says what to do, a line each. Changes nothing, and runs beside a daemon that serves.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Look whether everything is well, and say what to do.",
        discussion: """
            Prints a line for each thing that it looks at: ok, warn or fail. Ends with 1 when something fails. Changes nothing, and may run while \
            the daemon serves. Reads the whole log, and of payloads their sizes; with --payloads all of their bytes. Asks the witnesses and the authority of \
            time that are configured.
            """)

    @OptionGroup var options: ConfigurationOption
    @Flag(help: "Read every payload and compare its digest.") var payloads = false
    @Flag(help: "Print JSON for programs.") var json = false

    func run() async throws {
        let checkUps = await examine()
        if json { try printJSON(checkUps) } else { for checkUp in checkUps { say(checkUp.line) } }
        guard !checkUps.contains(where: { $0.verdict == .fail }) else { throw ExitCode(1) }
    }

    private func examine() async -> [CheckUp] {
        let configuration: DaemonConfiguration
        do { configuration = try options.read() } catch { return [.fail("configuration", error)] }
        let surroundings = SurroundingsDoctor(configuration: configuration, now: Clock.system.now())
        return [.ok("configuration", "it can be read")] + surroundings.checkUps
            + (await DataDoctor(configuration: configuration, now: Clock.system.now(), readsPayloads: payloads).checkUps())
            + (await OutsideDoctor(configuration: configuration).checkUps())
    }

    private struct Report: Encodable {
        let isWell: Bool
        let checks: [CheckUp]
    }

    private func printJSON(_ checkUps: [CheckUp]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let report = Report(isWell: !checkUps.contains { $0.verdict == .fail }, checks: checkUps)
        say(String(decoding: try encoder.encode(report), as: UTF8.self))
    }
}
