import Cedar

/// Questions of one officer about many documents. What the policies can't tell apart is put to them once, and answered for each at its own times.
///
/// Rules and officer are the same for all. Two questions are one only if their kinds are equal: the action, each fact of the document, each
/// circumstance, all but names and times. A question is made of these and nothing else (`Question`), and a test holds that one made of
/// the copies differs from its original in nothing but those. So whatever an operator's policies say, they can't tell two of a kind apart:
///
/// - not by names. Cedar compares entities, asks which is in which and what is known of each, and looks into no name; none stands in a text. So
///   whoever gives a person, a case or a document another name, wherever it stands, changes no answer, unless a policy names one of
///   the two. Then the question is asked as it is (`isNamed`, `isUnnamedNamed`).
/// - not by times, for these aren't left out: they're put in before each answer, and all policies are evaluated again.
/// - not by texts. Swift holds some equal that Cedar doesn't, but none of ASCII alone. Officers' and organisations' names are; where a
///   ground's isn't, the question is asked as it is.
/// - not by errors: where a policy errs, the question is asked as it is.
///
/// The answers are those of `Rules.decide`. Belongs to one attempt, and isn't shared.
final class AlikeQuestions {
    /// How many are kept; with one more, all are asked anew.
    static let limit = 1_000

    private struct Kind: Hashable {
        let action: Action
        let document: DocumentFacts
        let circumstances: Circumstances
    }

    private let rules: Rules
    private let officer: OfficerFacts
    private let isUnnamedNamed: Bool
    private var questions: [Kind: AlikeQuestion] = [:]
    private var workspace = Workspace()

    init(by officer: OfficerFacts, _ rules: Rules) {
        self.rules = rules
        self.officer = officer
        isUnnamedNamed = [.participant(.unnamed), .caseOf(.unnamed), .document(.unnamed)].contains(where: rules.names)
    }

    /// How many there are.
    var count: Int { questions.count }

    func decide(_ action: Action, on document: DocumentFacts, in circumstances: Circumstances) -> Decision {
        answer(action, on: document, in: circumstances)
            ?? rules.decide(action, by: officer, on: .document(document), in: circumstances)
    }

    /// `nil` where the question isn't like others, or a policy errs, for then it's to be told which.
    private func answer(_ action: Action, on document: DocumentFacts, in circumstances: Circumstances) -> Decision? {
        guard !isUnnamedNamed, !isNamed(document), circumstances.approval?.isPlain ?? true else { return nil }
        let kind = Kind(action: action, document: document.unnamed, circumstances: circumstances.unnamed)
        guard let question = questions[kind] ?? ask(kind) else { return nil }
        return question.decide(in: circumstances, &workspace)
    }

    private func isNamed(_ document: DocumentFacts) -> Bool {
        rules.names(.document(document.id)) || rules.names(.caseOf(document.of.value.id))
            || rules.names(.participant(document.of.participant.id))
    }

    private func ask(_ kind: Kind) -> AlikeQuestion? {
        let question = rules.question(kind.action, by: officer, onAllLike: kind.document, in: kind.circumstances)
        if questions.count >= AlikeQuestions.limit { questions = [:] }
        questions[kind] = question
        return question
    }
}

extension ApprovalInContext {
    /// Whether all texts that policies see are ASCII.
    fileprivate var isPlain: Bool { groundID?.utf8.allSatisfy { $0 < 0x80 } ?? true }
}

/// One question about all documents that the policies can't tell apart, its facts in numbers.
private struct AlikeQuestion {
    private let rules: Rules
    private let request: PreparedRequest
    private let now: ContextMoment
    private let consent: (from: ContextMoment, until: ContextMoment)?
    private let approval: ContextMoment?

    init?(_ request: PreparedRequest, in circumstances: Circumstances, _ rules: Rules) {
        let (from, until) = (request.moment("consent", "validFrom"), request.moment("consent", "validUntil"))
        guard let now = request.moment("now") else { return nil }
        (self.rules, self.request, self.now) = (rules, request, now)
        consent = if let from, let until { (from, until) } else { nil }
        approval = request.moment("approval", "validUntil")
        guard (consent == nil) == (circumstances.consent == nil), (approval == nil) == (circumstances.approval == nil) else { return nil }
    }

    /// The decision at these circumstances' times, as `Rules.decide` gives it; `nil` where a policy errs.
    func decide(in circumstances: Circumstances, _ workspace: inout Workspace) -> Decision? {
        var times = [(moment: now, milliseconds: circumstances.now.milliseconds)]
        if let moments = consent, let consent = circumstances.consent {
            times.append((moments.from, consent.validFrom.milliseconds))
            times.append((moments.until, consent.validUntil.milliseconds))
        }
        if let moment = approval, let approval = circumstances.approval { times.append((moment, approval.validUntil.milliseconds)) }
        let decision = request.decide(with: times, in: &workspace)
        return rules.decision(decision, leaving: workspace, in: circumstances)
    }
}

extension Rules {
    /// `nil` where the facts contradict each other.
    fileprivate func question(
        _ action: Action, by officer: OfficerFacts, onAllLike document: DocumentFacts, in circumstances: Circumstances
    ) -> AlikeQuestion? {
        let question = Question(action: action, officer: officer, resource: .document(document), circumstances: circumstances)
        return prepared(question).flatMap { AlikeQuestion($0, in: circumstances, self) }
    }
}
