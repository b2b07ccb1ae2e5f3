package import Cedar
import Yams

extension RetentionRules {
    /// Reads `retention.yaml`. Throws all that is wrong with it, each with line and column.
    ///
    /// ```yaml
    /// grounds:
    ///   - {act: GDPR, section: art. 17.1 b}
    /// rules:
    ///   - {id: af, kinds: [arbetsformedlingen], keep: 3 years, after: caseClosed, from: endOfYear, reference: "SFS 2002:546 16 §"}
    ///   - {id: default, keep: forever, after: caseClosed, reference: none}
    /// ```
    package init(parsing source: PolicySource) throws(YAMLFaults) {
        var reader = RetentionReader(yaml: YAMLReader(file: source.file))
        let read = reader.read(source.text)
        guard reader.yaml.faults.isEmpty, let read else { throw YAMLFaults(findings: reader.yaml.faults) }
        self = read
    }
}

/// Turns nodes of YAML into rules; what is wrong gathers in `yaml.faults`.
private struct RetentionReader {
    var yaml: YAMLReader

    mutating func read(_ text: String) -> RetentionRules? {
        guard let root = yaml.root(of: text, "the file is empty: it has grounds and rules"),
            let fields = yaml.fields(of: root, ["grounds", "rules"])
        else { return nil }
        let grounds = yaml.list(fields["grounds"], "grounds", root).compactMap { ground($0) }
        let rules = yaml.list(fields["rules"], "rules", root).compactMap { rule($0) }
        checkTogether(rules, at: fields["rules"] ?? root)
        return RetentionRules(grounds: grounds, rules: rules.map(\.rule))
    }

    // MARK: A ground and a rule

    private mutating func ground(_ node: Node) -> ErasureGround? {
        guard let fields = yaml.fields(of: node, ["act", "section", "decision"]),
            let act = yaml.text(fields["act"], "act", node), let section = yaml.text(fields["section"], "section", node)
        else { return nil }
        let needed = yaml.choice(fields["decision"], "decision", node, ["required", "optional"], default: "optional")
        return ErasureGround(act: act, section: section, needsDecision: needed == "required")
    }

    private mutating func rule(_ node: Node) -> (rule: RetentionRule, node: Node)? {
        let names = ["id", "kinds", "categories", "keep", "after", "from", "reference", "keepBornOn"]
        guard let fields = yaml.fields(of: node, names), let id = yaml.text(fields["id"], "id", node),
            let keep = keep(fields["keep"], node),
            let reference = yaml.text(fields["reference"], "reference", node),
            let after = yaml.choice(fields["after"], "after", node, RetentionRule.Event.allCases.map(\.rawValue), default: nil)
                .flatMap(RetentionRule.Event.init),
            let from = yaml.choice(fields["from"], "from", node, RetentionRule.Start.allCases.map(\.rawValue), default: "event")
                .flatMap(RetentionRule.Start.init)
        else { return nil }
        let rule = RetentionRule(
            id: id, kinds: yaml.set(fields["kinds"], "kinds", OrganisationKind.self),
            categories: yaml.set(fields["categories"], "categories", Category.self), keep: keep, after: after, from: from,
            reference: reference, keepBornOn: Set(days(fields["keepBornOn"])))
        return (rule, node)
    }

    /// `forever`, `3 years`, `18 months`.
    private mutating func keep(_ node: Node?, _ parent: Node) -> RetentionRule.Keep? {
        guard let text = yaml.text(node, "keep", parent) else { return nil }
        if text == "forever" { return .forever }
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        if words.count == 2, let number = Int(words[0]), (1...200).contains(number), String(number) == words[0] {
            switch words[1] {
            case "year", "years": return .years(number)
            case "month", "months": return .months(number)
            default: break
            }
        }
        yaml.fault("keep must be `forever`, or a number from 1 to 200 with `years` or `months`: `3 years`", node?.mark)
        return nil
    }

    private mutating func checkTogether(_ rules: [(rule: RetentionRule, node: Node)], at node: Node) {
        var seen: Set<String> = []
        for (rule, node) in rules where !seen.insert(rule.id).inserted { yaml.fault("there is a rule \(rule.id) above already", node.mark) }
        let fitsAll = rules.map { $0.rule.kinds == nil && $0.rule.categories == nil }
        if let last = fitsAll.last, !last {
            yaml.fault("the last rule must fit everything: it has neither kinds nor categories", rules.last?.node.mark)
        }
        for (index, each) in rules.enumerated().dropLast() where fitsAll[index] {
            yaml.fault("the rules below \(each.rule.id) never count: it fits everything", each.node.mark)
        }
    }

    private mutating func days(_ node: Node?) -> [Int] {
        guard let node else { return [] }
        return yaml.list(node, "keepBornOn", node).compactMap { item in
            if let day = item.scalar.flatMap({ Int($0.string) }), (1...31).contains(day) { return day }
            yaml.fault("keepBornOn must list days of a month, 1 to 31", item.mark)
            return nil
        }
    }
}
