import ArgumentParser
import Cedar

/// Rewrites policies or a schema in the other syntax.
struct TranslateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "translate", abstract: "Rewrite policies or a schema in Cedar's syntax or JSON.",
        subcommands: [TranslatePolicy.self, TranslateSchema.self])

    /// What a text may be written in.
    enum Syntax: String, CaseIterable, ExpressibleByArgument {
        case json
        case cedar
    }
}

/// `cedar translate policy`.
struct TranslatePolicy: CedarVerb {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Rewrite policies, templates and links; comments are lost.")

    @Option(help: "The syntax to write.")
    var to: TranslateCommand.Syntax

    @OptionGroup var policies: PolicyOptions

    func answer() throws -> ExitStatus {
        let set = try policies.read().set
        switch to {
        case .json:
            do throws(JSONError) { Terminal.show([try set.json(isPretty: true)]) } catch { throw Fault(error, in: policies.policies) }
        case .cedar:
            let texts = set.policies.map { ($0.position, $0.cedarText) } + set.templates.map { ($0.position, $0.cedarText) }
            Terminal.show([texts.map(\.1).joined(separator: "\n\n")])
        }
        return .done
    }
}

/// `cedar translate schema`.
struct TranslateSchema: CedarVerb {
    static let configuration = CommandConfiguration(commandName: "schema", abstract: "Rewrite a schema; comments are lost.")

    @Option(help: "The syntax to write.")
    var to: TranslateCommand.Syntax

    @Option(name: .shortAndLong, help: ArgumentHelp("The schema, in either syntax.", valueName: "file"))
    var schema = InputFile.standardInput

    func answer() throws -> ExitStatus {
        let file = try InputFile(schema)
        let schema = try SchemaFile.read(file)
        switch to {
        case .json: Terminal.show([schema.jsonText(isPretty: true)])
        case .cedar:
            do throws(JSONError) { Terminal.write(try schema.cedarText()) } catch { throw Fault(error, in: file.name) }
        }
        return .done
    }
}
