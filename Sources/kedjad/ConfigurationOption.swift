import ArgumentParser
import ExchangeServer
import Foundation

/// `--config`, and the configuration that it and the environment give.
struct ConfigurationOption: ParsableArguments {
    @Option(name: .customLong("config"), help: "The configuration file, YAML. Not needed when the environment says everything.")
    var path: String?

    func read() throws(DaemonError) -> DaemonConfiguration {
        let environment = ProcessInfo.processInfo.environment
        do {
            return try DaemonConfiguration(
                yaml: try file(), environment: environment, folder: FileManager.default.currentDirectoryPath)
        } catch let error as ConfigurationError {
            throw DaemonError(.configuration, error.description, hint: "correct the configuration; kedjad check tells whether it is right")
        } catch {
            throw DaemonError(.configuration, "the configuration \(path ?? "") can't be read", hint: "check its path and mode")
        }
    }

    private func file() throws -> (text: String, path: String)? {
        guard let path else { return nil }
        return (try String(contentsOfFile: path, encoding: .utf8), path)
    }
}

/// Does a command's work; what goes wrong is said on standard error and becomes the exit code.
func reporting(_ work: () async throws -> Void) async throws {
    do {
        try await work()
    } catch let error as DaemonError {
        FileHandle.standardError.write(Data("\(error)\n".utf8))
        throw ExitCode(error.exit.rawValue)
    }
}

/// Says a line to whoever started the daemon, at once.
func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
