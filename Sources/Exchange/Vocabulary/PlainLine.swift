import Foundation

extension String {
    /// Whether it's one line that shows all that it holds: no control character, no end of a line, no mark of direction. Joiners are letters' own in
    /// some scripts.
    var isPlainLine: Bool {
        unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: false
            case .format: scalar.properties.isJoinControl
            default: true
            }
        }
    }
}

/// What people call an organisation. By it they decide whom to let read, so no two may look alike.
enum OrganisationName {
    /// - Parameter others: the names that there are already.
    static func validate(_ name: String, besides others: [String]) throws(ExchangeError) {
        guard !name.isEmpty, name.utf8.count <= 200, name.isPlainLine, !name.contains("  "), name.first != " ", name.last != " " else {
            throw .invalid("an organisation's name has 1 to 200 bytes on one line, without control characters and needless spaces")
        }
        let letters = name.unicodeScalars.filter(\.properties.isAlphabetic)
        guard letters.allSatisfy(isLatin) || !letters.contains(where: isLatin) else {
            throw .invalid("an organisation's name is written in one script: some of its letters only look like those of the others")
        }
        guard !others.contains(where: { folded($0) == folded(name) }) else {
            throw ExchangeError(
                .alreadyExists, "another organisation has this name, or one that looks like it; choose one that tells them apart")
        }
    }

    /// The blocks of Unicode that hold Latin letters, and nothing but them where it's letters.
    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x24f, 0x1e00...0x1eff, 0x2c60...0x2c7f, 0xa720...0xa7ff, 0xfb00...0xfb06, 0xff21...0xff5a: true
        default: false
        }
    }

    /// What is left of a name for the eye: neither case, nor width, nor spaces and signs.
    private static func folded(_ name: String) -> [Unicode.Scalar] {
        name.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars.filter {
            $0.properties.isAlphabetic || $0.properties.numericType != nil || $0.properties.generalCategory == .nonspacingMark
        }
    }
}
