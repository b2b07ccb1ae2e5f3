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

/// What an approval rests on, as written: `consent` or `law:OSL 10:28`.
enum WrittenGround: Hashable, ExpressibleByArgument {
    case consent
    case law(section: String)

    init?(argument: String) {
        if argument == "consent" {
            self = .consent
        } else if argument.hasPrefix("law:"), argument.count > 4 {
            self = .law(section: String(argument.dropFirst(4)))
        } else {
            return nil
        }
    }

    static var allValueStrings: [String] { ["consent", "law:SECTION"] }

    /// With the approver's balancing, which a rule that breaks secrecy needs and a consent doesn't.
    func ground(balancing: String?) throws(LocalFault) -> DisclosureGround {
        switch (self, balancing) {
        case (.consent, nil): return .consent
        case (.law(let section), let balancing?) where !balancing.isEmpty: return .law(section: section, balancing: balancing)
        case (.consent, _?): throw LocalFault(.unusableArgument, Words.Request.balancingWithoutLaw)
        case (.law, _): throw LocalFault(.unusableArgument, Words.Request.lawWithoutBalancing)
        }
    }
}

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
