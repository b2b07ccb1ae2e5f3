import ArgumentParser
import Cedar

/// Checks policies, and facts where they are given, against a schema.
struct ValidateCommand: CedarVerb {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check policies against a schema.",
        discussion: "Findings go to standard output, with carets. With --entities and --request-json those are checked too.")

    @Option(name: .shortAndLong, help: ArgumentHelp("The schema.", valueName: "file"))
    var schema: String

    @OptionGroup var policies: PolicyOptions

    @Option(help: ArgumentHelp("Entities to check against the schema, too.", valueName: "file"))
    var entities: String?

    @Option(name: .customLong("request-json"), help: ArgumentHelp("A request to check against the schema, too.", valueName: "file"))
    var request: String?

    @Option(help: "How much is asked of types.")
    var validationMode = Mode.strict

    @Option(help: ArgumentHelp("How many entities, one through the other, a policy may read.", valueName: "n"))
    var level: Int?

    @Flag(help: "Take warnings for errors.")
    var denyWarnings = false

    func validate() throws {
        if let level, !(0...1000).contains(level) { throw ValidationError("a level is a number from 0 to 1000") }
    }

    func answer() throws -> ExitStatus {
        let schema = try SchemaFile.read(InputFile(schema))
        let texts = try policies.read()
        let findings = schema.validate(texts.set, mode: validationMode.ofLibrary, level: level)
        Terminal.show(findings.flatMap { $0.lines(in: texts.text) })
        let facts = try factFindings(schema)
        Terminal.show(facts)
        let isGood = facts.isEmpty && !findings.contains { $0.severity == .error || denyWarnings }
        Terminal.show([isGood ? "valid" : "not valid"])
        return isGood ? .done : .invalid
    }

    /// What doesn't fit in entities and request, or why they can't be read as the schema directs.
    private func factFindings(_ schema: Schema) throws(Fault) -> [String] {
        var findings: [String] = []
        if let entities {
            let file = try InputFile(entities)
            do throws(JSONError) { _ = try Entities(json: file.bytes, schema: schema) } catch { findings.append("\(file.name): \(error)") }
        }
        if let request {
            let file = try InputFile(request)
            do throws(JSONError) {
                findings += schema.validate(try Request(json: file.bytes, schema: schema)).map { "\(file.name): \($0.message)" }
            } catch {
                findings.append("\(file.name): \(error)")
            }
        }
        return findings
    }
}

extension ValidateCommand {
    /// The library's modes, as arguments.
    enum Mode: String, CaseIterable, ExpressibleByArgument {
        case strict
        case permissive

        var ofLibrary: ValidationMode { self == .strict ? .strict : .permissive }
    }
}
