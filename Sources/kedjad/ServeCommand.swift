import ArgumentParser
import ExchangeServer
import Logging

/// `kedjad serve`: answers calls until SIGTERM or SIGINT; SIGHUP reads policies and certificate again.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the exchange.",
        discussion: """
            Prints `kedjad: listening on HOST:PORT` once it takes calls. SIGTERM and SIGINT end it after the calls under way; SIGHUP reads \
            policies, certificate and key again, and keeps the old ones where the new aren't right. Revocation lists are read again \
            whenever they change.
            """)

    @OptionGroup var options: ConfigurationOption

    func run() async throws {
        Allocator.holdLittle()
        try await reporting {
            let configuration = try options.read()
            let lines = LogTally()
            let logger = Logger.daemon(configuration.logLevel, configuration.logFormat, tally: lines)
            let daemon = try await OpenedDaemon(configuration, logger: logger)
            try await Works(daemon, configuration, lines: lines, logger: logger).run()
        }
    }
}
