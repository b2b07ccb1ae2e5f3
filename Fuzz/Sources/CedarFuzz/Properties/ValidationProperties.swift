import Cedar

/// A schema and policies: validation ends, and says the same twice.
enum ValidationProperties {
    static func check(_ bytes: UnsafeRawBufferPointer) -> String? {
        let input = FuzzInput(bytes, parts: 2)
        guard let schema = try? Schema(parsing: PolicySource(file: "s", text: input.text(0))) else { return nil }
        let source = PolicySource(file: "f", text: input.text(1))
        guard let set = try? PolicySet(parsing: [source]) else { return nil }
        let findings = schema.validate(set)
        for finding in findings { _ = finding.excerpt(in: source.text) }
        return findings == schema.validate(set) ? nil : "validation isn't repeatable"
    }
}
