import SignedRecords

@testable import Exchange

/// A JSON value with each of its scalars changed by itself, so that a test can tell whether a reader would notice.
struct ChangedValue {
    /// Lists without their numbers: `cases.steps.kind`.
    let path: String
    let value: JSONValue
    private let put: (JSONValue) -> JSONValue

    static func all(of value: JSONValue) -> [ChangedValue] { all(of: value, at: "") { $0 } }

    private static func all(of value: JSONValue, at path: String, _ put: @escaping (JSONValue) -> JSONValue) -> [ChangedValue] {
        switch value {
        case .object(let members):
            members.sorted { $0.key < $1.key }.flatMap { name, member in
                all(of: member, at: path.isEmpty ? name : "\(path).\(name)") { put(.object(members.merging([name: $0]) { $1 })) }
            }
        case .array(let items):
            items.indices.flatMap { index in
                all(of: items[index], at: path) { changed in
                    var others = items
                    others[index] = changed
                    return put(.array(others))
                }
            }
        default: [ChangedValue(path: path, value: value, put: put)]
        }
    }

    /// The whole with another value here: a later day, the other answer, another id, another word of the vocabulary.
    var changes: [JSONValue] {
        switch value {
        case .bool(let flag): [put(.bool(!flag))]
        case .integer(let number): [put(.integer(number + 1))]
        case .string(let text): others(than: text).filter { $0 != text }.map { put(.string($0)) }
        case .null, .number, .array, .object: []
        }
    }

    /// The first of them that still is an extract, and such a one.
    func firstExtract(where isSought: (RegisterExtract) -> Bool) -> RegisterExtract? {
        for change in changes {
            guard let extract = try? CanonicalJSON.decode(RegisterExtract.self, from: change.canonicalBytes) else { continue }
            if isSought(extract) { return extract }
        }
        return nil
    }

    private func others(than text: String) -> [String] {
        if let time = Timestamp(text) { return [(time + .seconds(400 * 86_400)).description] }
        return [String(text.dropLast()) + (text.last == "2" ? "3" : "2"), text + "y"] + ChangedValue.vocabulary
    }

    private static let vocabulary: [String] =
        Category.allCases.map(\.rawValue) + Purpose.allCases.map(\.rawValue) + ReleaseMode.allCases.map(\.rawValue)
        + ConsentState.allCases.map(\.rawValue) + StepKind.allCases.map(\.rawValue) + CaseOutcome.allCases.map(\.rawValue)
        + Sex.allCases.map(\.rawValue) + Occupation.allCases.map(\.rawValue) + Income.allCases.map(\.rawValue)
        + Education.allCases.map(\.rawValue) + TimeOnSupport.allCases.map(\.rawValue) + EndingReason.allCases.map(\.rawValue)
        + RequestState.allCases.map(\.rawValue) + RequestClosing.allCases.map(\.rawValue)
        + ApprovalRecord.Answer.allCases.map(\.rawValue) + RestrictionGround.allCases.map(\.rawValue)
        + ["justified", "notJustified", "asked", "declined", "personnummer", "samordningsnummer"]
}
