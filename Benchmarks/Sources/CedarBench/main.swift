import Cedar
import Foundation

// Usage: CedarBench SCENARIO-FOLDER. Checks every answer, then measures; prints a line a measurement.
let folder = URL(filePath: CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "../shared/bench/cedar-scenario")
let scenario = try Scenario(folder: folder)

func load(_ text: String) throws -> Authorizer {
    Authorizer(CompiledPolicies(try PolicySet(parsing: [PolicySource(file: "policies.cedar", text: text)])), entities: scenario.entities)
}

func check(_ authorizer: Authorizer) throws -> Int {
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

for count in [40, 10, 100, 1000, 10_000] {
    let text = scenario.policies(count: count)
    let start = now()
    let authorizer = try load(text)
    let loaded = Double(now() - start) / 1e6
    let wrong = count >= 40 ? "\(try check(authorizer)) wrong answers of \(scenario.requests.count * 2), " : ""
    print("\(count) policies: \(wrong)loaded in \(String(format: "%.1f", loaded)) ms")
    let prepared = try scenario.requests.map { authorizer.prepare(try Request(json: $0)) }
    var workspace = Workspace()
    print("  prepared  ", measure(prepared.count) { _ = prepared[$0].decide(in: &workspace) }.line)
    print("  from JSON ", measure(prepared.count) { _ = try? authorizer.decide(json: scenario.requests[$0], in: &workspace) }.line)
}
