import ArgumentParser
import Exchange

// What stands on a command line, as the domain's types: a malformed id or name is refused before anything is asked of the exchange.

extension Identifier: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

extension OfficerID: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

extension OrganisationID: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

extension ObjectionTarget: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

extension ExampleOrganisation: ExpressibleByArgument {
    init?(argument: String) { try? self.init(argument) }

    static var allValueStrings: [String] { all.map(\.id.text) }
}

extension Category: ExpressibleByArgument {}
extension Purpose: ExpressibleByArgument {}
extension ReleaseMode: ExpressibleByArgument {}
extension OrganisationKind: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
extension Action: ExpressibleByArgument {}
extension EmergencyVerdict: ExpressibleByArgument {}
extension AuditOutcome: ExpressibleByArgument {}
extension WithdrawalRecord.How: ExpressibleByArgument {}
extension RestrictionGround: ExpressibleByArgument {}
extension RestrictionLifting.How: ExpressibleByArgument {}
extension ConsentRecord.GivenBy.Who: ExpressibleByArgument {}
extension ConsentRecord.Method.How: ExpressibleByArgument {}

extension SecrecyBinding: ExpressibleByArgument {
    /// `statute`, `none` or `agreement:<reference>:<date>`; the reference may hold colons, the date is `2026-01-31`.
    init?(argument: String) {
        switch argument {
        case "statute": self = .statute
        case "none": self = .none
        default:
            guard argument.hasPrefix("agreement:") else { return nil }
            let rest = argument.dropFirst("agreement:".count)
            guard let colon = rest.lastIndex(of: ":"), colon > rest.startIndex else { return nil }
            let date = String(rest[rest.index(after: colon)...])
            guard date.utf8.count == 10, Timestamp(date) != nil else { return nil }
            self = .agreement(reference: String(rest[..<colon]), date: date)
        }
    }

    static var allValueStrings: [String] { ["statute", "none", "agreement:REF:DATE"] }
}

/// What an approval rests on, as written: `consent`, `consent:cons_…`, or a ground of the catalogue by its id.
enum WrittenGround: Hashable, ExpressibleByArgument {
    /// The newest one that covers it, unless one is named.
    case consent(ConsentID?)
    case listed(String)

    init?(argument: String) {
        if argument == "consent" {
            self = .consent(nil)
        } else if argument.hasPrefix("consent:") {
            guard let id = ConsentID(String(argument.dropFirst("consent:".count))) else { return nil }
            self = .consent(id)
        } else {
            let isName = argument.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
            guard isName, (1...64).contains(argument.utf8.count) else { return nil }
            self = .listed(argument)
        }
    }

    static var allValueStrings: [String] { ["consent", "consent:CONS", "ID"] }
}

extension ConfirmationRecord.Verdict: ExpressibleByArgument {}

/// A day, or a moment in UTC: `2026-12-31` or `2026-12-31T08:00:00Z`.
enum WrittenTime: Hashable, ExpressibleByArgument {
    /// Days since 1970.
    case day(Int)
    case moment(Timestamp)

    init?(argument: String) {
        guard let time = Timestamp(argument) else { return nil }
        self = argument.utf8.count == 10 ? .day(Int(time.milliseconds / 86_400_000)) : .moment(time)
    }

    /// The moment, or the day's first.
    func beginning(_ dates: DateText = DateText()) -> Timestamp {
        switch self {
        case .day(let day): dates.midnight(day: day)
        case .moment(let time): time
        }
    }

    /// The moment, or the end of the day: until and including.
    func end(_ dates: DateText = DateText()) -> Timestamp {
        switch self {
        case .day(let day): dates.midnight(day: day + 1)
        case .moment(let time): time
        }
    }
}
