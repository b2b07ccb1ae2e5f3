import Testing

@testable import Cedar

@Suite("Filters: whom and what a partial response lets through")
struct FilterPropertyTests {
    private static let seeds = (0..<600 as Range<UInt64>).map { $0 &* 104_729 }

    @Test("nobody who may is left out; where exact, nobody who mayn't is let in", arguments: [UnknownParty.principal, .resource])
    func selections(_ party: UnknownParty) throws {
        var (checked, exact, narrowed) = (0, 0, 0)
        for seed in Self.seeds {
            let item = try RandomCase(seed: seed, typed: true)
            let entities = try Entities(item.entities)
            let response = try Self.response(item, party)
            for rule in [false, true] {
                let selection = response.selection(of: party, erringForbidsDeny: rule)
                for candidate in party == .principal ? RandomCase.users : RandomCase.photos {
                    let request = item.request.with(candidate, as: party)
                    let isAllowed = authorize(request, policies: item.policies, entities: entities).allows(item.policies, rule)
                    let passes = selection.filter.matches(candidate, in: entities)
                    checked += 1
                    if selection.isExact { exact += 1 }
                    if !passes { narrowed += 1 }
                    #expect(!isAllowed || passes, "seed \(seed): \(candidate) is left out by \(selection.filter)\n\(item.text)")
                    #expect(
                        !selection.isExact || passes == isAllowed,
                        "seed \(seed): \(candidate) is let in by \(selection.filter)\n\(item.text)")
                }
            }
        }
        #expect(checked == 600 * 2 * (party == .principal ? 3 : 5))
        #expect(exact > checked / 4)
        #expect(narrowed > checked / 4)
    }

    /// The request without the party; nothing is known of what only a store would know.
    private static func response(_ item: RandomCase, _ party: UnknownParty) throws -> PartialResponse {
        let hidden: Set<String> = party == .principal ? ["User"] : ["Photo", "Album"]
        let request = PartialRequest(
            principal: party == .principal ? .unknown(type: "User") : .known(item.request.principal), action: item.request.action,
            resource: party == .resource ? .unknown(type: "Photo") : .known(item.request.resource),
            context: PartialRecord(item.request.context))
        let entities = try PartialEntities(item.entities.filter { !hidden.contains($0.uid.type) }, others: .unknown)
        return authorize(request, policies: item.policies, entities: entities)
    }
}

extension Request {
    func with(_ uid: EntityUID, as party: UnknownParty) -> Request {
        Request(
            principal: party == .principal ? uid : principal, action: action, resource: party == .resource ? uid : resource,
            context: context)
    }
}

extension Response {
    /// The decision, where a forbid that errs denies too if so asked.
    func allows(_ policies: PolicySet, _ erringForbidsDeny: Bool) -> Bool {
        let isErring = errors.contains { policies.policy(id: $0.policyID)?.effect == .forbid }
        return decision == .allow && !(erringForbidsDeny && isErring)
    }
}
