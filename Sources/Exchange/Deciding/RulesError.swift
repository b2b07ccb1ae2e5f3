package import Cedar

/// Why a policy set can't be used: every fault found, for the one who writes policies.
package struct RulesError: Error, Sendable, CustomStringConvertible {
    /// In the order of the texts; warnings among them.
    package let faults: [RulesFault]

    init(_ findings: [Diagnostic], in sources: [PolicySource]) {
        faults = findings.map { RulesFault($0, in: sources) }
    }

    init(_ faults: [RulesFault]) { self.faults = faults }

    /// One fault a line; warnings keep nothing from being used.
    package var description: String { faults.filter { $0.severity == .error }.map(\.description).joined(separator: "\n") }
}

/// One finding about a text of the policies.
package struct RulesFault: Sendable, Hashable, Codable, CustomStringConvertible {
    package enum Severity: String, Sendable, Codable { case error, warning }

    package let file: String
    package let line: Int
    package let column: Int
    package let severity: Severity
    /// Stable: `unknown_attribute`.
    package let code: String
    /// In English.
    package let message: String
    /// The line of the text, and below it carets under the place.
    package let excerpt: String

    /// With the line from the source that has the finding's name.
    package init(_ finding: Diagnostic, in sources: [PolicySource]) {
        file = finding.file
        line = finding.position.line
        column = finding.position.column
        severity = finding.severity == .error ? .error : .warning
        code = finding.code.rawValue
        message = finding.message
        excerpt = sources.first { $0.file == finding.file }.map { finding.excerpt(in: $0.text) } ?? ""
    }

    /// A fault of a text as a whole.
    init(of source: PolicySource, _ message: String) {
        (file, line, column, severity, code, excerpt) = (source.file, 1, 1, .error, "invalid_schema", "")
        self.message = message
    }

    /// `vetoes.cedar:3:8: error: reason`.
    package var description: String { "\(file):\(line):\(column): \(severity.rawValue): \(message)" }
}
