import Cedar
import StorageContract
import Testing

@testable import Exchange

/// Policies are put in force while others are being decided by: each decision is one set's, whole, and its entry says which.
@Suite("Policies replaced while deciding") struct ReplacedPoliciesTests {
    static let stop = PolicySource(
        file: "stop.cedar",
        text: """
            @id("stop") @sv("Stopp.") @en("Stop.")
            forbid (principal, action in [Action::"retrieveDocument", Action::"describeDocument", Action::"readCase"], resource);
            """)

    let world: World
    let opened: Case
    let document: DocumentView
    let permitting: Rules
    let forbidding: Rules

    init() async throws {
        world = try await World()
        opened = try await world.openCase(with: ["fk/bo"])
        document = try await world.upload("Planen.", to: opened)
        permitting = world.exchange.rulebook.current
        let texts = permitting.texts
        forbidding = try Rules(
            schema: PolicySource(file: texts.schema.file, text: texts.schema.text),
            policies: texts.policies.map { PolicySource(file: $0.file, text: $0.text) } + [Self.stop])
    }

    /// One attempt, by the path that is decided ahead of its transaction, or by the one that isn't. Whether it was permitted.
    private func attempt(_ number: Int) async throws -> Bool {
        let bo = try world.id("fk/bo")
        do throws(ExchangeError) {
            switch number % 3 {
            case 0: _ = try await world.exchange.retrieve(document.id, for: .planering, by: bo)
            case 1: _ = try await world.exchange.document(document.id, by: bo)
            default: _ = try await world.exchange.chain(of: opened.id, by: bo)
            }
            return true
        } catch {
            guard error.code == .denied, error.policies == ["stop"] else { throw error }
            return false
        }
    }

    @Test func everyDecisionIsOneSetsAndSaysWhich() async throws {
        let before = try await world.entries().count
        let answers = try await withThrowingTaskGroup(of: [Bool].self, returning: [Bool].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var answers: [Bool] = []
                    for number in 0..<50 { answers.append(try await attempt(number)) }
                    return answers
                }
            }
            group.addTask {
                for number in 0..<400 {
                    world.exchange.rulebook.install(number.isMultiple(of: 2) ? forbidding : permitting)
                    await Task.yield()
                }
                return []
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        world.exchange.rulebook.install(forbidding)
        for number in 0..<3 { #expect(try await !attempt(number)) }
        world.exchange.rulebook.install(permitting)
        for number in 0..<3 { #expect(try await attempt(number)) }

        let entries = try await world.entries().dropFirst(before)
        #expect(entries.count == answers.count + 6 && answers.count == 400)
        for entry in entries {
            let isStopped = entry.policies.contains("stop")
            #expect(isStopped == (entry.policyDigest == forbidding.digest) && isStopped == (entry.outcome == .denied))
            #expect(isStopped || entry.policyDigest == permitting.digest)
            #expect(!isStopped || entry.policies == ["stop"])
        }
        #expect(entries.count { $0.outcome == .denied } == answers.count { !$0 } + 3)
    }
}
