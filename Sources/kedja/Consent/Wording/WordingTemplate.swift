import Exchange
import ExchangeClient

/// What is read aloud before somebody answers, in one language, before names and dates are filled in. A file of plain text:
///
///     language = svenska
///     months = januari februari … december
///     category.praktik = din praktik
///     purpose.planering = att göra en plan ihop
///     ---
///     De här vill läsa dem:
///     - {to}
///     Ett ja gäller från och med {firstDay} till och med {lastDay}.
///
/// Above `---` stand the language's own words for each category and purpose. Below stands the text: a line `- {name}` comes once for each
/// name. A released version is never changed: a new text is a new version, so that a record always says which words the person heard.
struct WordingTemplate: Hashable, Sendable {
    let id: String
    let version: String
    /// As the file is called: `sv`, `en`, `so`.
    let language: String
    /// What its speakers call it: `svenska`.
    let languageName: String
    /// Names of the months, from January; without them dates are written `2027-05-25`.
    let months: [String]?
    private let categories: [Category: String]
    private let purposes: [Purpose: String]
    private let lines: [[WordingPiece]]

    init(parsing text: String, id: String, version: String, language: String) throws(WordingFault) {
        let file = try WordingHead(parsing: text)
        self.id = id
        self.version = version
        self.language = language
        languageName = file.languageName
        months = file.months
        categories = file.categories
        purposes = file.purposes
        lines = try file.body.map { line throws(WordingFault) in try WordingPiece.pieces(of: line) }
        let found = Set(lines.joined().compactMap(\.placeholder))
        for placeholder in WordingPlaceholder.required(id: id, version: version) where !found.contains(placeholder) {
            throw .missingPlaceholder(placeholder.rawValue)
        }
    }

    func word(_ category: Category) -> String { categories[category] ?? category.rawValue }
    func word(_ purpose: Purpose) -> String { purposes[purpose] ?? purpose.rawValue }

    /// The text as the person hears it, and as the record carries it.
    func filled(_ scope: WordingScope, dates: DateText = DateText()) -> ConsentRecord.Wording {
        let filled = lines.flatMap { fill($0, scope, dates) }.joined(separator: "\n")
        return ConsentRecord.Wording(id: id, version: version, language: language, text: filled)
    }

    /// Whether a text is this one with something filled in.
    func isFilled(in text: String) -> Bool {
        var rest = Substring(text)
        let fixed = fixedTexts
        guard let first = fixed.first, let last = fixed.last, rest.hasPrefix(first) else { return false }
        rest = rest.dropFirst(first.count)
        for part in fixed.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return fixed.count > 1 ? rest.hasSuffix(last) : rest.isEmpty
    }

    /// What stands between the placeholders.
    private var fixedTexts: [String] {
        lines.enumerated().reduce(into: [""]) { texts, line in
            if line.offset > 0 { texts[texts.count - 1] += "\n" }
            for piece in line.element {
                if case .text(let text) = piece { texts[texts.count - 1] += text } else { texts.append("") }
            }
        }
    }

    private func fill(_ line: [WordingPiece], _ scope: WordingScope, _ dates: DateText) -> [String] {
        if let list = line.compactMap(\.placeholder).first(where: \.isList) { return names(list, scope).map { "- " + SafeText.line($0) } }
        let parts = line.map { piece in
            switch piece {
            case .text(let text): text
            case .placeholder(let placeholder): single(placeholder, scope, dates)
            }
        }
        return [parts.joined()]
    }

    private func names(_ list: WordingPlaceholder, _ scope: WordingScope) -> [String] {
        switch list {
        case .from: scope.from
        case .to: scope.to
        case .categories: scope.categories.map(word)
        case .purposes: scope.purposes.map(word)
        case .firstDay, .lastDay, .contact: []
        }
    }

    private func single(_ placeholder: WordingPlaceholder, _ scope: WordingScope, _ dates: DateText) -> String {
        switch placeholder {
        case .firstDay: dates.day(scope.begins, months: months)
        case .lastDay: dates.day(dates.lastMoment(before: scope.ends), months: months)
        case .contact: SafeText.line(scope.contact)
        case .from, .to, .categories, .purposes: ""
        }
    }
}

/// What a wording is filled with.
struct WordingScope: Hashable, Sendable {
    /// Names of the organisations that hand out.
    let from: [String]
    /// Names of the organisations that read.
    let to: [String]
    let categories: [Category]
    let purposes: [Purpose]
    let begins: Timestamp
    /// The first moment when it no longer holds.
    let ends: Timestamp
    /// Whom to ask: the organisation that records.
    let contact: String
}
