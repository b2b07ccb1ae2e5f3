import Testing

@testable import Cedar

@Suite("Evaluation: extension types")
struct ExtensionTests {
    @Test(arguments: [
        ("1.0", 10_000), ("1.00", 10_000), ("-0.5", -5_000), ("00.1", 1_000), ("922337203685477.5807", Int64.max),
        ("-922337203685477.5808", .min), ("0.1234", 1234),
    ])
    func decimals(_ text: String, _ expected: Int64) {
        #expect(FixedDecimal(text)?.tenThousandths == expected)
    }

    @Test(arguments: [
        "", "1", "1.", ".1", "+1.0", "1.00000", "1.0.0", "-.1", "- 1.0", "1,0", "922337203685477.5808", "-922337203685477.5809", "٣.٠",
        "--1.0",
    ])
    func refusedDecimals(_ text: String) {
        #expect(FixedDecimal(text) == nil)
    }

    @Test(arguments: [(10_000, "1.0000"), (-5, "-0.0005"), (Int64.min, "-922337203685477.5808")])
    func decimalTexts(_ number: Int64, _ expected: String) {
        #expect(FixedDecimal(tenThousandths: number).description == expected)
        #expect(FixedDecimal(expected)?.tenThousandths == number)
    }

    @Test(arguments: [
        ("decimal(\"1.0\").lessThan(decimal(\"1.1\"))", true), ("decimal(\"1.0\").lessThanOrEqual(decimal(\"1.00\"))", true),
        ("decimal(\"1.0\").greaterThan(decimal(\"1.1\"))", false), ("decimal(\"1.0\").greaterThanOrEqual(decimal(\"-1.1\"))", true),
        ("decimal(\"1.0\") == decimal(\"1.00\")", true), ("ip(\"10.0.0.1/8\") != ip(\"10.0.0.0/8\")", true),
        ("ip(\"10.0.0.1/8\").isInRange(ip(\"10.0.0.0/8\"))", true), ("ip(\"10.0.0.0/8\").isInRange(ip(\"10.0.0.1/8\"))", true),
        ("ip(\"10.0.0.1\").isInRange(ip(\"::/0\"))", false), ("ip(\"::ffff:0:1\").isInRange(ip(\"::/0\"))", true),
        ("ip(\"10.0.0.0/7\").isInRange(ip(\"10.0.0.0/8\"))", false), ("ip(\"1.2.3.4\").isInRange(ip(\"0.0.0.0/0\"))", true),
        ("ip(\"127.0.0.0/7\").isLoopback()", false), ("ip(\"127.1.2.3\").isLoopback()", true), ("ip(\"::1\").isLoopback()", true),
        ("ip(\"::2\").isLoopback()", false), ("ip(\"224.0.0.1\").isMulticast()", true), ("ip(\"ff02::1\").isMulticast()", true),
        ("ip(\"223.0.0.0/3\").isMulticast()", false), ("ip(\"::1\").isIpv6()", true), ("ip(\"::1\").isIpv4()", false),
        ("ip(\"1.2.3.4\") == ip(\"1.2.3.4/32\")", true),
    ])
    func methods(_ text: String, _ expected: Bool) throws {
        #expect(try Check.evaluate(text) == .value(.bool(expected)))
    }

    @Test(
        arguments: [
            ("0.0.0.0", 0), ("255.255.255.255/32", 0xFFFF_FFFF), ("::", 0), ("::1", 1), ("1::", 1 << 112), ("a:B:c:D:e:F:1:2", nil),
            ("1:2:3:4:5:6:7::", nil), ("00ff::/0", nil), ("1.2.3.4/0", 0x0102_0304),
        ] as [(String, UInt128?)])
    func addresses(_ text: String, _ expected: UInt128?) throws {
        let network = try #require(IPNetwork(text))
        if let expected { #expect(network.address == expected) }
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "01.2.3.4", "256.1.1.1", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/08", "1.2.3.4/1/2", "::ffff:1.2.3.4", ":::",
        ":",
        "1:2:3:4:5:6:7:8::", "1:2:3:4:5:6:7:8:9", "::1::", "12345::", "g::", "::/129", "::/001", " ::1", "1.2.3.4 ", "1.+2.3.4", "::1%eth0",
    ])
    func refusedAddresses(_ text: String) {
        #expect(IPNetwork(text) == nil)
    }

