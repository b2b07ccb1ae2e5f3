import CoreMetrics
@testable import ExchangeServer
import Foundation
import Testing

/// Prometheus' text format 0.0.4, as its documentation has it.
@Suite struct ExpositionTests {
    private let registry = MetricRegistry()

    private var text: String { Exposition(registry.families()).text }

    private func lines(of name: String) -> [String] {
        text.split(separator: "\n").map(String.init).filter { $0.hasPrefix(name) || $0.hasPrefix("# TYPE \(name)") }
    }

    @Test func writesACounter() {
        let counter = Counter(label: "a.b-c", dimensions: [("zone", "x"), ("code", "200")], factory: registry)
        counter.increment(by: 3)
        counter.increment()
        #expect(lines(of: "a_b_c") == ["# TYPE a_b_c counter", #"a_b_c{code="200",zone="x"} 4"#])
        counter.increment(by: -7)
        #expect(lines(of: "a_b_c")[1].hasSuffix(" 4"), "counters never fall")
        #expect(text.hasSuffix("\n"))
    }

    /// The documentation's own hard case: backslash, line feed and quotes in a label's value.
    @Test func escapesLabels() {
        Counter(label: "e", dimensions: [("error", "Cannot find file:\n\"FILE.TXT\"\\\r")], factory: registry).increment()
        #expect(lines(of: "e") == ["# TYPE e counter", #"e{error="Cannot find file:\n\"FILE.TXT\"\\ "} 1"#])
    }

    @Test(arguments: [
        ("0abc", "_0abc"), ("", "_"), ("åäö", "___"), ("a:b", "a:b"), ("ok_1", "ok_1"),
    ])
    func spellsNames(given: String, expected: String) { #expect(MetricName.metric(given) == expected) }

    @Test func keepsLabelNamesOutOfPrometheusOwn() {
        #expect(MetricName.label("__name__") == "x__name__")
        #expect(MetricName.label("a:b") == "a_b")
    }

    @Test func spellsNumbers() {
        let gauge = Meter(label: "g", factory: registry)
        for (value, spelled) in [
            (0.25, "0.25"), (-3, "-3"), (1e300, "1e+300"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
        ] {
            gauge.set(value)
            #expect(lines(of: "g").last == "g \(spelled)")
        }
        gauge.set(2)
        gauge.increment(by: 1.5)
        gauge.decrement(by: 0.5)
        #expect(lines(of: "g").last == "g 3")
    }

    /// Buckets hold all below them, `+Inf` and `_count` agree, and the sum is in seconds.
    @Test func writesAHistogram() {
        let timer = CoreMetrics.Timer(label: "t", dimensions: [("route", "/x")], factory: registry)
        for nanoseconds: Int64 in [90_000, 100_000, 100_001, 3_000_000_000, 60_000_000_000, -5] { timer.recordNanoseconds(nanoseconds) }
        let lines = lines(of: "t")
        #expect(lines.first == "# TYPE t histogram")
        #expect(lines[1] == #"t_bucket{route="/x",le="0.0001"} 3"#)
        #expect(lines[2] == #"t_bucket{route="/x",le="0.00025"} 4"#)
        #expect(lines.contains(#"t_bucket{route="/x",le="10"} 5"#))
        #expect(lines.contains(#"t_bucket{route="/x",le="+Inf"} 6"#))
        #expect(lines.contains(#"t_count{route="/x"} 6"#))
        #expect(lines.contains(#"t_sum{route="/x"} 63.000290001"#))
    }

    @Test func theSameNameAndLabelsAreOneSeries() {
        for order in [[("a", "1"), ("b", "2")], [("b", "2"), ("a", "1")]] {
            Counter(label: "same", dimensions: order, factory: registry).increment()
        }
        #expect(lines(of: "same") == ["# TYPE same counter", #"same{a="1",b="2"} 2"#])
    }

    /// A label whose values grow without end costs nothing but a count.
    @Test func seriesAreBounded() {
        let registry = MetricRegistry(mostSeries: 2)
        for id in 0..<5 { Counter(label: "ids", dimensions: [("id", "\(id)")], factory: registry).increment() }
        let text = Exposition(registry.families()).text
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("ids{") }.count == 2)
        #expect(text.contains("\nkedja_metrics_turned_away_total 3\n"))
    }

    @Test func aNameStandsForOneKind() {
        Counter(label: "one", factory: registry).increment()
        Meter(label: "one", factory: registry).set(9)
        #expect(lines(of: "one") == ["# TYPE one counter", "one 1"])
        #expect(text.contains("kedja_metrics_turned_away_total 1"))
    }

    @Test func manyThreadsLoseNothing() async {
        let counter = Counter(label: "many", factory: registry)
        let timer = CoreMetrics.Timer(label: "spans", factory: registry)
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 {
                        counter.increment()
                        timer.recordNanoseconds(1000)
                    }
                }
            }
        }
        #expect(lines(of: "many").last == "many 8000")
        #expect(lines(of: "spans_count") == ["spans_count 8000"])
    }
}
