import Exchange
import Logging

/// One event of the daemon's log as the one line that tells of it.
///
/// ```
/// 2026-11-26T07:01:29.123Z info kedjad: call method=GET request=9f0c… route=/v1/cases/{case} status=200
/// {"time":"2026-11-26T07:01:29.123Z","level":"info","logger":"kedjad","message":"call","metadata":{"method":"GET","request":"9f0c…",…}}
/// ```
/// Whatever a value holds, the line stays one line, and a terminal that shows it stays as it was: line ends, control characters, and what turns
/// the direction of writing are escaped, in both forms. So no value can look like another line, or like a field of its own.
struct LogLine {
    /// The longest text of a message or a value, in characters: what comes from outside can't fill the disk by one line.
    static let mostCharacters = 4096

    let time: Timestamp
    let level: Logger.Level
    let label: String
    let message: String
    /// Texts by their names; nested values are flattened to the text that swift-log makes of them.
    let metadata: [(name: String, value: String)]

    init(time: Timestamp, level: Logger.Level, label: String, message: String, metadata: Logger.Metadata) {
        self.time = time
        self.level = level
        self.label = label
        self.message = LogLine.cut(message)
        self.metadata = metadata.map { (name: LogLine.name($0.key), value: LogLine.cut("\($0.value)")) }.sorted { $0.name < $1.name }
    }

    /// Without a line end.
    func text(as format: LogFormat) -> String {
        switch format {
        case .text: plain
        case .json: json
        }
    }

    private var plain: String {
        var line = "\(time) \(level) \(label): \(Escaping.plain(message))"
        for (name, value) in metadata { line += " \(Escaping.plain(name))=\(Escaping.field(value))" }
        return line
    }

    private var json: String {
        let fields = metadata.map { "\(Escaping.json($0.name)):\(Escaping.json($0.value))" }.joined(separator: ",")
        return #"{"time":"\#(time)","level":"\#(level)","logger":\#(Escaping.json(label)),"message":\#(Escaping.json(message)),"#
            + #""metadata":{\#(fields)}}"#
    }

    /// The request's id goes by one name, whichever library has put it there.
    private static func name(_ key: String) -> String { key == CallLogging.libraryKey ? CallLogging.key : key }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > mostCharacters, text.count > mostCharacters else { return text }
        return text.prefix(mostCharacters) + "…"
    }
}

/// How texts that anybody may have written become parts of a line.
private enum Escaping {
    /// As it is, but for what isn't to reach a terminal or end a line. The backslash is doubled, so that nothing looks escaped that wasn't.
    static func plain(_ text: String) -> String {
        guard !text.isOneWord else { return text }
        guard text.unicodeScalars.contains(where: { $0.isDangerous || $0 == "\\" }) else { return text }
        return text.unicodeScalars.reduce(into: "") { line, scalar in
            switch scalar {
            case "\\": line += "\\\\"
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\t": line += "\\t"
            case _ where scalar.isDangerous: line += "\\u{\(String(scalar.value, radix: 16))}"
            default: line.unicodeScalars.append(scalar)
            }
        }
    }

    /// In quotes where a space, an equals sign or a quote would make it look like more than one field.
    static func field(_ text: String) -> String {
        guard !text.isOneWord else { return text }
        let needsQuotes =
            text.isEmpty || text.unicodeScalars.contains { $0 == " " || $0 == "=" || $0 == "\"" || $0.properties.isWhitespace }
        return needsQuotes ? "\"\(plain(text).replacing("\"", with: "\\\""))\"" : plain(text)
    }

    /// RFC 8259 §7. Escapes more than it must: U+2028 and U+2029 end lines for some readers, C1 controls and turns of direction for terminals.
    static func json(_ text: String) -> String {
        guard !text.isOneWord else { return "\"\(text)\"" }
        return text.unicodeScalars.reduce(into: "\"") { line, scalar in
            switch scalar {
            case "\"": line += "\\\""
            case "\\": line += "\\\\"
            case "\n": line += "\\n"
            case _ where scalar.isDangerous: for unit in String(scalar).utf16 { line += "\\u" + hexadecimal(unit) }
            default: line.unicodeScalars.append(scalar)
            }
        } + "\""
    }

    private static func hexadecimal(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}

extension String {
    /// Letters, digits and signs of ASCII alone, none of which is escaped anywhere: nearly all that is logged. Other texts are looked at scalar by
    /// scalar.
    fileprivate var isOneWord: Bool {
        !isEmpty && utf8.allSatisfy { 0x21...0x7e ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "\\") }
    }
}

extension Unicode.Scalar {
    /// Ends a line for somebody, commands a terminal (C0, DEL, C1), or isn't seen: turns of direction (UAX #9), separators, zero widths, tags.
    fileprivate var isDangerous: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
        default: false
        }
    }
}
