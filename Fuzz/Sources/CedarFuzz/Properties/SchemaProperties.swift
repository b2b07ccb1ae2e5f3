import Cedar
import FuzzKit

/// What holds of any schema in either syntax: it is written in both as it was read.
enum SchemaProperties {
    static func check(_ bytes: UnsafeRawBufferPointer) -> String? {
        let source = PolicySource(file: "f", text: String(decoding: bytes, as: UTF8.self))
        if bytes.first == UInt8(ascii: "{") {
            guard let schema = try? Schema(json: Array(bytes)) else { return nil }
            return json(schema) ?? text(schema, isFromText: false)
        }
        do {
            let schema = try Schema(parsing: source)
            return json(schema) ?? text(schema, isFromText: true)
        } catch {
            for finding in error.errors { _ = finding.excerpt(in: source.text) }
            return error.errors.isEmpty ? "an error without a finding" : nil
        }
    }

    private static func json(_ schema: Schema) -> String? {
        let json = schema.jsonText()
        guard let again = try? Schema(json: Array(json.utf8)) else { return "the JSON can't be read: \(json)" }
        guard again.actionNames == schema.actionNames else { return "JSON changed the actions: \(json)" }
        return again.jsonText().isSame(as: json) ? nil : "written otherwise again: \(json)"
    }

    /// Not everything that JSON says can be said in the Cedar syntax.
    private static func text(_ schema: Schema, isFromText: Bool) -> String? {
        guard let text = try? schema.cedarText() else { return isFromText ? "what was parsed can't be written" : nil }
        guard let again = try? Schema(parsing: PolicySource(file: "f", text: text)) else { return "what is written doesn't parse: \(text)" }
        guard again.actionNames == schema.actionNames else { return "writing changed the actions: \(text)" }
        return (try? again.cedarText())?.isSame(as: text) == true ? nil : "written otherwise again: \(text)"
    }
}
