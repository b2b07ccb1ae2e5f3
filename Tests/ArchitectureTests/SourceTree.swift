import Foundation

/// The repository as text: what the tests of this target read.
struct SourceTree {
    let root: URL

    init(file: StaticString = #filePath) {
        root = URL(fileURLWithPath: "\(file)").deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    struct SwiftFile {
        let target: String
        let path: String
        let lines: [String]
    }

    func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Every Swift file below `Sources`, with the target whose folder it lies in.
    func sources() throws -> [SwiftFile] {
        let folder = root.appendingPathComponent("Sources")
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
            return SwiftFile(
                target: String(path.prefix { $0 != "/" }), path: "Sources/" + path,
                lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
        }
    }

    struct Floor {
        let level: Int
        let target: String
        let mayImport: Set<String>
    }

    /// The table of ARCHITECTURE.md: rows that begin with a floor's number.
    func floors() throws -> [Floor] {
        try text("ARCHITECTURE.md").split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 6, let level = Int(cells[1]) else { return nil }
            let imports = cells[3].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            return Floor(level: level, target: cells[2].replacingOccurrences(of: "`", with: ""), mayImport: Set(imports))
        }
    }

    /// For each non-test target of Package.swift, the targets of ours that it depends on.
    func manifestDependencies(among targets: Set<String>) throws -> [String: Set<String>] {
        let manifest = try text("Package.swift")
        var found: [String: Set<String>] = [:]
        for declaration in manifest.components(separatedBy: "arget(").dropFirst() {
            guard let body = declaration.components(separatedBy: "swiftSettings").first, !body.hasPrefix("s:") else { continue }
            let quoted = body.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { !$0.offset.isMultiple(of: 2) }
            let names = quoted.map { String($0.element) }
            guard let name = names.first, targets.contains(name) else { continue }
            found[name] = Set(names.dropFirst()).intersection(targets)
        }
        return found
    }
}
