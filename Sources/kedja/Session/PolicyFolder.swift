import Cedar
import Exchange
import Foundation
import Yams

/// A folder of policies: `schema.cedarschema`, `*.cedar` and the table `tests.yaml`.
struct PolicyFolder {
    let path: String

    /// Parses and validates; what is wrong is thrown as ``RulesError``.
    func rules() throws -> Rules {
        let schema = PolicySource(file: "schema.cedarschema", text: try FileText.read(path + "/schema.cedarschema"))
        return try Rules(schema: schema, policies: try policies())
    }

    /// The rows of `tests.yaml`.
    func rows() throws -> [PolicyCase] {
        let text = try FileText.read(path + "/tests.yaml")
        do { return try YAMLDecoder().decode([PolicyCase].self, from: text) } catch {
            throw LocalFault(.policiesInvalid, Words.Policy.badTable, hint: Words.detail(PolicyFolder.reason(error)))
        }
    }

    private func policies() throws(LocalFault) -> [PolicySource] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw LocalFault(.unreadableFile, Words.Common.unreadable(path), hint: Words.Common.checkPath)
        }
        return try names.filter { $0.hasSuffix(".cedar") }.sorted().map { name throws(LocalFault) in
            PolicySource(file: name, text: try FileText.read(path + "/" + name))
        }
    }

    private static func reason(_ error: any Error) -> String {
        guard case DecodingError.dataCorrupted(let context) = error else { return String(describing: error) }
        return context.debugDescription
    }
}

// The functions of `Exchange`, within reach of commands, whose own `run` would stand in front of them.
extension PolicyCase {
    func outcome(by rules: Rules) -> PolicyCaseOutcome { run(self, rules: rules) }
    func explanation(by rules: Rules) -> Explanation { explain(self, rules: rules) }
}
