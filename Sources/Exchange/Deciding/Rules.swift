package import Cedar
import Crypto
import Foundation

/// A schema and the policies written for it, checked against each other: what decides.
///
/// It never changes; a reload makes a new one, so that a decision under way sees one set from beginning to end.
package final class Rules: Sendable {
    package let policies: PolicySet
    package let schema: Schema
    /// SHA-256 over the schema's and the policies' texts in order, hexadecimal.
    package let digest: String
    /// The texts that it was made from.
    package let texts: PolicyTexts
    /// What is odd about them without keeping them from deciding, such as a policy that can never be satisfied.
    package let warnings: [RulesFault]
    /// How long what is kept, and on which grounds something may be erased.
    package let retention: RetentionRules
    /// What an approver may rest a disclosure on.
    package let disclosure: DisclosureRules
    /// The policies, compiled, and the actions' groups. What else a decision looks at comes with its question.
    private let authorizer: Authorizer
    private let names: [String: String]
    private let forbids: Set<String>

    /// Parses and validates. Throws every fault, each with file, line, column and reason.
    package init(
        schema schemaSource: PolicySource, policies sources: [PolicySource], retention retentionSource: PolicySource? = nil,
        grounds groundsSource: PolicySource? = nil
    ) throws(RulesError) {
        let texts = [schemaSource] + sources + [retentionSource, groundsSource].compactMap { $0 }
        (schema, policies) = try Rules.parse(schemaSource, sources)
        retention = try Rules.parse(retentionSource, none: .none) { source throws(YAMLFaults) in try RetentionRules(parsing: source) }
        disclosure = try Rules.parse(groundsSource, none: .none) { source throws(YAMLFaults) in try DisclosureRules(parsing: source) }
        let findings = schema.validate(policies) + Rules.annotationFaults(in: policies)
        guard findings.allSatisfy({ $0.severity == .warning }) else { throw RulesError(findings, in: texts) }
        warnings = findings.map { RulesFault($0, in: texts) }
        digest = Rules.digest(of: texts)
        self.texts = PolicyTexts(
            policyDigest: digest, schema: PolicyTexts.Text(file: schemaSource.file, text: schemaSource.text),
            policies: sources.map { PolicyTexts.Text(file: $0.file, text: $0.text) },
            retention: retentionSource.map { PolicyTexts.Text(file: $0.file, text: $0.text) },
            grounds: groundsSource.map { PolicyTexts.Text(file: $0.file, text: $0.text) })
        authorizer = Authorizer(CompiledPolicies(policies), entities: try Rules.actions(in: schemaSource))
        names = Dictionary(uniqueKeysWithValues: policies.policies.map { ($0.id, $0.annotations["id"] ?? $0.id) })
        forbids = Set(policies.policies.filter { $0.effect == .forbid }.map(\.id))
    }

    /// The actions' groups. Without them a veto that names a group would stop nothing, so it's no policy set then.
    private static func actions(in schema: PolicySource) throws(RulesError) -> Entities {
        do { return try Entities(Entity.actions) } catch {
            throw RulesError([RulesFault(of: schema, "the actions' groups contradict each other: \(error)")])
        }
    }

    /// The one function that decides.
    ///
    /// Cedar skips a policy that errs. Kedja doesn't skip one that could forbid: an error there means no.
    package func decide(_ action: Action, by officer: OfficerFacts, on resource: Resource, in circumstances: Circumstances) -> Decision {
        let question = Question(action: action, officer: officer, resource: resource, circumstances: circumstances)
        guard let facts = try? Entities(question.facts), let response = try? authorizer.authorize(question.request, facts: facts) else {
            return refusal(errors: ["entities"], circumstances)
        }
        return decision(response, in: circumstances)
    }

    /// Whether the policies name this entity; one that they don't could have any other name for all that they can tell.
    func names(_ uid: EntityUID) -> Bool { authorizer.knows(uid) }

    /// Policies' ids by their numbers.
    func policyIDs(_ numbers: [Int]) -> [String] { numbers.map { authorizer.policies.ids[$0] } }

    func prepare(_ request: Cedar.Request, _ facts: Entities) throws -> PreparedRequest { try authorizer.prepare(request, facts: facts) }

    /// What Cedar answers, by Kedja's rule.
    func decision(_ response: Response, in circumstances: Circumstances) -> Decision {
        let erringForbids = response.errors.map(\.policyID).filter(forbids.contains)
        return Decision(
            permitted: response.decision == .allow && erringForbids.isEmpty,
            policies: erringForbids.isEmpty ? response.reasons.map(name) : response.reasons.filter(forbids.contains).map(name),
            errors: erringForbids.map(name), policyDigest: digest,
            consent: circumstances.consent?.id, approval: circumstances.approval?.request)
    }

    /// How many policies there are.
    package var count: Int { policies.policies.count }

    /// A policy's `@id`, for people; the engine's own ids are `policy0`, `policy1`, ….
    package func name(_ policyID: String) -> String { names[policyID] ?? policyID }

    /// The policy with this `@id`.
    package func policy(named name: String) -> Policy? { policies.policies.first { $0.annotations["id"] == name } }

    func refusal(errors: [String], _ circumstances: Circumstances) -> Decision {
        Decision(
            permitted: false, policies: [], errors: errors, policyDigest: digest, consent: circumstances.consent?.id,
            approval: circumstances.approval?.request)
    }

    /// All that is wrong with any of the texts is told at once.
    private static func parse(_ schema: PolicySource, _ policies: [PolicySource]) throws(RulesError) -> (Schema, PolicySet) {
        var errors: [Diagnostic] = []
        func attempt<Parsed>(_ parse: () throws(SyntaxErrors) -> Parsed) -> Parsed? {
            do throws(SyntaxErrors) { return try parse() } catch {
                errors += error.errors
                return nil
            }
        }
        let parsedSchema = attempt { () throws(SyntaxErrors) in try Schema(parsing: schema) }
        let parsedPolicies = attempt { () throws(SyntaxErrors) in try PolicySet(parsing: policies) }
        guard let parsedSchema, let parsedPolicies else { throw RulesError(errors, in: [schema] + policies) }
        return (parsedSchema, parsedPolicies)
    }

    private static func parse<Parsed>(
        _ source: PolicySource?, none: Parsed, _ parse: (PolicySource) throws(YAMLFaults) -> Parsed
    ) throws(RulesError) -> Parsed {
        guard let source else { return none }
        do throws(YAMLFaults) { return try parse(source) } catch { throw RulesError(error.findings, in: [source]) }
    }

    /// Each policy has an `@id` of its own and says in Swedish and English what it means, since people read why they were refused.
    private static func annotationFaults(in policies: PolicySet) -> [Diagnostic] {
        var seen: Set<String> = []
        return policies.policies.flatMap { policy in
            var faults = ["id", "sv", "en"].filter { (policy.annotations[$0] ?? "").isEmpty }.map {
                "the annotation @\($0)(\"…\") is missing"
            }
            if let id = policy.annotations["id"], !seen.insert(id).inserted { faults.append("the @id \(id) stands on another policy too") }
            return faults.map { Diagnostic(.annotation, $0, file: policy.file, at: policy.position, policyID: policy.id) }
        }
    }

    private static func digest(of sources: [PolicySource]) -> String {
        var hash = SHA256()
        for source in sources {
            hash.update(data: Data("\(source.text.utf8.count)\n".utf8))
            hash.update(data: Data(source.text.utf8))
        }
        return hash.finalize().map { hexadecimal($0) }.joined()
    }
}
