import Cedar
import Exchange
import Foundation
import Yams

/// A folder of policies: `schema.cedarschema`, `*.cedar` and the table `tests.yaml`.
struct PolicyFolder {
    let path: String

    /// Parses and validates; what is wrong is thrown as ``RulesError``, files named with the folder.
    func rules() throws -> Rules {
        try Rules(
            schema: try source("schema.cedarschema"), policies: try policies(), retention: try sourceIfThere(RetentionRules.fileName),
            grounds: try sourceIfThere(DisclosureRules.fileName))
    }

    /// The rows of `tests.yaml`.
    func rows() throws -> [PolicyCase] {
        let table = file("tests.yaml")
        let text = try FileText.read(table)
        do { return try YAMLDecoder().decode([PolicyCase].self, from: text) } catch {
            throw LocalFault(.policiesInvalid, Words.Policy.badTable(table), hint: Words.detail(PolicyFolder.reason(error)))
        }
    }

    /// The texts of `*.cedar`, in the order of their names.
    func policies() throws(LocalFault) -> [PolicySource] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw LocalFault(.unreadableFile, Words.Common.unreadable(path), hint: Words.Common.checkPath)
        }
        return try names.filter { $0.hasSuffix(".cedar") }.sorted().map { name throws(LocalFault) in
            try source(name)
        }
    }

    private func sourceIfThere(_ name: String) throws(LocalFault) -> PolicySource? {
        FileManager.default.fileExists(atPath: file(name)) ? try source(name) : nil
    }

    private func source(_ name: String) throws(LocalFault) -> PolicySource {
        let file = file(name)
        return PolicySource(file: file, text: try FileText.read(file))
    }

    private func file(_ name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }

    private static func reason(_ error: any Error) -> String {
        guard case DecodingError.dataCorrupted(let context) = error else { return String(describing: error) }
        return context.debugDescription
    }
}

extension PolicyFolder {
    /// The rules, or their faults on standard output and the error that ends the command.
    func rules(reportingTo output: Output) throws -> Rules { try PolicyFolder.rules(of: [self], reportingTo: output)[0] }

    /// The same for several folders, the faults of all told at once.
    static func rules(of folders: [PolicyFolder], reportingTo output: Output) throws -> [Rules] {
        var faults: [RulesFault] = []
        let rules = try folders.compactMap { folder -> Rules? in
            do { return try folder.rules() } catch let error as RulesError {
                faults += error.faults
                return nil
            }
        }
        try report(faults, to: output)
        return rules
    }

    /// Tells faults, if there are any, and ends the command.
    static func report(_ faults: [RulesFault], to output: Output) throws {
        guard !faults.isEmpty else { return }
        try output.show(["faults": faults], faults.lines)
        throw LocalFault(.policiesInvalid, Words.Policy.invalid, hint: Words.Policy.invalidHint)
    }
}

extension [RulesFault] {
    /// `policies/vetoes.cedar:3:8: error: reason`, then the line that it is about with carets under the place; once, where the next
    /// fault is about the same.
    var lines: [String] {
        enumerated().flatMap { index, fault in
            let repeated = index + 1 < count && self[index + 1].file == fault.file && self[index + 1].excerpt == fault.excerpt
            return [Text.safe(fault.description)] + (repeated ? [] : fault.excerpt.split(separator: "\n").map(String.init))
        }
    }
}

// The functions of `Exchange`, within reach of commands, whose own `run` would stand in front of them.
extension PolicyCase {
    func outcome(by rules: Rules) -> PolicyCaseOutcome { run(self, rules: rules) }
    func explanation(by rules: Rules) -> Explanation { explain(self, rules: rules) }
}
