import Exchange
import SignedRecords

/// A field of a signed record, and how it reads in words.
struct SignedField: Sendable {
    /// Where it stands, without the numbers of lists: `documents.answer`.
    let path: String
    let name: Phrase
    let value: Value
    /// In which language its text is, when the record says so or its name does.
    let language: @Sendable (JSONValue) -> String?

    /// What its text is; one that isn't so is told as it stands.
    enum Value: Sendable {
        case text, moment, lastDay, organisation, officer
        case words(@Sendable (String) -> Phrase?)
    }

    init(
        _ path: String, _ name: Phrase, _ value: Value = .text, language: @escaping @Sendable (JSONValue) -> String? = { _ in nil }
    ) {
        self.path = path
        self.name = name
        self.value = value
        self.language = language
    }
}

extension SignedField.Value {
    /// A value of the vocabulary by its raw text.
    static func of<Named: Worded & RawRepresentable & Sendable>(_: Named.Type) -> Self where Named.RawValue == String {
        .words { Named(rawValue: $0)?.words }
    }
}

/// What a signed record's payload says: the fields that this version knows in words, in the order in which its table has them; then the
/// others as they stand in the signed file, so that nothing is left out.
struct SignedFields {
    private(set) var facts: [RegisterReport.Fact] = []
    /// `laterField: 7`, `method.pen: "blue"`.
    private(set) var unknown: [String] = []
    private let payload: JSONValue
    private let table: [SignedField]
    private let report: RegisterReport

    init(_ payload: JSONValue, _ report: RegisterReport) {
        self.payload = payload
        self.report = report
        let kind = payload["schema"]?.string?.split(separator: "/").first.map(String.init) ?? ""
        table = Words.Record.fields[kind] ?? []
        add(payload, at: Place())
    }

    private struct Place {
        /// As the table has it.
        var path = ""
        /// As it's shown: `documents[0].note`.
        var shown = ""
        /// In a list of several, from 1.
        var number: Int?

        func member(_ name: String) -> Place {
            path.isEmpty
                ? Place(path: name, shown: name, number: number)
                : Place(path: "\(path).\(name)", shown: "\(shown).\(name)", number: number)
        }

        func element(_ index: Int, of count: Int) -> Place {
            Place(path: path, shown: "\(shown)[\(index)]", number: count > 1 ? index + 1 : number)
        }
    }

    private mutating func add(_ value: JSONValue, at place: Place) {
        switch value {
        case .object(let members) where !members.isEmpty:
            let names = members.keys.map { (order: order(of: place.member($0).path), name: $0) }.sorted { $0 < $1 }.map(\.name)
            for name in names { add(members[name] ?? .null, at: place.member(name)) }
        case .array(let items) where items.contains(where: \.hasParts):
            for (index, item) in items.enumerated() { add(item, at: place.element(index, of: items.count)) }
        default: addLeaf(value, at: place)
        }
    }

    /// Where the table begins to speak of a path.
    private func order(of path: String) -> Int {
        table.firstIndex { $0.path == path || $0.path.hasPrefix(path + ".") } ?? table.count
    }

    private mutating func addLeaf(_ value: JSONValue, at place: Place) {
        if value.array?.isEmpty == true, order(of: place.path) < table.count { return }
        guard let field = table.first(where: { $0.path == place.path }), let words = words(value, field) else {
            return unknown.append("\(place.shown): \(String(decoding: value.canonicalBytes, as: UTF8.self))")
        }
        let name = place.number.map { Phrase(sv: "\(field.name.sv) (\($0))", en: "\(field.name.en) (\($0))") } ?? field.name
        facts.append(RegisterReport.Fact(name: name, value: words, language: field.language(payload)))
    }

    // MARK: Values

    private func words(_ value: JSONValue, _ field: SignedField) -> Phrase? {
        switch value {
        case .string(let text): words(text, field.value) ?? Phrase(same: text)
        case .bool(let flag): Words.answer(flag)
        case .integer(let number): Phrase(same: "\(number)")
        case .number(let number): Phrase(same: "\(number)")
        case .array(let items): list(items.compactMap { words($0, field) }, of: items.count)
        case .null, .object: nil
        }
    }

    /// Whole sentences follow each other; other values have commas between them.
    private func list(_ words: [Phrase], of count: Int) -> Phrase? {
        guard words.count == count else { return nil }
        return words.joined(words.allSatisfy { $0.sv.hasSuffix(".") } ? " " : ", ")
    }

    private func words(_ text: String, _ value: SignedField.Value) -> Phrase? {
        switch value {
        case .text: Phrase(same: text)
        case .moment: Timestamp(text).map { Phrase(same: report.dates.moment($0)) }
        case .lastDay: Timestamp(text).map { Phrase(same: report.dates.lastDay(before: $0)) }
        case .organisation: OrganisationID(text).map { Phrase(same: report.name($0)) }
        case .officer: officer(text)
        case .words(let words): words(text)
        }
    }

    /// Where names are withheld the organisation stands in the officer's place.
    private func officer(_ text: String) -> Phrase? {
        if let officer = OfficerID(text) { return Phrase(same: report.who(RegisteredOfficer(officer, .shown))) }
        return OrganisationID(text).map { Phrase(same: report.name($0)) }
    }
}

extension JSONValue {
    fileprivate var hasParts: Bool {
        switch self {
        case .object, .array: true
        case .null, .bool, .integer, .number, .string: false
        }
    }
}

extension RegisterReport.Item {
    /// What a signed record says, and what names the record.
    mutating func add(_ record: RegisteredRecord, as title: Phrase, _ report: RegisterReport) {
        add(title, "SHA-256 \(record.digest)")
        guard let payload = try? JSONValue(parsing: Array(record.payload.utf8)) else {
            return add(RegisterReport.Fact(name: Words.Register.asSigned, value: Phrase(same: record.payload)))
        }
        let fields = SignedFields(payload, report)
        for fact in fields.facts { add(fact) }
        guard !fields.unknown.isEmpty else { return }
        let lines = Phrase(same: fields.unknown.joined(separator: "\n"))
        add(RegisterReport.Fact(name: Words.Register.asSigned, value: lines, language: Language.en.rawValue))
    }
}
