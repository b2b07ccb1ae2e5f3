import Cedar
import FuzzKit

/// Whether a sample's parts can all be read, so that nothing of its property is passed over.
enum Samples {
    static func isUsed(_ bytes: UnsafeRawBufferPointer, by target: String) -> Bool {
        let input = FuzzInput(bytes, parts: 3)
        return switch target {
        case "policies": policies(input.text(0)) != nil
        case "schema": bytes.first == UInt8(ascii: "{") ? (try? Schema(json: Array(bytes))) != nil : schema(input.text(0)) != nil
        case "facts":
            (try? Entities(json: input.parts[0], schema: FactProperties.schema)) != nil && request(input.parts[1], FactProperties.schema)
        case "validate": schema(input.text(0)) != nil && policies(input.text(1)) != nil
        default: policies(input.text(0)) != nil && (try? Entities(json: input.parts[1])) != nil && request(input.parts[2], nil)
        }
    }

    private static func policies(_ text: String) -> PolicySet? { try? PolicySet(parsing: [PolicySource(file: "f", text: text)]) }
    private static func schema(_ text: String) -> Schema? { try? Schema(parsing: PolicySource(file: "s", text: text)) }
    private static func request(_ json: [UInt8], _ schema: Schema?) -> Bool { (try? Request(json: json, schema: schema)) != nil }
}
