import ArgumentParser
import Cedar

/// Decides a request, or one a line.
struct AuthorizeCommand: CedarVerb {
    static let configuration = CommandConfiguration(
        commandName: "authorize", abstract: "Decide a request.",
        discussion: """
            With --lines each line of standard input is {"policies": text, "schema"?: text, "entities": […], "request": {"principal": \
            {"type", "id"}, "action": …, "resource": …, "context": {…}}}, and is answered by a line {"decision": "allow"|"deny", \
            "reason": [ids], "errors": [ids]}. A line that can't be used is answered by {"error": "code: message"}, and the status is 1. \
            Policies are named policy0, policy1… in the order of the text. Whether a request fits the schema isn't asked, unless with \
            --request-validation.
            """)

    @OptionGroup var policies: PolicyOptions
    @OptionGroup var request: RequestOptions
    @OptionGroup var facts: FactOptions

    @Flag(help: "Decide a request a line, as above.")
    var lines = false

    @Flag(help: "Refuse a request that doesn't fit the schema, with status 3.")
    var requestValidation = false

    @Flag(name: .shortAndLong, help: "Tell which policies determined the decision.")
    var verbose = false

    @Flag(help: "Answer as with --lines.")
    var json = false

    func answer() throws -> ExitStatus {
        if lines { return try answerLines() }
        let texts = try policies.read()
        let schema = try facts.readSchema()
        let entities = try facts.readEntities(schema)
        let request = try request.read(schema)
        if requestValidation, let schema {
            let findings = schema.validate(request)
            guard findings.isEmpty else {
                Terminal.complain(Fault("nonconforming", "the request doesn't fit the schema", details: findings.map(\.message)))
                return .invalid
            }
        }
        let response = try Authorizer(CompiledPolicies(texts.set), entities: entities).authorize(request)
        Terminal.show(json ? [response.jsonLine] : report(response))
        return response.decision == .allow ? .done : .denied
    }

    private func answerLines() throws(Fault) -> ExitStatus {
        var answerer = AuthorizeLines(isValidating: requestValidation)
        return try LineLoop.run { line in answerer.answer(line) }
    }

    private func report(_ response: Response) -> [String] {
        var lines = [response.decision == .allow ? "ALLOW" : "DENY"]
        lines += response.errors.map { "error in \($0.policyID): \($0.message)" }
        guard verbose else { return lines }
        lines.append(response.reasons.isEmpty ? "no policy applies" : "by these policies:")
        return lines + response.reasons.map { "  " + $0 }
    }
}

extension Response {
    /// `{"decision": …, "reason": […], "errors": […]}`.
    var jsonLine: String { Self.jsonLine(decision, reasons, errors.map(\.policyID)) }

    static func jsonLine(_ decision: Decision, _ reasons: [String], _ errors: [String]) -> String {
        JSON.members(
            ("decision", .string(decision.rawValue)), ("reason", .array(reasons.map(JSON.string))),
            ("errors", .array(errors.map(JSON.string)))
        ).text()
    }
}
