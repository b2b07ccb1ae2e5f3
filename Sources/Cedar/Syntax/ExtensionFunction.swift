/// The functions and methods of the extension types decimal, ipaddr, datetime and duration.
enum ExtensionFunction: String, Sendable, Hashable, CaseIterable {
    case decimal, ip, datetime, duration
    case lessThan, lessThanOrEqual, greaterThan, greaterThanOrEqual
    case isIpv4, isIpv6, isLoopback, isMulticast, isInRange
    case offset, durationSince, toDate, toTime
    case toMilliseconds, toSeconds, toMinutes, toHours, toDays

    /// Constructors are called as `f(x)`, all others as `x.f()`.
    var isConstructor: Bool {
        switch self {
        case .decimal, .ip, .datetime, .duration: true
        default: false
        }
    }
}
