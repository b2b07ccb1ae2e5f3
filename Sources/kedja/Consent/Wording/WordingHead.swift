import Exchange

/// What stands above `---` in a wording's file, and the lines below it. Pure.
struct WordingHead {
    let languageName: String
    let months: [String]?
    let categories: [Category: String]
    let purposes: [Purpose: String]
    let body: [String]

    /// A wording must fit in a record.
    static let largestFile = 32_768

    init(parsing text: String) throws(WordingFault) {
        guard text.utf8.count <= WordingHead.largestFile else { throw .tooLarge }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last?.isEmpty == true { lines.removeLast() }
        guard lines.allSatisfy(WordingHead.isPlain) else { throw .unprintable }
        guard let border = lines.firstIndex(of: "---"), border + 1 < lines.count else { throw .noText }
        var words = try WordingHead.words(lines[..<border])
        guard let name = words.removeValue(forKey: "language") else { throw .missingWord("language") }
        languageName = name
        months = try words.removeValue(forKey: "months").map { text throws(WordingFault) in try WordingHead.months(text) }
        var categories: [Category: String] = [:]
        var purposes: [Purpose: String] = [:]
        for each in Category.allCases { categories[each] = try WordingHead.take("category.\(each.rawValue)", &words) }
        for each in Purpose.allCases { purposes[each] = try WordingHead.take("purpose.\(each.rawValue)", &words) }
        if let unknown = words.keys.min() { throw .unknownWord(unknown) }
        self.categories = categories
        self.purposes = purposes
        body = Array(lines[(border + 1)...])
    }

    private static func words(_ lines: ArraySlice<String>) throws(WordingFault) -> [String: String] {
        var words: [String: String] = [:]
        for line in lines {
            guard let sign = line.firstRange(of: " = "), sign.lowerBound > line.startIndex, sign.upperBound < line.endIndex else {
                throw .unreadableLine(line)
            }
            let key = String(line[..<sign.lowerBound])
            guard words.updateValue(String(line[sign.upperBound...]), forKey: key) == nil else { throw .unreadableLine(line) }
        }
        return words
    }

    private static func take(_ key: String, _ words: inout [String: String]) throws(WordingFault) -> String {
        guard let word = words.removeValue(forKey: key) else { throw .missingWord(key) }
        return word
    }

    private static func months(_ text: String) throws(WordingFault) -> [String] {
        let names = text.split(separator: " ").map(String.init)
        guard names.count == 12 else { throw .missingWord("months") }
        return names
    }

    /// No control characters, and no marks of direction: what is read is what stands there. Joiners are letters' own in some scripts.
    private static func isPlain(_ line: String) -> Bool {
        line.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: false
            case .format: scalar.properties.isJoinControl
            default: true
            }
        }
    }
}
