import Cedar

/// One case of a corpus.
struct CorpusCase {
    private let path: String
    private let number: Int
    private let folder: CorpusFolder

    init(_ path: String, _ number: Int, in folder: CorpusFolder) {
        self.path = path
        self.number = number
        self.folder = folder
    }

    func run(_ tally: inout CorpusTally) {
        tally.count(.cases)
        do {
            let facts = try CorpusFacts(path, in: folder)
            validatePolicies(facts, &tally)
            validateEntities(facts, &tally)
            try compareSchemas(facts, &tally)
            let authorizer = Authorizer(CompiledPolicies(facts.policies), entities: facts.entities)
            for (index, json) in (facts.json["requests"]?.array ?? []).enumerated() {
                decide(json, index, facts, authorizer, &tally)
            }
        } catch {
            tally.fail(number, "\(path): \((error as? Fault)?.line ?? "\(error)")")
        }
    }

    private func validatePolicies(_ facts: CorpusFacts, _ tally: inout CorpusTally) {
        let strict = facts.schema.validate(facts.policies).filter { $0.severity == .error }
        if let expected = facts.json["shouldValidate"]?.bool {
            tally.check(.policyValidations, strict.isEmpty == expected, number, "\(path): validation: \(strict)")
        }
        guard let expected = facts.detailed?["policyValidation"] else { return }
        compare(strict, with: expected, "strict", &tally)
        let permissive = facts.schema.validate(facts.policies, mode: .permissive).filter { $0.severity == .error }
        compare(permissive, with: expected, "permissive", &tally)
    }

    /// What is found in a mode, in all policies and in each.
    private func compare(_ findings: [Diagnostic], with expected: JSON, _ mode: String, _ tally: inout CorpusTally) {
        if let whole = expected[mode]?.bool {
            tally.check(.policyValidations, findings.isEmpty == whole, number, "\(path): \(mode) validation: \(findings)")
        }
        for member in expected["perPolicy"]?.members ?? [] {
            guard let isValid = member.value[mode]?.bool else { continue }
            let own = findings.filter { $0.policyID == member.key }
            tally.check(.policyValidations, own.isEmpty == isValid, number, "\(path): \(member.key): \(mode) validation: \(own)")
        }
    }

    /// An entity with which nothing is wrong has an empty object.
    private func validateEntities(_ facts: CorpusFacts, _ tally: inout CorpusTally) {
        guard let expected = facts.detailed?["entityValidation"]?["perEntity"]?.members else { return }
        let wanted = Dictionary(expected.map { ($0.key, $0.value == .object([])) }) { first, _ in first }
        for entity in facts.entities.all {
            guard let isValid = wanted["\(entity.uid.type)::\(entity.uid.id)"] else { continue }
            let findings = facts.schema.validate(entity, in: facts.entities)
            tally.check(.entityValidations, findings.isEmpty == isValid, number, "\(path): \(entity.uid): \(findings)")
        }
    }

    /// The schema that stands beside in JSON declares the same.
    private func compareSchemas(_ facts: CorpusFacts, _ tally: inout CorpusTally) throws {
        guard let other = facts.jsonSchema else { return }
        let schema = try Schema(json: other)
        tally.check(.jsonSchemas, schema.declaresTheSame(as: facts.schema), number, "\(path): the JSON schema declares something else")
    }

    private func decide(_ json: JSON, _ index: Int, _ facts: CorpusFacts, _ authorizer: Authorizer, _ tally: inout CorpusTally) {
        do throws(JSONError) {
            let request = try Request(json: json, schema: facts.schema)
            let wanted = Outcome(json)
            let response = authorize(request, policies: facts.policies, entities: facts.entities)
            tally.check(.requests, Outcome(response) == wanted, number, "\(path)[\(index)]: \(Outcome(response)), wanted \(wanted)")
            let compiled = Outcome(authorizer, request)
            tally.check(.compiledRequests, compiled == wanted, number, "\(path)[\(index)]: compiled: \(compiled), wanted \(wanted)")
            validate(request, json, index, facts, &tally)
        } catch {
            tally.fail(number, "\(path)[\(index)]: \(error)")
        }
    }

    /// As the detailed validation says, or, where there is none, without findings if the request is to be validated.
    private func validate(_ request: Request, _ json: JSON, _ index: Int, _ facts: CorpusFacts, _ tally: inout CorpusTally) {
        let detailed = facts.detailed?["requestValidation"]?.array
        let expected = detailed.flatMap { index < $0.count ? $0[index]["strict"]?.bool : nil }
        let isWanted: Bool? = json["validateRequest"]?.bool ?? true ? true : nil
        guard let expected = expected ?? isWanted else { return }
        let findings = facts.schema.validate(request)
        tally.check(.requestValidations, findings.isEmpty == expected, number, "\(path)[\(index)]: request: \(findings)")
    }
}

/// What comes out of a request.
private struct Outcome: Equatable, CustomStringConvertible {
    let decision: String?
    let reasons: [String]
    let errors: [String]

    init(_ json: JSON) {
        decision = json["decision"]?.string?.lowercased()
        reasons = Self.strings(json["reason"])
        errors = Self.strings(json["errors"])
    }

    init(_ response: Response) {
        decision = response.decision.rawValue
        reasons = response.reasons.sorted()
        errors = response.errors.map(\.policyID).sorted()
    }

    init(_ authorizer: Authorizer, _ request: Request) {
        var workspace = Workspace()
        let ids = authorizer.policies.ids
        decision = authorizer.prepare(request).decide(in: &workspace).rawValue
        reasons = workspace.reasons.map { ids[$0] }.sorted()
        errors = workspace.erring.map { ids[$0] }.sorted()
    }

    private static func strings(_ json: JSON?) -> [String] { (json?.array ?? []).compactMap(\.string).sorted() }

    var description: String { "\(decision ?? "no decision") by \(reasons), errors \(errors)" }
}