    @Test(
        arguments: [
            ("1970-01-01", 0), ("1970-01-02", 86_400_000), ("1969-12-31", -86_400_000), ("2024-02-29", 1_709_164_800_000),
            ("2024-10-15T11:35:00Z", 1_728_992_100_000), ("2024-10-15T11:35:00.123Z", 1_728_992_100_123),
            ("1970-01-01T00:00:00+2359", -86_340_000), ("1970-01-01T00:00:00.001-2359", 86_340_001), ("0000-01-01", -62_167_219_200_000),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999), ("2000-02-29", 951_782_400_000), ("1970-01-01T00:00:00-0000", 0),
        ] as [(String, Int64)])
    func datetimes(_ text: String, _ expected: Int64) {
        #expect(Datetime(text)?.millisecondsSinceEpoch == expected)
    }

    @Test(arguments: [
        "", "2024-1-1", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "2024-04-31", "2024-01-01T00:00:00",
        "2024-01-01t00:00:00Z", "2024-01-01T00:00:00z", "2016-12-31T23:59:60Z", "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z",
        "2024-01-01T00:00:00.1Z", "2024-01-01T00:00:00+2400", "2024-01-01T00:00:00+0060", "2024-01-01T00:00:00+01:00", "2024-01-01Z",
        "2024-01-01T00:00:00Z ", "+2024-01-01", "20240101", "2024-01-01T00:00Z", "-001-01-01",
    ])
    func refusedDatetimes(_ text: String) {
        #expect(Datetime(text) == nil)
    }

    @Test(arguments: [
        ("1d2h3m4s5ms", 93_784_005), ("0ms", 0), ("-1s", -1000), ("1m", 60_000), ("1ms", 1), ("90m", 5_400_000), ("-1d1ms", -86_400_001),
        ("-9223372036854775808ms", Int64.min), ("9223372036854775807ms", .max), ("00001s", 1000), ("1h5ms", 3_600_005),
    ])
    func durations(_ text: String, _ expected: Int64) {
        #expect(TimeSpan(text)?.milliseconds == expected)
    }

    @Test(arguments: [
        "", "-", "1", "s", "1s1m", "1s1s", "1 s", "+1s", "1.5s", "1s-1ms", "--1s", "9223372036854775808ms", "-9223372036854775809ms",
        "106751991168d", "1D", "1y", "1ms1s", "9223372036854775807ms1",
    ])
    func refusedDurations(_ text: String) {
        #expect(TimeSpan(text) == nil)
    }

    @Test(arguments: [
        ("datetime(\"1969-12-31T23:00:00Z\").toDate() == datetime(\"1969-12-31\")", true),
        ("datetime(\"1969-12-31T23:00:00Z\").toTime() == duration(\"23h\")", true),
        ("datetime(\"1969-12-31\").toTime() == duration(\"0s\")", true),
        ("datetime(\"2024-01-01T10:00:00Z\").toDate() == datetime(\"2024-01-01\")", true),
        ("datetime(\"2024-01-01\").offset(duration(\"-1d\")) == datetime(\"2023-12-31\")", true),
        ("datetime(\"2024-01-02\").durationSince(datetime(\"2024-01-01\")).toHours() == 24", true),
        ("duration(\"-1999ms\").toSeconds() == -1", true), ("duration(\"-1999ms\").toMilliseconds() == -1999", true),
        ("duration(\"119s\").toMinutes() == 1", true), ("duration(\"-47h\").toDays() == -1", true),
        ("duration(\"1d\").toDays() == 1", true),
    ])
    func datetimeMethods(_ text: String, _ expected: Bool) throws {
        #expect(try Check.evaluate(text) == .value(.bool(expected)))
    }

    @Test(arguments: [
        "context.last.offset(duration(\"1ms\")) == context.last", "context.first.toDate() == context.first",
        "context.last.durationSince(context.first) == duration(\"1s\")",
    ])
    func datetimesAreChecked(_ text: String) throws {
        let context: [String: Value] = [
            "last": .datetime(millisecondsSinceEpoch: .max), "first": .datetime(millisecondsSinceEpoch: .min),
        ]
        #expect(try Check.evaluate(text, context: context) == .error("overflow"))
    }
}
