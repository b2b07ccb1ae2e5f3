/// The name of a plugin, in lower case (C2SP age-plugin.md, "Mapping recipients and identities to plugin binaries").
///
/// It becomes part of a file name, `age-plugin-NAME`: letters, digits and four signs, none of which leaves a folder.
public struct PluginName: Hashable, Sendable, CustomStringConvertible {
    /// The longest name that is used, in bytes.
    public static let maximumBytes = 64

    /// The name itself.
    public let description: String

    /// Nil where the text is empty, too long or has a foreign character.
    public init?(_ text: String) {
        let characters = Array(text.utf8)
        guard (1...Self.maximumBytes).contains(characters.count), characters.allSatisfy(Self.isAllowed) else { return nil }
        description = text.lowercased()
    }

    /// The name of the program.
    public var programName: String { "age-plugin-\(description)" }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"): true
        default: false
        }
    }
}
