package import Cedar
import Yams

extension DisclosureRules {
    /// Reads `grounds.yaml`. Throws all that is wrong with it, each with line and column.
    ///
    /// ```yaml
    /// grounds:
    ///   - {id: samtycke, basis: consent, act: OSL, section: "10:1, 12:2", sv: Den enskildes samtycke, en: The person's consent}
    /// secrecy:
    ///   - {test: reverse, reference: OSL 26:1}
    /// appeals:
    ///   - {possible: no, sv: Beslutet kan inte överklagas., en: The decision can't be appealed.}
    /// ```
    package init(parsing source: PolicySource) throws(YAMLFaults) {
        var reader = DisclosureReader(yaml: YAMLReader(file: source.file))
        let read = reader.read(source.text)
        guard reader.yaml.faults.isEmpty, let read else { throw YAMLFaults(findings: reader.yaml.faults) }
        self = read
    }
}

/// Turns nodes of YAML into the catalogue; what is wrong gathers in `yaml.faults`.
private struct DisclosureReader {
    var yaml: YAMLReader

    mutating func read(_ text: String) -> DisclosureRules? {
        guard let root = yaml.root(of: text, "the file is empty: it has grounds, secrecy and appeals"),
            let fields = yaml.fields(of: root, ["grounds", "secrecy", "appeals"])
        else { return nil }
        let grounds = yaml.list(fields["grounds"], "grounds", root).compactMap { ground($0) }
        let secrecy = yaml.list(fields["secrecy"], "secrecy", root).compactMap { regime($0) }
        let appeals = yaml.list(fields["appeals"], "appeals", root).compactMap { appeal($0) }
        var seen: Set<String> = []
        for (ground, node) in grounds where !seen.insert(ground.id).inserted {
            yaml.fault("there is a ground \(ground.id) above already", node.mark)
        }
        requireRest(secrecy.last?.kinds, "secrecy", secrecy.isEmpty ? nil : fields["secrecy"])
        requireRest(appeals.last?.kinds, "appeals", appeals.isEmpty ? nil : fields["appeals"])
        return DisclosureRules(grounds: grounds.map(\.0), secrecy: secrecy, appeals: appeals)
    }

    /// Nobody may be left without a test of harm, or without being told about appeals.
    private mutating func requireRest(_ last: Set<OrganisationKind>?, _ name: String, _ node: Node?) {
        guard let node, last != nil else { return }
        yaml.fault("the last of \(name) must fit every kind: it has no kinds", node.mark)
    }

    private mutating func ground(_ node: Node) -> (CataloguedGround, Node)? {
        let names = [
            "id", "basis", "act", "section", "usedBy", "towards", "purposes", "never", "balancing", "unsure", "sv", "en",
        ]
        guard let fields = yaml.fields(of: node, names), let id = identifier(fields["id"], node),
            let basis = yaml.choice(fields["basis"], "basis", node, CataloguedGround.Basis.self),
            let act = yaml.text(fields["act"], "act", node), let section = yaml.text(fields["section"], "section", node),
            let swedish = yaml.text(fields["sv"], "sv", node), let english = yaml.text(fields["en"], "en", node)
        else { return nil }
        let balancing = yaml.choice(fields["balancing"], "balancing", node, ["required", "optional"], default: "optional")
        let ground = CataloguedGround(
            id: id, basis: basis, act: act, section: section, usedBy: yaml.set(fields["usedBy"], "usedBy", OrganisationKind.self),
            towards: yaml.set(fields["towards"], "towards", OrganisationKind.self),
            purposes: yaml.set(fields["purposes"], "purposes", Purpose.self),
            never: yaml.set(fields["never"], "never", Category.self) ?? [], needsBalancing: balancing == "required",
            isUnsure: yaml.flag(fields["unsure"], "unsure", node), swedish: swedish, english: english)
        return (ground, node)
    }

    /// It stands on command lines and in records: lowercase letters, digits and hyphens.
    private mutating func identifier(_ node: Node?, _ parent: Node) -> String? {
        guard let text = yaml.text(node, "id", parent) else { return nil }
        let letters = text.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
        guard letters, text.utf8.count <= 64 else {
            yaml.fault("id must be at most 64 lowercase letters, digits and hyphens", node?.mark)
            return nil
        }
        return text
    }

    private mutating func regime(_ node: Node) -> SecrecyRegime? {
        guard let fields = yaml.fields(of: node, ["kinds", "test", "reference", "unsure"]),
            let test = yaml.choice(fields["test"], "test", node, SecrecyRegime.Test.self),
            let reference = yaml.text(fields["reference"], "reference", node)
        else { return nil }
        return SecrecyRegime(
            kinds: yaml.set(fields["kinds"], "kinds", OrganisationKind.self), test: test, reference: reference,
            isUnsure: yaml.flag(fields["unsure"], "unsure", node))
    }

    private mutating func appeal(_ node: Node) -> AppealRule? {
        guard let fields = yaml.fields(of: node, ["kinds", "possible", "days", "sv", "en"]),
            let swedish = yaml.text(fields["sv"], "sv", node, upTo: 1000), let english = yaml.text(fields["en"], "en", node, upTo: 1000)
        else { return nil }
        let isPossible = yaml.flag(fields["possible"], "possible", node)
        let days = yaml.number(fields["days"], "days", in: 1...365)
        if isPossible, days == nil { yaml.fault("days is missing: within how many days from being told", node.mark) }
        if !isPossible, days != nil { yaml.fault("days belongs to an appeal that is possible", fields["days"]?.mark) }
        return AppealRule(
            kinds: yaml.set(fields["kinds"], "kinds", OrganisationKind.self),
            appeal: Appeal(isPossible: isPossible, days: days, swedish: swedish, english: english))
    }
}
