import ArgumentParser
import Cedar

/// Says whether texts parse.
struct CheckParseCommand: CedarVerb {
    static let configuration = CommandConfiguration(
        commandName: "check-parse", abstract: "Check that policies, a schema, entities or an expression parse.",
        discussion: """
            Whatever is given is checked; if nothing is, policies from standard input. With --lines each line of standard input is \
            {"policies": text}, answered by a line {"ok": bool, "error": text|null}.
            """)

    @Option(name: .shortAndLong, help: ArgumentHelp("Policies, in Cedar's syntax or JSON.", valueName: "file"))
    var policies: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("A schema, in Cedar's syntax or JSON.", valueName: "file"))
    var schema: String?

    @Option(help: ArgumentHelp("Entities; a schema directs how they are read.", valueName: "file"))
    var entities: String?

    @Option(help: ArgumentHelp("An expression.", valueName: "text"))
    var expression: String?

    @Flag(help: "Check the policies of each line, as above.")
    var lines = false

    func validate() throws {
        if lines, [policies, schema, entities, expression].contains(where: { $0 != nil }) {
            throw ValidationError("--lines reads standard input alone")
        }
    }

    func answer() throws -> ExitStatus {
        if lines { return try LineLoop.run(CheckParseLines.answer) }
        let isNothingGiven = [policies, schema, entities, expression].allSatisfy { $0 == nil }
        if let path = policies ?? (isNothingGiven ? InputFile.standardInput : nil) { _ = try PolicyTexts(InputFile(path)) }
        let schema = try SchemaFile.read(schema)
        if let entities {
            let file = try InputFile(entities)
            _ = try FactOptions.entities(file.bytes, file.name, schema)
        }
        if let expression { _ = try StandaloneExpression(text: expression) }
        return .done
    }
}

extension StandaloneExpression {
    /// Parses an argument.
    init(text: String) throws(Fault) {
        do throws(SyntaxErrors) {
            try self.init(parsing: PolicySource(file: "expression", text: text))
        } catch {
            throw Fault(error, in: text)
        }
    }
}
