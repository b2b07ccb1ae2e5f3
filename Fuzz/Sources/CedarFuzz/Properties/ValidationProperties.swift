import Cedar
import FuzzKit

/// A schema and policies: validation ends, and says the same twice.
enum ValidationProperties {
    static func check(_ bytes: UnsafeRawBufferPointer) -> String? {
        let input = FuzzInput(bytes, parts: 2)
        guard let schema = try? Schema(parsing: PolicySource(file: "s", text: input.text(0))) else { return nil }
        let source = PolicySource(file: "f", text: input.text(1))
        guard let set = try? PolicySet(parsing: [source]) else { return nil }
        let strict = schema.validate(set)
        for finding in strict { _ = finding.excerpt(in: source.text) }
        guard strict == schema.validate(set) else { return "validation isn't repeatable" }
        let permissive = schema.validate(set, mode: .permissive)
        let levelled = schema.validate(set, level: 1)
        if hasErrors(strict) { return hasErrors(levelled) ? nil : "a level lets through what is wrong without" }
        return hasErrors(permissive) ? "permissive validation refuses what strict validation lets through" : nil
    }

    private static func hasErrors(_ findings: [Diagnostic]) -> Bool {
        findings.contains { $0.severity == .error }
    }
}
