import ArgumentParser
import ExchangeAPI
import ExchangeClient
import Foundation

/// Where the process begins: chooses the language, runs one command, and ends with its exit code.
@main
enum Start {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let environment = ProcessInfo.processInfo.environment
        let choice = LanguageChoice(arguments: arguments, environment: environment) { profileLanguage(arguments, environment) }
        let status = await Language.$current.withValue(choice.language) { await run(arguments) }
        exit(status.rawValue)
    }

    private static func run(_ arguments: [String]) async -> ExitStatus {
        do {
            var command = try Kedja.parseAsRoot(arguments)
            guard var asynchronous = command as? any AsyncParsableCommand else {
                try command.run()
                return .ok
            }
            try await asynchronous.run()
            return .ok
        } catch {
            return end(with: error, json: arguments.contains("--json"))
        }
    }

    /// Help and version are no errors; what the parser refuses is a usage error; the rest has a ``Report``.
    private static func end(with error: any Error, json: Bool) -> ExitStatus {
        if Kedja.exitCode(for: error).isSuccess {
            Terminal.write(ParserWords.help(Kedja.fullMessage(for: error)) + "\n", to: .standardOutput)
            return .ok
        }
        let report = ParserWords.refusal(error) ?? Report(error)
        if json, let body = try? WireJSON.encode(report.asJSON) {
            Terminal.write(String(decoding: body, as: UTF8.self) + "\n", to: .standardError)
        } else {
            Terminal.write(report.lines.map { $0 + "\n" }.joined(), to: .standardError)
        }
        return report.exit
    }

    /// The language of the profile that the command will use. A profile that can't be read has none here; the command will say why.
    private static func profileLanguage(_ arguments: [String], _ environment: [String: String]) -> String? {
        let folder = CommonOptions.folder(LanguageChoice.value(of: "--config-dir", in: arguments), environment: environment)
        let store = ProfileStore(folder: folder.path)
        guard let name = LanguageChoice.value(of: "--profile", in: arguments) ?? store.current else { return nil }
        return (try? store.load(name))?.language
    }
}
