import Exchange

/// What somebody typed, read: words of the dialogue in both languages, numbers of a list, a day. Pure.
enum DialogueReply {
    /// Room enough for what people write; the record's own limit is in bytes.
    static let longest = 200

    enum Command: Hashable { case back, abort }

    static func command(_ line: String) -> Command? {
        switch word(line) {
        case "tillbaka", "back": .back
        case "avbryt", "abort": .abort
        default: nil
        }
    }

    enum Word: Hashable { case yes, no, later, same }

    static func answer(_ line: String) -> Word? {
        switch word(line) {
        case "ja", "j", "yes", "y": .yes
        case "nej", "n", "no": .no
        case "senare", "s", "later", "l": .later
        case "samma", "=", "same": .same
        default: nil
        }
    }

    /// `1 3`, `1,3` or `alla`, in the list's order; `nil` when something isn't a number of the list.
    static func choices<Item>(_ line: String, among items: [Item]) -> [Item]? {
        if ["alla", "all"].contains(word(line)) { return items }
        let numbers = line.split { " ,;".contains($0) }.map { Int($0) }
        guard !numbers.isEmpty, numbers.allSatisfy({ $0.map { (1...items.count).contains($0) } ?? false }) else { return nil }
        let chosen = Set(numbers.compactMap { $0 })
        return items.enumerated().filter { chosen.contains($0.offset + 1) }.map(\.element)
    }

    static func choice<Item>(_ line: String, among items: [Item]) -> Item? {
        guard let chosen = choices(line, among: items), chosen.count == 1, Int(word(line)) != nil else { return nil }
        return chosen[0]
    }

    /// `2027-05-25`, or a number of months from `today`; nothing is the proposal.
    static func day(_ line: String, today: Int) -> Int? {
        let word = word(line)
        if word.isEmpty { return ConsentPeriod.day(today, plusMonths: ConsentPeriod.proposedMonths) }
        if let months = Int(word), (1...99).contains(months) { return ConsentPeriod.day(today, plusMonths: months) }
        guard case .day(let day)? = WrittenTime(argument: word) else { return nil }
        return day
    }

    /// What a keyboard sends besides letters would be kept for ever.
    static func isReadable(_ line: String) -> Bool {
        line.count <= longest
            && line.unicodeScalars.allSatisfy {
                switch $0.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
                default: $0 != "\u{FFFD}"
                }
            }
    }

    static func text(_ line: String) -> String { trimmed(line) }

    private static func word(_ line: String) -> String { trimmed(line).lowercased() }

    private static func trimmed(_ line: String) -> String {
        let start = line.drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
