import ArgumentParser
import Cedar
import Foundation

/// Lays policies out anew.
struct FormatCommand: CedarVerb {
    static let configuration = CommandConfiguration(
        commandName: "format", abstract: "Lay policies out anew; comments stay.")

    @Option(name: .shortAndLong, help: ArgumentHelp("The policies, in Cedar's syntax.", valueName: "file"))
    var policies = InputFile.standardInput

    @Option(name: .shortAndLong, help: ArgumentHelp("How wide a line may be.", valueName: "columns"))
    var lineWidth = 80

    @Option(name: .shortAndLong, help: ArgumentHelp("How far parts are indented.", valueName: "columns"))
    var indentWidth = 2

    @Flag(name: .shortAndLong, help: "Write the file instead of standard output.")
    var write = false

    @Flag(name: .shortAndLong, help: "Write nothing; status 1 if the file isn't laid out so.")
    var check = false

    func validate() throws {
        guard (20...1000).contains(lineWidth), (0...16).contains(indentWidth) else {
            throw ValidationError("a line is 20 to 1000 columns wide, parts are indented by 0 to 16")
        }
        if write, policies == InputFile.standardInput { throw ValidationError("--write needs --policies FILE") }
    }

    func answer() throws -> ExitStatus {
        let file = try InputFile(policies)
        let text = try file.text()
        let result = try Self.formatted(PolicySource(file: file.name, text: text), lineWidth, indentWidth)
        if check {
            guard result.utf8.elementsEqual(text.utf8) else { throw Fault("not_formatted", "\(file.name) is laid out otherwise") }
        } else if write {
            try OutputFile.replace(policies, with: result)
        } else {
            Terminal.write(result)
        }
        return .done
    }

    private static func formatted(_ source: PolicySource, _ width: Int, _ indentation: Int) throws(Fault) -> String {
        do throws(SyntaxErrors) {
            return try Cedar.formatted(source, width: width, indentation: indentation)
        } catch {
            throw Fault(error, in: source.text)
        }
    }
}
