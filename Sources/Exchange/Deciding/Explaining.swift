import Cedar

extension Rules {
    /// Puts a decision into words: the policies that decided, or the permits that could have.
    ///
    /// `sight` says what the reader may be shown of the facts.
    package func explain(
        _ decision: Decision, _ action: Action, by officer: OfficerFacts, on resource: Resource, in circumstances: Circumstances,
        sight: Sight = .everything
    ) -> Explanation {
        let question = Question(action: action, officer: officer, resource: resource, circumstances: circumstances)
        let deciding = Set(decision.policies + decision.errors)
        let traced = traced(question).filter { deciding.isEmpty ? $0.couldPermit : deciding.contains(name($0.policy.id)) }
        let chosen = deciding.isEmpty ? closestFirst(traced) : traced
        return Explanation(
            permitted: decision.permitted, policies: chosen.map { explained($0, decided: !deciding.isEmpty, sight) },
            policyDigest: digest, consent: decision.consent, approval: decision.approval)
    }

    private func traced(_ question: Question) -> [TracedPolicy] {
        guard let entities = try? Entities(question.entities) else { return [] }
        return policies.policies.map {
            TracedPolicy(policy: $0, traces: Cedar.explain($0, request: question.request, entities: entities))
        }
    }

    /// Fewest obstacles first; among equals the one of which most holds; then as they stand in the files.
    private func closestFirst(_ policies: [TracedPolicy]) -> [TracedPolicy] {
        policies.enumerated().sorted { left, right in
            (left.element.obstacles, -left.element.holding, left.offset) < (right.element.obstacles, -right.element.holding, right.offset)
        }.map(\.element)
    }

    private func explained(_ traced: TracedPolicy, decided: Bool, _ sight: Sight) -> ExplainedPolicy {
        let policy = traced.policy
        return ExplainedPolicy(
            id: name(policy.id), effect: policy.effect.rawValue, swedish: policy.annotations["sv"] ?? "",
            english: policy.annotations["en"] ?? "", decided: decided,
            conditions: traced.conditions.map { ExplainedPolicy.Condition($0, sight) })
    }
}

extension Circumstances {
    /// What a decision on a retrieval was made from, so that it can be explained: the consent and the approval that were in it.
    ///
    /// Where nothing decided, the first that could have been in it, so that it can be told what they lack.
    init(
        now: Timestamp, purpose: Purpose, decision: Decision, owner: OrganisationID, receiver: OrganisationID, consents: [ConsentInContext],
        approvals: [ApprovalInContext]
    ) {
        let isUndecided = decision.policies.isEmpty && decision.errors.isEmpty
        let closest = consents.first { $0.from.contains(owner) && $0.to.contains(receiver) }
        self.init(
            now: now, purpose: purpose,
            consent: consents.first { $0.id == decision.consent } ?? (isUndecided ? closest : nil),
            approval: approvals.first { $0.request == decision.approval } ?? (isUndecided ? approvals.first : nil))
    }
}

/// A policy and how its parts came out.
private struct TracedPolicy {
    let policy: Policy
    let traces: [ConditionTrace]

    var conditions: [ConditionTrace] { traces.filter { $0.part != .scope } }
    /// Conditions that stand in the way. What isn't reached hangs on one of them, and may hold once that does.
    var obstacles: Int { conditions.filter { $0.outcome != .holds && $0.outcome != .notReached }.count }
    var holding: Int { conditions.filter { $0.outcome == .holds }.count }
    /// A permit whose scope fits the question, so that only its conditions failed.
    var couldPermit: Bool { policy.effect == .permit && traces.allSatisfy { $0.part != .scope || $0.outcome == .holds } }
}

extension ExplainedPolicy.Condition {
    fileprivate init(_ trace: ConditionTrace, _ sight: Sight) {
        kind =
            switch trace.part {
            case .unless: .unless
            case .within: .within
            case .when, .scope: .when
            }
        text = trace.text
        line = trace.position.line
        readings = trace.readings.map { ExplainedPolicy.Reading($0, sight) }
        parts = trace.parts.map { ExplainedPolicy.Condition($0, sight) }
        switch trace.outcome {
        case .holds: (outcome, error) = (.holds, nil)
        case .fails: (outcome, error) = (.fails, nil)
        // The code alone: the engine's sentence may name an entity that the reader may not see.
        case .errs(let reason): (outcome, error) = (.errs, reason.code)
        case .notReached: (outcome, error) = (.notReached, nil)
        }
    }
}

extension ExplainedPolicy.Reading {
    /// The longest set that is told whole, and the longest text.
    package static let longestSet = 8
    package static let longestText = 200

    fileprivate init(_ reading: Cedar.Reading, _ sight: Sight) {
        path = reading.path
        let (kind, all): (Kind, [String]) =
            switch reading.found {
            case .missing: (.missing, [])
            case .present: (.present, [])
            case .value where !sight.shows(reading): (.hidden, [])
            case .value(.set(let set)): (Kind(setOf: set.elements), set.elements.map(\.told).sorted())
            case .value(let value): (Kind(value), [value.told])
            }
        self.kind = kind
        values = Array(all.prefix(Self.longestSet))
        omitted = all.count - values.count
    }
}

extension ExplainedPolicy.Reading.Kind {
    fileprivate init(_ value: Value) {
        switch value {
        case .string: self = .text
        case .long: self = .number
        case .bool: self = .flag
        case .datetime: self = .time
        case .entity: self = .entity
        case .set, .record, .decimal, .ipaddr, .duration: self = .other
        }
    }

    fileprivate init(setOf elements: Set<Value>) {
        let kinds = Set(elements.map { ExplainedPolicy.Reading.Kind($0) })
        switch kinds {
        case [.text], []: self = .texts
        case [.entity]: self = .entities
        default: self = .others
        }
    }
}

extension Value {
    /// For people and programs, on one line of bounded length.
    fileprivate var told: String {
        let text = untrimmed
        let longest = ExplainedPolicy.Reading.longestText
        return text.unicodeScalars.count > longest ? String(text.unicodeScalars.prefix(longest)) + "…" : text
    }

    private var untrimmed: String {
        switch self {
        case .string(let text): text
        case .long(let number): String(number)
        case .bool(let flag): String(flag)
        case .entity(let uid): uid.description
        case .datetime(let time): Timestamp(milliseconds: time.millisecondsSinceEpoch).description
        case .duration(let span): "\(span.milliseconds) ms"
        case .decimal(let number): number.description
        case .ipaddr: "ipaddr"
        case .set(let set): "[\(set.elements.count)]"
        case .record(let record): "{\(record.names.joined(separator: ", "))}"
        }
    }
}
