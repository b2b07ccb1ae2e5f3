import Cedar
@testable import Exchange
import FuzzKit
import Yams

/// The files of the policies' folder in YAML: grounds, retention, rows of tests. What is wrong is said with a place in the file, the same each time.
enum FolderProperties {
    static let target = FuzzTarget(
        "policy-files", dictionary: "yaml", replays: 700, files: ["policies/grounds.yaml", "policies/retention.yaml"], check)

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let source = PolicySource(file: "f.yaml", text: String(decoding: bytes, as: UTF8.self))
            let grounds = try read(source) { source throws(YAMLFaults) in try DisclosureRules(parsing: source) }
            let retention = try read(source) { source throws(YAMLFaults) in try RetentionRules(parsing: source) }
            let rows = try? YAMLDecoder().decode([PolicyCase].self, from: source.text)
            return grounds != nil || retention != nil || rows?.isEmpty == false
        }
    }

    private static func read<Rules: Hashable>(
        _ source: PolicySource, _ parse: (PolicySource) throws(YAMLFaults) -> Rules
    ) throws -> Rules? {
        switch Result(catching: { () throws(YAMLFaults) in try parse(source) }) {
        case .success(let rules):
            try require((try? parse(source)) == rules, "read otherwise the second time")
            return rules
        case .failure(let error):
            let lines = source.text.split(omittingEmptySubsequences: false) { $0.isNewline }.count + 1
            let isPlaced = error.findings.allSatisfy { (1...lines).contains($0.position.line) && $0.position.column >= 1 }
            try require(!error.findings.isEmpty && isPlaced, "refused without saying where: \(error.findings)")
            for finding in error.findings { _ = finding.excerpt(in: source.text) }
            return nil
        }
    }
}
