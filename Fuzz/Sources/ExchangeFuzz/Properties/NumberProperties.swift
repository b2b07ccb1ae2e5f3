import Exchange
import FuzzKit

/// Personnummer and samordningsnummer, at a time that the first bytes give: the twelve digits are those of the text, its check digit holds, its
/// day is there, and it is never shown. The samples are Skatteverket's test numbers alone, and what the fuzzer finds isn't kept: it could be
/// somebody's.
enum NumberProperties {
    static let target = FuzzTarget("personnummer", dictionary: "wire", replays: 4000, seeds: { seeds }, check)

    /// Days since 1970, of 2026, and text.
    private static let seeds: [[UInt8]] = [
        "198803200016", "880320-0016", "8803200016", "19880320-0016", "701063-2391", "197010632391", "880320+0016",
    ].map { [0, 80, 120] + Array($0) }

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            var reader = FuzzReader(bytes)
            // Days, up to the year 9999.
            let now = Timestamp(milliseconds: Int64(reader.number(bytes: 3) % 2_932_896) * 86_400_000)
            let text = String(decoding: reader.takeAll(), as: UTF8.self)
            guard let number = try? IdentityNumber(text, now: now) else { return false }
            try require("\(number)" == "<redacted>", "a number is shown")
            let digits = number.digits
            try require(digits.utf8.count == 12 && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }, "no twelve digits")
            let stated = text.utf8.filter { (0x30...0x39).contains($0) }
            try require(digits.utf8.suffix(stated.count).elementsEqual(stated), "other digits than were stated")
            try require(isSound(digits, number.kind == .samordningsnummer), "no number")
            for form in [digits, "\(digits.prefix(8))-\(digits.suffix(4))"] {
                try require((try? IdentityNumber(form, now: now)) == number, "another number when written in full")
            }
            return true
        }
    }

    /// The rules once more, by other means.
    private static func isSound(_ digits: String, _ isCoordination: Bool) -> Bool {
        let values = digits.compactMap(\.wholeNumberValue)
        let sum = values[2...].enumerated().reduce(0) { sum, digit in
            let weighted = digit.element * (digit.offset % 2 == 0 ? 2 : 1)
            return sum + (weighted > 9 ? weighted - 9 : weighted)
        }
        let day = values[6] * 10 + values[7] - (isCoordination ? 60 : 0)
        let date = "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(day < 10 ? "0" : "")\(day)"
        return sum % 10 == 0 && Timestamp(date) != nil
    }
}
