import Foundation
import Testing

@testable import Cedar

@Suite("Cedar's integration corpus: 5,887 cases, 47,003 requests", .enabled(if: Corpus.isPresent))
struct CorpusTests {
    @Test func everyCaseComesOutAsInTheReferenceImplementation() async throws {
        let folder = try Corpus.folder()
        let names = try Corpus.names(in: folder)
        let half = names.count / 2
        async let first = Self.tally(names[..<half], in: folder)
        async let second = Self.tally(names[half...], in: folder)
        let tally = await first + second

        #expect(tally.cases == 5887)
        #expect(tally.requests == 47003)
        #expect(tally.policyValidations == 5887)
        #expect(tally.modes == [.strict: 5830, .permissive: 5830])
        #expect(tally.accepted == [.strict: 4623, .permissive: 5144])
        #expect(tally.entityValidations == 5830)
        #expect(tally.requestValidations == 46640)
        #expect(tally.misses == [])
    }

    private static func tally(_ names: ArraySlice<String>, in folder: URL) async -> Tally {
        var tally = Tally()
        for name in names { tally.add(name, in: folder) }
        return tally
    }
}

/// What came out of some cases.
struct Tally: Sendable {
    var cases = 0
    var requests = 0
    var policyValidations = 0
    /// Cases of which the reference implementation's findings are known, whole and policy by policy, in each mode.
    var modes: [ValidationMode: Int] = [:]
    /// Those of them in which it finds nothing wrong.
    var accepted: [ValidationMode: Int] = [:]
    var requestValidations = 0
    var entityValidations = 0
    var misses: [String] = []

    static func + (left: Tally, right: Tally) -> Tally {
        var sum = left
        sum.cases += right.cases
        sum.requests += right.requests
        sum.policyValidations += right.policyValidations
        sum.modes.merge(right.modes, uniquingKeysWith: +)
        sum.accepted.merge(right.accepted, uniquingKeysWith: +)
        sum.entityValidations += right.entityValidations
        sum.requestValidations += right.requestValidations
        sum.misses += right.misses
        return sum
    }

    mutating func add(_ name: String, in folder: URL) {
        do {
            let item = try CorpusCase(name: name, in: folder)
            cases += 1
            validatePolicies(item)
            validateEntities(item)
            let authorizer = Authorizer(CompiledPolicies(item.policies), entities: item.entities)
            for (number, request) in (item.json["requests"]?.array ?? []).enumerated() {
                try add(request, number, of: item, by: authorizer)
            }
        } catch {
            misses.append("\(name): \(error)")
        }
    }

    private mutating func validatePolicies(_ item: CorpusCase) {
        let findings = item.schema.validate(item.policies).filter { $0.severity == .error }
        policyValidations += 1
        if findings.isEmpty != (item.json["shouldValidate"]?.bool ?? true) {
            misses.append("\(item.name): validation: \(findings.map(\.description))")
        }
        guard let expected = item.validation?["policyValidation"] else { return }
        for mode in ValidationMode.allCases { validatePolicies(item, mode, expected) }
    }

    private mutating func validatePolicies(_ item: CorpusCase, _ mode: ValidationMode, _ expected: JSON) {
        modes[mode, default: 0] += 1
        let findings = item.schema.validate(item.policies, mode: mode).filter { $0.severity == .error }
        if findings.isEmpty { accepted[mode, default: 0] += 1 }
        var isRight = expected[mode.rawValue]?.bool == findings.isEmpty
        for policy in item.policies.policies {
            let isSound = !findings.contains { $0.policyID == policy.id }
            isRight = isRight && expected["perPolicy"]?[policy.id]?[mode.rawValue]?.bool == isSound
        }
        if !isRight { misses.append("\(item.name): \(mode): \(findings.map(\.description))") }
    }

    /// The reference implementation finds nothing wrong with any entity of the corpus.
    private mutating func validateEntities(_ item: CorpusCase) {
        guard item.validation != nil else { return }
        entityValidations += 1
        misses += item.schema.validate(item.entities).map { "\(item.name): \($0)" }
    }

    private mutating func add(_ json: JSON, _ number: Int, of item: CorpusCase, by authorizer: Authorizer) throws {
        requests += 1
        let request = try Request(json: json, schema: item.schema)
        let response = authorize(request, policies: item.policies, entities: item.entities)
        let isRight =
            response.decision.rawValue == json["decision"]?.string && response.reasons == json["reason"]?.strings
            && response.errors.map(\.policyID) == json["errors"]?.strings
        if !isRight { misses.append("\(item.name)[\(number)]: \(response)") }
        var workspace = Workspace()
        let decision = authorizer.prepare(request).decide(in: &workspace)
        let compiled = Compiled(decision: decision, workspace, authorizer.policies.ids)
        if compiled != Compiled(response) { misses.append("\(item.name)[\(number)]: compiled: \(compiled)") }
        guard let expected = item.validation?["requestValidation"]?.array?[number] else { return }
        requestValidations += 1
        let findings = item.schema.validate(request)
        let isExpected = ValidationMode.allCases.allSatisfy { expected[$0.rawValue]?.bool == findings.isEmpty }
        if !isExpected { misses.append("\(item.name)[\(number)]: request: \(findings.map(\.description))") }
    }
}

/// What a decision says without words, to compare the compiled evaluator with the reference.
struct Compiled: Equatable {
    let decision: Response.Decision
    let reasons: [String]
    let errors: [String]

    init(decision: Response.Decision, _ workspace: borrowing Workspace, _ ids: [String]) {
        self.decision = decision
        reasons = workspace.reasons.map { ids[$0] }
        errors = workspace.erring.map { ids[$0] }
    }

    init(_ response: Response) {
        decision = response.decision
        reasons = response.reasons
        errors = response.errors.map(\.policyID)
    }
}
