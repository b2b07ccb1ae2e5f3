import Cedar
import Foundation

// Usage: CedarBench SCENARIO-FOLDER. Checks every answer, then measures; prints a line a measurement. The last line has, for other
// programs, the decisions a second with the scenario's own policies, prepared and from JSON.
let folder = URL(filePath: CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "../shared/bench/cedar-scenario")
let scenario = try Scenario(folder: folder)
let own = scenario.policyTexts.count

func load(_ text: String) throws -> Authorizer {
    Authorizer(CompiledPolicies(try PolicySet(parsing: [PolicySource(file: "policies.cedar", text: text)])), entities: scenario.entities)
}

/// Answers that differ from those of the reference implementation, of all requests, prepared and from JSON.
func wrongAnswers(of authorizer: Authorizer) throws -> Int {
    var workspace = Workspace()
    var wrong = 0
    for (number, json) in scenario.requests.enumerated() {
        let prepared = authorizer.prepare(try Request(json: json))
        for decision in [prepared.decide(in: &workspace), try authorizer.decide(json: json, in: &workspace)] {
            let answer = Scenario.Answer(
                decision: decision.rawValue, reason: workspace.reasons.map { authorizer.policies.ids[$0] },
                errors: workspace.erring.map { authorizer.policies.ids[$0] })
            if answer != scenario.answers[number] { wrong += 1 }
        }
    }
    return wrong
}

/// Answers of the first few policies that differ from the reference evaluator's, for which the scenario has no answers.
func disagreements(of authorizer: Authorizer, _ text: String) throws -> Int {
    let set = try PolicySet(parsing: [PolicySource(file: "policies.cedar", text: text)])
    var workspace = Workspace()
    return try scenario.requests.count { json in
        let request = try Request(json: json)
        let expected = authorize(request, policies: set, entities: scenario.entities)
        let decision = authorizer.prepare(request).decide(in: &workspace)
        return decision != expected.decision || workspace.reasons.map { authorizer.policies.ids[$0] } != expected.reasons
    }
}

/// Decisions a second by so many threads at once, each with its own workspace.
func rate(threads: Int, _ prepared: [PreparedRequest]) async -> Double {
    let rounds = 20
    let start = now()
    await withTaskGroup { group in
        for _ in 0..<threads {
            group.addTask {
                var workspace = Workspace()
                for _ in 0..<rounds { for request in prepared { _ = request.decide(in: &workspace) } }
            }
        }
    }
    return Double(threads * rounds * prepared.count) * 1e9 / Double(now() - start)
}

var totalWrong = 0
var results: (prepared: Double, json: Double) = (0, 0)
for count in [10, own, 100, 1000, 10_000] {
    let text = scenario.policies(count: count)
    let start = now()
    let authorizer = try load(text)
    let loaded = Double(now() - start) / 1e6
    let wrong = count < own ? try disagreements(of: authorizer, text) : try wrongAnswers(of: authorizer)
    totalWrong += wrong
    print("\(count) policies, \(wrong) wrong answers, loaded in \(String(format: "%.1f", loaded)) ms")
    let prepared = try scenario.requests.map { authorizer.prepare(try Request(json: $0)) }
    var workspace = Workspace()
    let decided = measure(prepared.count) { _ = prepared[$0].decide(in: &workspace) }
    let read = measure(prepared.count) { _ = try? authorizer.decide(json: scenario.requests[$0], in: &workspace) }
    print("  prepared   \(decided.line)")
    print("  from JSON  \(read.line)")
    if count == own {
        results = (decided.rate, read.rate)
        let (one, two) = (await rate(threads: 1, prepared), await rate(threads: 2, prepared))
        print(String(format: "  two threads %.2f × the rate of one", two / one))
    }
}
guard totalWrong == 0 else { exit(1) }
print("own \(Int(results.prepared)) \(Int(results.json))")
