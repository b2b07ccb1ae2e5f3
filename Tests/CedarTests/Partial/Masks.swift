@testable import Cedar

/// What is hidden of a request and its facts before they are looked at.
struct Mask: OptionSet {
    let rawValue: Int

    static let principal = Mask(rawValue: 1)
    static let resource = Mask(rawValue: 2)
    /// The whole context.
    static let context = Mask(rawValue: 4)
    /// Every other attribute of the context.
    static let contextAttributes = Mask(rawValue: 8)
    /// Every other attribute and tag of the entities.
    static let attributes = Mask(rawValue: 16)
    /// What some of the entities are members of.
    static let parents = Mask(rawValue: 32)
    /// Every other entity.
    static let entities = Mask(rawValue: 64)
    /// The types of principal and resource, where they are hidden.
    static let types = Mask(rawValue: 128)

    static let all = (0..<256).map { Mask(rawValue: $0) }

    func hide(_ request: Request, _ entities: [Entity]) -> PartialRequest {
        func party(_ uid: EntityUID, _ part: Mask) -> PartialRequest.Party {
            guard contains(part) else { return .known(uid) }
            let entity = entities.first { $0.uid == uid }
            // What is known of an unknown one, where it is described.
            let known = entity.map { record($0.attributes, isThinned: true) }
            return .unknown(
                type: contains(.types) ? nil : uid.type,
                attributes: (contains(.parents) ? known : nil) ?? PartialRecord(others: .unknown))
        }
        return PartialRequest(
            principal: party(request.principal, .principal), action: request.action, resource: party(request.resource, .resource),
            context: contains(.context)
                ? PartialRecord(others: .unknown) : record(request.context, isThinned: contains(.contextAttributes)))
    }

    func hide(_ entities: [Entity]) throws -> PartialEntities {
        let sorted = entities.sorted { $0.uid < $1.uid }
        let kept = sorted.enumerated().filter { !contains(.entities) || $0.offset.isMultiple(of: 2) }
        return try PartialEntities(
            kept.map { number, entity in
                PartialEntity(
                    uid: entity.uid, attributes: record(entity.attributes, isThinned: contains(.attributes)),
                    parents: contains(.parents) && number % 3 != 1 ? nil : entity.parents,
                    tags: record(entity.tags, isThinned: contains(.attributes)))
            }, others: contains(.entities) ? .unknown : .absent)
    }

    /// Hides every other name that is there, and one that isn't.
    private func record(_ record: RecordValue, isThinned: Bool) -> PartialRecord {
        guard isThinned else { return PartialRecord(record) }
        let hidden = record.names.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
        let known = record.attributes.filter { !hidden.contains($0.key.text) }
        return PartialRecord(RecordValue(known), unknown: hidden + ["n"])
    }
}

/// How a policy came out of a whole request, errors by their codes: of several wrong elements of a set, any may be named.
enum WholeOutcome: Equatable {
    case satisfied, notSatisfied
    case errs(String)

    init(_ evaluate: () throws(EvaluationError) -> Bool) {
        do throws(EvaluationError) {
            self = try evaluate() ? .satisfied : .notSatisfied
        } catch {
            self = .errs(error.code)
        }
    }
}

extension PartialResponse.Outcome {
    func completed(by evaluator: Evaluator) -> WholeOutcome {
        switch self {
        case .satisfied: .satisfied
        case .notSatisfied: .notSatisfied
        case .errs(let error): .errs(error.code)
        case .depends(let residual):
            WholeOutcome { () throws(EvaluationError) in
                try residual.isSatisfied(by: evaluator.request, entities: evaluator.entities)
            }
        }
    }
}

/// What was compared, and what differed.
struct Comparisons: Sendable {
    var policies = 0
    var residuals = 0
    var misses: [String] = []

    mutating func compare(_ policies: PolicySet, _ request: Request, _ described: [Entity], _ mask: Mask, _ name: String) throws {
        let evaluator = Evaluator(request: request, entities: try Entities(described))
        let response = authorize(mask.hide(request, described), policies: policies, entities: try mask.hide(described))
        for (policy, partial) in zip(policies.policies, response.outcomes) {
            let expected = WholeOutcome { () throws(EvaluationError) in try evaluator.isSatisfied(policy) }
            let found = partial.outcome.completed(by: evaluator)
            self.policies += 1
            if let residual = partial.residual { check(residual) }
            if found != expected { misses.append("\(name) \(mask.rawValue) \(policy.id): \(found), not \(expected): \(policy.text)") }
        }
        compareDecision(
            response, authorize(request, policies: policies, entities: evaluator.entities), evaluator, "\(name) \(mask.rawValue)")
    }

    /// A residual is Cedar: its text means the same.
    private mutating func check(_ residual: Residual) {
        residuals += 1
        let text = "permit(principal, action, resource) when { \(residual.text) };"
        guard residuals.isMultiple(of: 37) else { return }
        guard let policy = try? Check.policies(text).policies[0] else {
            misses.append("no Cedar: \(text)")
            return
        }
        let again = Residual(policy, policy.conditions[0].body).text
        if again != residual.text { misses.append("\(residual.text) reads as \(again)") }
    }

    private mutating func compareDecision(_ partial: PartialResponse, _ whole: Response, _ evaluator: Evaluator, _ name: String) {
        let completed = partial.completed(by: evaluator.request, entities: evaluator.entities)
        let isSame =
            completed.decision == whole.decision && completed.reasons == whole.reasons
            && completed.errors.map(\.policyID) == whole.errors.map(\.policyID)
        if !isSame { misses.append("\(name): \(completed), not \(whole)") }
        if partial.decision != .depends, partial.decision.rawValue != whole.decision.rawValue {
            misses.append("\(name): certain of \(partial.decision), not \(whole.decision)")
        }
        let forbids = Set(partial.outcomes.filter { $0.effect == .forbid }.map(\.policyID))
        let isDenied = whole.decision == .deny || whole.errors.contains { forbids.contains($0.policyID) }
        let strict = partial.decision(erringForbidsDeny: true)
        if strict != .depends, (strict == .deny) != isDenied { misses.append("\(name): strictly \(strict)") }
    }
}
