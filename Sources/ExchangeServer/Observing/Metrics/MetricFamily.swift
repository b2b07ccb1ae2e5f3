/// What a family's numbers are, in Prometheus' words.
enum MetricKind: String, Hashable, Sendable {
    case counter, gauge, histogram
}

struct MetricLabel: Hashable, Sendable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// One number, or one distribution, with its labels.
struct Sample: Sendable {
    enum Value: Sendable {
        case number(Double)
        case distribution(buckets: [(bound: Double, count: UInt64)], count: UInt64, sum: Double)
    }

    let labels: [MetricLabel]
    let value: Value

    init(_ labels: [MetricLabel], _ value: Value) {
        self.labels = labels
        self.value = value
    }
}

/// All series of one name.
struct Family: Sendable {
    let name: String
    let kind: MetricKind
    let help: String?
    /// What is reported to by handles.
    var series: [[MetricLabel]: any MetricSeries] = [:]
    /// What was read when it was asked for.
    var read: [Sample] = []

    var samples: [Sample] { series.map { Sample($0, $1.reading) } + read }
}

extension Family {
    /// Numbers that were read just now.
    init(_ measure: Measure, _ samples: [Sample]) {
        self.init(name: measure.rawValue, kind: measure.kind, help: measure.help, read: samples)
    }
}

/// Names as the exposition format takes them.
enum MetricName {
    /// `[a-zA-Z_:][a-zA-Z0-9_:]*`; what isn't of these becomes `_`.
    static func metric(_ text: String) -> String { spelled(text) { $0 == ":" } }

    /// `[a-zA-Z_][a-zA-Z0-9_]*`, without the `__` that Prometheus keeps for itself.
    static func label(_ text: String) -> String {
        let name = spelled(text) { _ in false }
        return name.hasPrefix("__") ? "x" + name : name
    }

    private static func spelled(_ text: String, _ isAllowed: (Unicode.Scalar) -> Bool) -> String {
        var name = ""
        for scalar in text.unicodeScalars {
            let isKept = scalar == "_" || scalar.isASCII && scalar.properties.isAlphabetic || isAllowed(scalar)
            let isDigit = ("0"..."9").contains(scalar)
            if isDigit, name.isEmpty { name += "_" }
            name.unicodeScalars.append(isKept || isDigit ? scalar : "_")
        }
        return name.isEmpty ? "_" : name
    }
}
