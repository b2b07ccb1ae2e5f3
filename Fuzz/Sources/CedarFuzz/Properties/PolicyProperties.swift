import Cedar
import FuzzKit

/// What holds of any text of policies: all errors can be shown; what parses is written, formatted and translated without change.
enum PolicyProperties {
    static func check(_ bytes: UnsafeRawBufferPointer) -> String? {
        let source = PolicySource(file: "f", text: String(decoding: bytes, as: UTF8.self))
        let set: PolicySet
        do {
            set = try PolicySet(parsing: [source])
        } catch {
            for finding in error.errors { _ = finding.excerpt(in: source.text) }
            return error.errors.isEmpty ? "an error without a finding" : nil
        }
        _ = CompiledPolicies(set)
        return printing(set) ?? formatting(set, source) ?? translating(set)
    }

    /// What is written parses, and is written so again.
    private static func printing(_ set: PolicySet) -> String? {
        let texts = texts(of: set)
        guard let again = parsed(texts.joined(separator: "\n")) else { return "what is printed doesn't parse: \(texts)" }
        return areSame(texts, Self.texts(of: again)) ? nil : "printed otherwise again: \(texts)"
    }

    /// Formatting is idempotent and keeps what the policies say.
    private static func formatting(_ set: PolicySet, _ source: PolicySource) -> String? {
        guard let text = try? formatted(source) else { return "a text that parses can't be formatted" }
        guard let again = parsed(text) else { return "what is formatted doesn't parse: \(text)" }
        guard areSame(texts(of: set), texts(of: again)) else { return "formatting changed the policies: \(text)" }
        guard let twice = try? formatted(PolicySource(file: "f", text: text)) else { return "formatted once, but not twice" }
        return twice.isSame(as: text) ? nil : "formatting isn't idempotent: \(text)"
    }

    /// JSON is read as it was written. What nests too deep for JSON isn't written; `in [x]` is written as `in x`.
    private static func translating(_ set: PolicySet) -> String? {
        guard let json = try? set.json() else { return nil }
        guard let again = try? PolicySet(json: Array(json.utf8)) else { return "the JSON can't be read: \(json)" }
        guard again.policies.count == set.policies.count else { return "JSON lost policies: \(json)" }
        return (try? again.json())?.isSame(as: json) == true ? nil : "written otherwise again: \(json)"
    }

    private static func texts(of set: PolicySet) -> [String] { set.policies.map(\.cedarText) + set.templates.map(\.cedarText) }

    private static func areSame(_ left: [String], _ right: [String]) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    }

    private static func parsed(_ text: String) -> PolicySet? { try? PolicySet(parsing: [PolicySource(file: "f", text: text)]) }
}
