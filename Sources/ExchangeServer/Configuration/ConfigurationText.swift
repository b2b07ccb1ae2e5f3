import Yams

/// One value as it was written, and where.
struct WrittenValue: Hashable, Sendable {
    let text: String
    /// `kedjad.yaml:3` or `KEDJAD_LISTEN_PORT`.
    let place: String
    /// What relative paths are relative to.
    let folder: String
}

/// A witness as it was written.
struct WrittenWitness: Hashable, Sendable {
    static let listName = "log.witnesses"

    let organisation: String
    let key: String
    let url: String?
    let place: String
}

/// The configuration file as text: YAML with two levels of names, read into values by their names.
struct ConfigurationText {
    let values: [ConfigurationKey: WrittenValue]
    /// The one list there is: `log.witnesses`.
    let witnesses: [WrittenWitness]
    let faults: [String]

    /// - Parameters:
    ///   - yaml: the file's text.
    ///   - file: its name, for the faults.
    ///   - folder: what its relative paths are relative to.
    init(yaml: String, file: String, folder: String) throws(ConfigurationError) {
        let root: Node?
        do { root = try Yams.compose(yaml: yaml) } catch { throw ConfigurationError(["\(file): \(Self.reason(error))"]) }
        var reader = Reader(file: file, folder: folder)
        if let root, root.tag != .init(.null) { reader.read(root, prefix: "") }
        values = reader.values
        witnesses = reader.witnesses
        faults = reader.faults
    }

    /// The parser's words without the excerpt that it adds: a value could stand in it.
    private static func reason(_ error: any Error) -> String {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            "line \(mark.line): \(problem)"
        case YamlError.duplicatedKeysInMapping(let duplicates, _): "states \(duplicates.joined(separator: ", ")) more than once"
        default: "is not YAML"
        }
    }

    private struct Reader {
        let file: String
        let folder: String
        var values: [ConfigurationKey: WrittenValue] = [:]
        var witnesses: [WrittenWitness] = []
        var faults: [String] = []

        mutating func read(_ node: Node, prefix: String) {
            guard let mapping = node.mapping else {
                return faults.append("\(place(node)): \(prefix.isEmpty ? "the file" : prefix) must be a mapping of names to values")
            }
            for (name, value) in mapping { read(name, value, prefix) }
        }

        private mutating func read(_ nameNode: Node, _ value: Node, _ prefix: String) {
            guard let part = nameNode.scalar?.string else { return faults.append("\(place(nameNode)): a name must be a text") }
            let name = prefix.isEmpty ? part : "\(prefix).\(part)"
            if let key = ConfigurationKey(rawValue: name) { return read(value, as: key) }
            if name == WrittenWitness.listName { return readWitnesses(value) }
            guard ConfigurationKey.isGroup(name) else {
                return faults.append("\(place(nameNode)): unknown name \(name); see the list in the documentation")
            }
            read(value, prefix: name)
        }

        private mutating func readWitnesses(_ list: Node) {
            guard let items = list.sequence else { return faults.append("\(place(list)): \(WrittenWitness.listName) must be a list") }
            for item in items {
                var values: [String: String] = [:]
                for (name, value) in item.mapping ?? [:] { values[name.scalar?.string ?? ""] = value.scalar?.string ?? "" }
                guard Set(values.keys).subtracting(["url"]) == ["organisation", "key"], !values.values.contains("") else {
                    faults.append("\(place(item)): a witness has organisation and key, and url unless it hands in by itself")
                    continue
                }
                witnesses.append(
                    WrittenWitness(
                        organisation: values["organisation"] ?? "", key: values["key"] ?? "", url: values["url"], place: place(item)))
            }
        }

        private mutating func read(_ value: Node, as key: ConfigurationKey) {
            guard let scalar = value.scalar, value.tag != .init(.null) else {
                return faults.append("\(place(value)): \(key.rawValue) must be one value")
            }
            values[key] = WrittenValue(text: scalar.string, place: place(value), folder: folder)
        }

        private func place(_ node: Node) -> String { node.mark.map { "\(file):\($0.line)" } ?? file }
    }
}
