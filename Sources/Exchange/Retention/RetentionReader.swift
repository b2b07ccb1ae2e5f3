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
    package init(parsing source: PolicySource) throws(SyntaxFaults) {
        var reader = RetentionReader(file: source.file)
        let read = reader.read(source.text)
        guard reader.faults.isEmpty, let read else { throw SyntaxFaults(findings: reader.faults) }
        self = read
    }

    /// What is wrong with the text.
    package struct SyntaxFaults: Error, Sendable {
        package let findings: [Diagnostic]
    }
}

/// Turns nodes of YAML into rules; what is wrong gathers in `faults`. A name that nobody knows, or twice, is wrong.
private struct RetentionReader {
    let file: String
    var faults: [Diagnostic] = []

    init(file: String) { self.file = file }

    mutating func read(_ text: String) -> RetentionRules? {
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            fault(RetentionReader.reason(error), RetentionReader.mark(error))
            return nil
        }
        guard let root, let fields = fields(of: root, ["grounds", "rules"]) else {
            if faults.isEmpty { fault("the file is empty: it has grounds and rules", nil) }
            return nil
        }
        let grounds = list(fields["grounds"], "grounds", root).compactMap { ground($0) }
        let rules = list(fields["rules"], "rules", root).compactMap { rule($0) }
        checkTogether(rules, at: fields["rules"] ?? root)
        return RetentionRules(grounds: grounds, rules: rules.map(\.rule))
    }

    // MARK: A ground and a rule

    private mutating func ground(_ node: Node) -> ErasureGround? {
        guard let fields = fields(of: node, ["act", "section", "decision"]),
            let act = text(fields["act"], "act", node), let section = text(fields["section"], "section", node)
        else { return nil }
        let needed = choice(fields["decision"], "decision", node, ["required", "optional"], default: "optional")
        return ErasureGround(act: act, section: section, needsDecision: needed == "required")
    }

    private mutating func rule(_ node: Node) -> (rule: RetentionRule, node: Node)? {
        let names = ["id", "kinds", "categories", "keep", "after", "from", "reference", "keepBornOn"]
        guard let fields = fields(of: node, names), let id = text(fields["id"], "id", node), let keep = keep(fields["keep"], node),
            let reference = text(fields["reference"], "reference", node),
            let after = choice(fields["after"], "after", node, RetentionRule.Event.allCases.map(\.rawValue), default: nil)
                .flatMap(RetentionRule.Event.init),
            let from = choice(fields["from"], "from", node, RetentionRule.Start.allCases.map(\.rawValue), default: "event")
                .flatMap(RetentionRule.Start.init)
        else { return nil }
        let rule = RetentionRule(
            id: id, kinds: set(fields["kinds"], "kinds", OrganisationKind.self),
            categories: set(fields["categories"], "categories", Category.self), keep: keep, after: after, from: from,
            reference: reference, keepBornOn: Set(days(fields["keepBornOn"])))
        return (rule, node)
    }

    /// `forever`, `3 years`, `18 months`.
    private mutating func keep(_ node: Node?, _ parent: Node) -> RetentionRule.Keep? {
        guard let text = text(node, "keep", parent) else { return nil }
        if text == "forever" { return .forever }
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        if words.count == 2, let number = Int(words[0]), (1...200).contains(number), String(number) == words[0] {
            switch words[1] {
            case "year", "years": return .years(number)
            case "month", "months": return .months(number)
            default: break
            }
        }
        fault("keep must be `forever`, or a number from 1 to 200 with `years` or `months`: `3 years`", node?.mark)
        return nil
    }

    private mutating func checkTogether(_ rules: [(rule: RetentionRule, node: Node)], at node: Node) {
        var seen: Set<String> = []
        for (rule, node) in rules where !seen.insert(rule.id).inserted { fault("there is a rule \(rule.id) above already", node.mark) }
        let fitsAll = rules.map { $0.rule.kinds == nil && $0.rule.categories == nil }
        if let last = fitsAll.last, !last {
            fault("the last rule must fit everything: it has neither kinds nor categories", rules.last?.node.mark)
        }
        for (index, each) in rules.enumerated().dropLast() where fitsAll[index] {
            fault("the rules below \(each.rule.id) never count: it fits everything", each.node.mark)
        }
    }

    // MARK: Nodes

    private mutating func fields(of node: Node, _ known: [String]) -> [String: Node]? {
        guard let mapping = node.mapping else {
            fault("there must be names and values here: \(known.joined(separator: ", "))", node.mark)
            return nil
        }
        var fields: [String: Node] = [:]
        for (key, value) in mapping {
            guard let name = key.scalar?.string, known.contains(name) else {
                fault("there is no name `\(key.scalar?.string ?? "")` here; the names are \(known.joined(separator: ", "))", key.mark)
                continue
            }
            fields[name] = value
        }
        return fields
    }

    private mutating func list(_ node: Node?, _ name: String, _ parent: Node) -> [Node] {
        guard let node else {
            fault("\(name) is missing", parent.mark)
            return []
        }
        guard let sequence = node.sequence, !sequence.isEmpty else {
            fault("\(name) must be a list of at least one", node.mark)
            return []
        }
        return Array(sequence)
    }

    private mutating func text(_ node: Node?, _ name: String, _ parent: Node) -> String? {
        guard let node else {
            fault("\(name) is missing", parent.mark)
            return nil
        }
        guard let text = node.scalar?.string, (1...200).contains(text.utf8.count) else {
            fault("\(name) must be a text of 1 to 200 bytes", node.mark)
            return nil
        }
        return text
    }

    private mutating func choice(
        _ node: Node?, _ name: String, _ parent: Node, _ choices: [String], default standard: String?
    ) -> String? {
        if node == nil, let standard { return standard }
        guard let text = text(node, name, parent) else { return nil }
        guard choices.contains(text) else {
            fault("\(name) must be one of \(choices.joined(separator: ", "))", node?.mark)
            return nil
        }
        return text
    }

    private mutating func set<Value: RawRepresentable & Hashable & CaseIterable>(
        _ node: Node?, _ name: String, _ type: Value.Type
    ) -> Set<Value>? where Value.RawValue == String {
        guard let node else { return nil }
        let values = list(node, name, node).compactMap { item -> Value? in
            choice(item, name, item, Value.allCases.map(\.rawValue), default: nil).flatMap(Value.init)
        }
        return Set(values)
    }

    private mutating func days(_ node: Node?) -> [Int] {
        guard let node else { return [] }
        return list(node, "keepBornOn", node).compactMap { item in
            if let day = item.scalar.flatMap({ Int($0.string) }), (1...31).contains(day) { return day }
            fault("keepBornOn must list days of a month, 1 to 31", item.mark)
            return nil
        }
    }

    // MARK: Faults

    private mutating func fault(_ message: String, _ mark: Mark?) {
        let position = SourcePosition(line: max(1, mark?.line ?? 1), column: max(1, mark?.column ?? 1))
        faults.append(Diagnostic(.nonconforming, message, file: file, at: position))
    }

    private static func mark(_ error: any Error) -> Mark? {
        switch error {
        case YamlError.scanner(_, _, let mark, _), YamlError.parser(_, _, let mark, _), YamlError.composer(_, _, let mark, _): mark
        case YamlError.duplicatedKeysInMapping(_, let context): context.mark
        default: nil
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case YamlError.scanner(_, let problem, _, _), YamlError.parser(_, let problem, _, _), YamlError.composer(_, let problem, _, _):
            problem
        case YamlError.duplicatedKeysInMapping(let names, _): "it states \(names.map { "\($0)" }.joined(separator: ", ")) more than once"
        default: "it is not YAML"
        }
    }
}
