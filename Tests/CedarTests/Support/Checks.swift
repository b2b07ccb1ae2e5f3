@testable import Cedar

/// Short ways to evaluate and to validate texts.
enum Check {
    static let alice = EntityUID(type: "User", id: "alice")
    static let action = EntityUID(type: "Action", id: "view")
    static let photo = EntityUID(type: "Photo", id: "1")

    static func policies(_ text: String) throws -> PolicySet {
        try PolicySet(parsing: [PolicySource(file: "test.cedar", text: text)])
    }

    static func request(_ context: [String: Value] = [:]) -> Request {
        Request(principal: alice, action: action, resource: photo, context: context)
    }

    /// The value of an expression, or the code of its error.
    static func evaluate(_ text: String, context: [String: Value] = [:], entities: [Entity] = []) throws -> Outcome {
        let policy = try policies("permit(principal, action, resource) when { \(text) };").policies[0]
        let evaluator = Evaluator(request: request(context), entities: try Entities(entities))
        do throws(EvaluationError) {
            return .value(try evaluator.evaluate(policy.conditions[0].body))
        } catch {
            return .error(error.code)
        }
    }

    enum Outcome: Equatable, CustomStringConvertible {
        case value(Value)
        case error(String)

        static let yes = Outcome.value(true)
        static let no = Outcome.value(false)
        static let typeError = Outcome.error("type_error")

        var description: String {
            switch self {
            case .value(let value): "\(value)"
            case .error(let code): code
            }
        }
    }

    /// The complaints about a text of policies, as `line:column: message`.
    static func complaints(_ text: String) -> [String] {
        do throws(SyntaxErrors) {
            _ = try PolicySet(parsing: [PolicySource(file: "test.cedar", text: text)])
            return []
        } catch {
            return error.errors.map { "\($0.position): \($0.message)" }
        }
    }

    /// The complaints about an expression.
    static func expressionComplaints(_ text: String) -> [String] {
        complaints("permit(principal, action, resource) when { \(text) };")
    }

    static func schema(_ text: String) throws -> Schema {
        try Schema(parsing: PolicySource(file: "test.cedarschema", text: text))
    }

    static func schemaComplaints(_ text: String) -> [String] {
        do throws(SyntaxErrors) {
            _ = try Schema(parsing: PolicySource(file: "test.cedarschema", text: text))
            return []
        } catch {
            return error.errors.map { "\($0.position): \($0.message)" }
        }
    }
}
