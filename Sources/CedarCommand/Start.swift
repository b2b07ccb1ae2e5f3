import ArgumentParser
import Foundation

/// Where the process begins: runs one command and ends with its exit status.
@main
enum Start {
    static func main() async {
        exit(await run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    private static func run(_ arguments: [String]) async -> ExitStatus {
        do {
            let command = try CedarCommand.parseAsRoot(arguments)
            if let command = command as? any CedarVerb { return try await command.answer() }
            var other = command
            try other.run()
            return .done
        } catch let fault as Fault {
            Terminal.complain(fault)
            return .failed
        } catch {
            return end(with: error)
        }
    }

    /// Help and version are no errors; the rest is what the parser refuses.
    private static func end(with error: any Error) -> ExitStatus {
        let message = CedarCommand.fullMessage(for: error)
        if CedarCommand.exitCode(for: error).isSuccess {
            Terminal.write(message + "\n", to: .standardOutput)
            return .done
        }
        Terminal.complain(Fault("usage", Self.refusal(message)))
        return .usage
    }

    /// The first line of what the parser says, without its own heading.
    private static func refusal(_ message: String) -> String {
        let first = message.split(separator: "\n").first.map(String.init) ?? message
        let text = first.hasPrefix("Error: ") ? String(first.dropFirst("Error: ".count)) : first
        return text.prefix(1).lowercased() + (text.hasSuffix(".") ? text.dropFirst().dropLast() : text.dropFirst())
    }
}
