/// Why a wording's file can't be used.
enum WordingFault: Error, Hashable, Sendable {
    case tooLarge
    case unprintable
    case noText
    case unreadableLine(String)
    case missingWord(String)
    case unknownWord(String)
    case missingPlaceholder(String)
    case unknownPlaceholder(String)
    case looseBrace(String)
    case listNotAlone(String)
    /// A language that the program itself has for this version.
    case released
    case badName
}
