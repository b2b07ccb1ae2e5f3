import Testing

@testable import Exchange

/// Numbers in here are Skatteverket's test numbers or made for the table with a check digit of their own.
@Suite struct IdentityNumberTests {
    private static let now = Timestamp(milliseconds: 1_795_420_800_000)  // 2026-11-23

    @Test(arguments: ["880320-0016", "8803200016", "19880320-0016", "198803200016"])
    func readsEveryWayToWriteOne(_ text: String) throws {
        let number = try IdentityNumber(text, now: Self.now)
        #expect(number.digits == "198803200016")
        #expect(number.kind == .personnummer)
    }

    @Test(arguments: ["701063-2391", "7010632391", "19701063-2391", "197010632391"])
    func readsACoordinationNumber(_ text: String) throws {
        let number = try IdentityNumber(text, now: Self.now)
        #expect(number.digits == "197010632391")
        #expect(number.kind == .samordningsnummer)
    }

    /// With ten digits the century follows from the day, and after `+` from the calendar year alone.
    @Test(arguments: [
        ("8803200016", "1988"), ("880320-0016", "1988"), ("880320+0016", "1888"),
        ("261123-", "2026"), ("261124-", "1926"), ("261123+", "1926"), ("261124+", "1926"), ("261231+", "1926"),
        ("270101-", "1927"), ("270101+", "1827"), ("000229-", "2000"), ("000301+", "1900"), ("261183-", "2026"), ("261184-", "1926"),
        ("261184+", "1926"),
    ])
    func theCenturyFollowsFromTheDay(_ text: String, _ year: String) throws {
        let number = try IdentityNumber(text.count < 10 ? Self.completed(text) : text, now: Self.now)
        #expect(number.digits.prefix(4) == year)
    }

    @Test(arguments: [
        "880320-0010", "880320-0011", "880320-0012", "880320-0013", "880320-0014", "880320-0015", "880320-0017", "880320-0018",
        "880320-0019", "701063-2390", "198803200061",
    ])
    func aWrongCheckDigitIsRefused(_ text: String) {
        #expect(throws: IdentityNumberError.checkDigit) { try IdentityNumber(text, now: Self.now) }
    }

    @Test(arguments: [
        "", "1", "880320", "880320-001", "880320-00166", "88032-00016", "880320_0016", "880320 0016", " 8803200016", "19880320-00160",
        "1988-03-20-0016", "88032o-0016", "８８0320-0016", "+8803200016", "880320--016",
    ])
    func anythingElseIsRefused(_ text: String) {
        #expect(throws: IdentityNumberError.form) { try IdentityNumber(text, now: Self.now) }
    }

    @Test(arguments: [
        "19880230", "19881301", "19880001", "19880300", "19880332", "19880360", "19880392", "19880399", "19000229", "20261124", "20270101",
        "00000101", "19880290",
    ])
    func aDateThatIsNotOrLiesAheadIsRefused(_ date: String) {
        #expect(throws: IdentityNumberError.date) { try IdentityNumber(Self.completed(date), now: Self.now) }
    }

    @Test(arguments: ["20000229", "20261123", "19880391", "19880361", "19040229"])
    func aDateThatIsCounts(_ date: String) throws {
        #expect(try IdentityNumber(Self.completed(date), now: Self.now).digits.hasPrefix(date))
    }

    @Test func isNeverPrinted() throws {
        let number = try IdentityNumber("198803200016", now: Self.now)
        var dumped = ""
        dump(number, to: &dumped)
        dump([number], to: &dumped)
        for text in ["\(number)", String(reflecting: number), String(describing: [number]), "\(Optional(number) as Any)", dumped] {
            #expect(text.contains("<redacted>"))
            #expect(!text.contains("8803200016"))
        }
        #expect(!((number as Any) is any Encodable))
    }

    /// `880320` with serial 001 and the digit that Luhn asks for.
    private static func completed(_ date: String) -> String {
        let digits = (date.filter(\.isNumber).suffix(6) + "001").compactMap(\.wholeNumberValue)
        let sum = digits.enumerated().reduce(0) { sum, item in
            let product = item.element * (item.offset % 2 == 0 ? 2 : 1)
            return sum + product / 10 + product % 10
        }
        return date + "001\((10 - sum % 10) % 10)"
    }
}
