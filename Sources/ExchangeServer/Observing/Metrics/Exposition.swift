/// Prometheus' text format, version 0.0.4 (prometheus.io, "Exposition formats", "Text-based format").
///
/// ```
/// # HELP kedja_calls_total Calls answered, by route and class of status.
/// # TYPE kedja_calls_total counter
/// kedja_calls_total{method="GET",route="/v1/cases/{case}",status="2xx"} 12
/// ```
/// A family's lines stand together, families in the order of their names and series in that of their labels, so that two readings can be
/// compared line by line. Every line ends with a line feed, the last one too.
struct Exposition {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    let text: String

    init(_ families: [Family]) {
        var text = ""
        for family in families.sorted(by: { $0.name < $1.name }) where !family.samples.isEmpty { Exposition.write(family, to: &text) }
        self.text = text
    }

    private static func write(_ family: Family, to text: inout String) {
        if let help = family.help { text += "# HELP \(family.name) \(escaped(help))\n" }
        text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
        let lines = family.samples.map { ($0, labels($0.labels)) }.sorted { $0.1 < $1.1 }
        for (sample, labels) in lines { write(sample, labels, of: family.name, to: &text) }
    }

    private static func write(_ sample: Sample, _ labels: String, of name: String, to text: inout String) {
        switch sample.value {
        case .number(let number): text += "\(name)\(braced(labels)) \(spelled(number))\n"
        case .distribution(let buckets, let count, let sum):
            let before = labels.isEmpty ? "" : labels + ","
            for (bound, count) in buckets { text += "\(name)_bucket{\(before)le=\"\(spelled(bound))\"} \(count)\n" }
            text += "\(name)_bucket{\(before)le=\"+Inf\"} \(count)\n"
            text += "\(name)_sum\(braced(labels)) \(spelled(sum))\n"
            text += "\(name)_count\(braced(labels)) \(count)\n"
        }
    }

    private static func labels(_ labels: [MetricLabel]) -> String {
        labels.map { "\($0.name)=\"\(escaped($0.value).replacing("\"", with: "\\\""))\"" }.joined(separator: ",")
    }

    private static func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

    /// Backslash and line feed; a label's value has its quotes escaped besides. A carriage return, which the format doesn't name and some readers take
    /// for a line's end, becomes a space.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\r": escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }

    /// As Go's ParseFloat reads it: whole numbers without a point.
    private static func spelled(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: number).map(String.init) ?? "\(number)"
    }
}
