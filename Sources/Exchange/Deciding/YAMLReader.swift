package import Cedar
import Yams

/// What is wrong with a file of rules in YAML, each with line and column.
package struct YAMLFaults: Error, Sendable {
    package let findings: [Diagnostic]
}

/// Reads nodes of YAML strictly: a name that nobody knows, or twice, is wrong. What is wrong gathers in `faults`.
struct YAMLReader {
    let file: String
    private(set) var faults: [Diagnostic] = []

    init(file: String) { self.file = file }

    /// The file's root; `nil` where it isn't YAML, or nothing: then `emptiness` is the fault.
    mutating func root(of text: String, _ emptiness: String) -> Node? {
        do {
            if let root = try Yams.compose(yaml: text) { return root }
            fault(emptiness, nil)
        } catch {
            fault(YAMLReader.reason(error), YAMLReader.mark(error))
        }
        return nil
    }

    mutating func fields(of node: Node, _ known: [String]) -> [String: Node]? {
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

    mutating func list(_ node: Node?, _ name: String, _ parent: Node) -> [Node] {
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

    mutating func text(_ node: Node?, _ name: String, _ parent: Node, upTo limit: Int = 200) -> String? {
        guard let node else {
            fault("\(name) is missing", parent.mark)
            return nil
        }
        guard let text = node.scalar?.string, (1...limit).contains(text.utf8.count) else {
            fault("\(name) must be a text of 1 to \(limit) bytes", node.mark)
            return nil
        }
        return text
    }

    mutating func choice(
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

    /// One of a type's names, which must be there.
    mutating func choice<Value: RawRepresentable & CaseIterable>(
        _ node: Node?, _ name: String, _ parent: Node, _ type: Value.Type
    ) -> Value? where Value.RawValue == String {
        choice(node, name, parent, Value.allCases.map(\.rawValue), default: nil).flatMap(Value.init)
    }

    mutating func set<Value: RawRepresentable & Hashable & CaseIterable>(
        _ node: Node?, _ name: String, _ type: Value.Type
    ) -> Set<Value>? where Value.RawValue == String {
        guard let node else { return nil }
        return Set(list(node, name, node).compactMap { choice($0, name, $0, type) })
    }

    /// `yes` or `no`; what isn't there is no.
    mutating func flag(_ node: Node?, _ name: String, _ parent: Node) -> Bool {
        choice(node, name, parent, ["yes", "no"], default: "no") == "yes"
    }

    mutating func number(_ node: Node?, _ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let node else { return nil }
        if let number = node.scalar.flatMap({ Int($0.string) }), range.contains(number) { return number }
        fault("\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)", node.mark)
        return nil
    }

    // MARK: Faults

    mutating func fault(_ message: String, _ mark: Mark?) {
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
