extension Value {
    /// The value as JSON with explicit escapes, so that it is read back without a schema. Elements of sets are sorted by their JSON text.
    ///
    /// Throws where a record has an attribute named `__entity`, `__extn` or `__expr`: it could be taken for an escape.
    package func json() throws(JSONError) -> JSON {
        switch self {
        case .bool(let value): return .bool(value)
        case .long(let value): return .long(value)
        case .string(let value): return .string(value)
        case .entity(let uid): return .members(("__entity", uid.json))
        case .record(let record): return try record.json()
        case .set(let set):
            var elements: [(text: ExactString, json: JSON)] = []
            for element in set.elements {
                let json = try element.json()
                elements.append((ExactString(json.text()), json))
            }
            return .array(elements.sorted { $0.text < $1.text }.map(\.json))
        case .decimal(let value): return Self.call("decimal", .string(value.description))
        case .ipaddr(let value): return Self.call("ip", .string(value.text))
        case .duration(let value): return Self.call("duration", .string(value.text))
        case .datetime(let value): return value.json
        }
    }

    fileprivate static func call(_ function: String, _ argument: JSON) -> JSON {
        .members(("__extn", .members(("fn", .string(function)), ("arg", argument))))
    }
}

extension RecordValue {
    private static let reserved: Set<ExactString> = ["__entity", "__extn", "__expr"]

    /// The record as an object, its names sorted. An entity's attributes and tags are never taken for an escape.
    package func json(isOfEntity: Bool = false) throws(JSONError) -> JSON {
        var members: [JSON.Member] = []
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            guard isOfEntity || !Self.reserved.contains(name) else {
                throw JSONError(.reservedKey, "a record with the attribute `\(name)` can't be written as JSON")
            }
            members.append(JSON.Member(name.text, try within(JSONError.step(name.text)) { () throws(JSONError) in try value.json() }))
        }
        return .object(members)
    }
}

extension Datetime {
    /// The text that ``init(_:)`` reads, in UTC with milliseconds; nil outside of the years 0 to 9999.
    var text: String? {
        guard (-62_167_219_200_000..<253_402_300_800_000).contains(millisecondsSinceEpoch) else { return nil }
        let time = timeOfDay.milliseconds
        let clock = [time / 3_600_000, time / 60_000 % 60, time / 1000 % 60].map { $0.padded(to: 2) }.joined(separator: ":")
        let (year, month, day) = Self.calendar(days: (millisecondsSinceEpoch - time) / Self.millisecondsPerDay)
        return "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))T\(clock).\((time % 1000).padded(to: 3))Z"
    }

    /// Beyond the years that have a text, the moment is counted from 1970.
    fileprivate var json: JSON {
        if let text { return Value.call("datetime", .string(text)) }
        let arguments = [
            Value.call("datetime", .string("1970-01-01")),
            Value.call("duration", .string(TimeSpan(milliseconds: millisecondsSinceEpoch).text)),
        ]
        return .members(("__extn", .members(("fn", .string("offset")), ("args", .array(arguments)))))
    }

    /// Year, month and day so many days after 1970-01-01, by years that begin in March.
    private static func calendar(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
    }
}

extension TimeSpan {
    /// The text that ``init(_:)`` reads: `1d2h3m4s5ms` without parts that are zero.
    var text: String {
        var rest = milliseconds.magnitude
        var text = ""
        for (unit, size) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)] as [(String, UInt64)] {
            if rest >= size { text += "\(rest / size)\(unit)" }
            rest %= size
        }
        return text.isEmpty ? "0ms" : (milliseconds < 0 ? "-" : "") + text
    }
}

extension IPNetwork {
    /// The text that ``init(_:)`` reads: an IPv6 address with its longest run of zeros left out, the prefix where it isn't the whole.
    var text: String {
        let prefix = prefixLength == (isIPv6 ? 128 : 32) ? "" : "/\(prefixLength)"
        guard isIPv6 else { return (0..<4).map { String(address >> (24 - 8 * $0) & 0xFF) }.joined(separator: ".") + prefix }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: address >> (112 - 16 * $0)) }
        return Self.compressed(groups) + prefix
    }

    private static func compressed(_ groups: [UInt16]) -> String {
        var best = 0..<0
        var run = 0..<0
        for (number, group) in groups.enumerated() {
            run = group != 0 ? number + 1..<number + 1 : run.lowerBound..<number + 1
            if run.count > best.count { best = run }
        }
        let parts = groups.map { String($0, radix: 16) }
        guard best.count > 1 else { return parts.joined(separator: ":") }
        return parts[..<best.lowerBound].joined(separator: ":") + "::" + parts[best.upperBound...].joined(separator: ":")
    }
}

extension Int64 {
    /// The decimal digits, filled up with zeros.
    fileprivate func padded(to width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
    }
}
