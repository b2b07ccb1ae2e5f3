import ArgumentParser
import Cedar

/// Computes an expression.
struct EvaluateCommand: CedarVerb {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Print the value of an expression.",
        discussion: "A request is needed only where the expression reads principal, action, resource or context.")

    @OptionGroup var request: RequestOptions
    @OptionGroup var facts: FactOptions

    @Flag(help: "Print the value as JSON.")
    var json = false

    @Argument(help: "The expression, such as `1 + 2`.")
    var expression: String

    func answer() throws -> ExitStatus {
        let expression = try StandaloneExpression(text: expression)
        let schema = try facts.readSchema()
        let entities = try facts.readEntities(schema)
        let request = try request(for: expression, schema)
        let value: Value
        do throws(EvaluationError) {
            value = try expression.value(for: request, entities: entities)
        } catch {
            throw Fault(error.code, error.description)
        }
        do throws(JSONError) { Terminal.show([json ? try value.json().text() : value.cedarText]) } catch {
            throw Fault(error, in: "the value")
        }
        return .done
    }

    /// The request, or one that nothing asks for.
    private func request(for expression: StandaloneExpression, _ schema: Schema?) throws(Fault) -> Request {
        if request.isGiven { return try request.read(schema) }
        let variables = expression.variables
        guard variables.isEmpty else {
            throw Fault("missing_request", "the expression reads \(variables.joined(separator: ", ")); give a request")
        }
        let nobody = EntityUID(type: "None", id: "")
        return Request(principal: nobody, action: nobody, resource: nobody)
    }
}
