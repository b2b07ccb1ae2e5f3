package import Exchange
import Foundation

/// A register extract in which every field of every row has a value, so that tests of what is told of a person can't forget any.
package enum FullRegister {
    package static func extract(_ officers: OfficerNames = .shown) throws -> RegisterExtract {
        var text = json.replacing("*", with: String(repeating: "1", count: 25)).replacing("§", with: "2026-11-23T08:00:00.000Z")
        if officers == .withheld {
            text = text.replacing(/,"officer":"[a-z]+\/[a-z]+"/, with: "").replacing(
                "\"officers\":\"shown\"", with: "\"officers\":\"withheld\"")
            text = text.replacing(/"([a-z]+)\/[a-z]+\\"/) { "\"\($0.output.1)\\\"" }
        }
        return try JSONDecoder().decode(RegisterExtract.self, from: Data(text.utf8))
    }

    /// Where something stands in an extract, lists without their numbers: `cases`, `cases.steps`, `cases.steps.current.by.officer`.
    package static func paths(of extract: RegisterExtract) throws -> Set<String> {
        paths(in: try JSONSerialization.jsonObject(with: try JSONEncoder().encode(extract)), at: "")
    }

    private static func paths(in value: Any, at path: String) -> Set<String> {
        let here: Set<String> = path.isEmpty ? [] : [path]
        if let members = value as? [String: Any] {
            return members.reduce(into: here) { $0.formUnion(paths(in: $1.value, at: path.isEmpty ? $1.key : "\(path).\($1.key)")) }
        }
        guard let items = value as? [Any] else { return here }
        return items.reduce(into: here) { $0.formUnion(paths(in: $1, at: path)) }
    }

    /// Where a value of the type has nothing: `cases[0].closedAt`. What is a new field of the type is here until the text below has it.
    package static func gaps(in value: Any, at path: String = "") -> [String] {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.map { gaps(in: $0.value, at: path) } ?? [path]
        case .collection where mirror.children.isEmpty: return [path]
        case .collection: return mirror.children.enumerated().flatMap { gaps(in: $1.value, at: "\(path)[\($0)]") }
        case .struct: return mirror.children.flatMap { gaps(in: $0.value, at: "\(path).\($0.label ?? "")") }
        default: return []
        }
    }
}
