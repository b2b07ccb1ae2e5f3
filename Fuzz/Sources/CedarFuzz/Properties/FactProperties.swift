import Cedar
import FuzzKit

/// What holds of any JSON of entities and of a request, one after the other: what can be read is written so that it can be read again.
enum FactProperties {
    static func check(_ bytes: UnsafeRawBufferPointer) -> String? {
        let input = FuzzInput(bytes, parts: 2)
        for schema in [nil, schema] {
            if let complaint = entities(input.parts[0], schema) ?? request(input.parts[1], schema) { return complaint }
        }
        return nil
    }

    private static func entities(_ json: [UInt8], _ schema: Schema?) -> String? {
        guard let entities = try? Entities(json: json, schema: schema), let text = try? entities.jsonText() else { return nil }
        guard let again = try? Entities(json: Array(text.utf8), schema: schema) else { return "the entities can't be read: \(text)" }
        return (try? again.jsonText())?.isSame(as: text) == true ? nil : "the entities are written otherwise again: \(text)"
    }

    private static func request(_ json: [UInt8], _ schema: Schema?) -> String? {
        guard let request = try? Request(json: json, schema: schema) else { return nil }
        _ = schema?.validate(request)
        guard let text = try? request.jsonText() else { return nil }
        guard let again = try? Request(json: Array(text.utf8), schema: schema) else { return "the request can't be read: \(text)" }
        return (try? again.jsonText())?.isSame(as: text) == true ? nil : "the request is written otherwise again: \(text)"
    }

    /// Everything that a schema can ask for, in few words.
    static let schema = try? Schema(
        parsing: PolicySource(
            file: "s",
            text: """
                entity Group in [Group];
                entity User in [Group] {
                    n: Long, s: String, b: Bool, r: { "x": Long, y?: Set<ipaddr> }, e?: User,
                    d?: decimal, i?: ipaddr, t?: datetime, u?: duration
                } tags Set<decimal>;
                entity Colour enum ["red", "green"];
                action all;
                action view in [all] appliesTo { principal: [User], resource: [Group, Colour], context: { ip?: ipaddr, who?: User } };
                """))
}
