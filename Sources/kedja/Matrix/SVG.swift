/// The few shapes of SVG 1.1 that a picture is made of. Texts may be anybody's.
enum SVG {
    static func rectangle(x: Double, y: Double, width: Double, height: Double, fill: String) -> String {
        "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\" fill=\"\(fill)\"/>"
    }

    static func disc(x: Double, y: Double, radius: Double) -> String {
        "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(radius))\"/>"
    }

    static func ring(x: Double, y: Double, radius: Double) -> String {
        "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(radius))\" fill=\"white\" stroke=\"black\" stroke-width=\"0.6\"/>"
    }

    static func line(_ words: String, x: Double, y: Double, size: Double? = nil, bold: Bool = false) -> String {
        let style = (size.map { " font-size=\"\(number($0))\"" } ?? "") + (bold ? " font-weight=\"bold\"" : "")
        return "<text x=\"\(number(x))\" y=\"\(number(y))\"\(style)>\(text(words))</text>"
    }

    /// Words that climb from a point.
    static func rising(_ words: String, x: Double, y: Double) -> String {
        "<text transform=\"translate(\(number(x)) \(number(y))) rotate(-90)\">\(text(words))</text>"
    }

    /// As content of an element: one line, without the characters that XML forbids or gives a meaning.
    static func text(_ foreign: String) -> String { escaped(Text.safe(foreign)) }

    static func escaped(_ line: String) -> String {
        let safe = line.unicodeScalars.filter { $0.value & 0xFFFE != 0xFFFE }
        return String(String.UnicodeScalarView(safe)).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
            ">", with: "&gt;")
    }

    /// At most two decimals: `4.5`, `72`.
    static func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
        let fraction = rest == 0 ? "" : rest.isMultiple(of: 10) ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
        return (hundredths < 0 ? "-" : "") + "\(whole)" + fraction
    }
}
