/// Where random bytes come from. The executables give the system's generator, tests a seeded one.
package struct RandomSource: Sendable {
    private let make: @Sendable (_ count: Int) -> [UInt8]

    package init(_ make: @escaping @Sendable (_ count: Int) -> [UInt8]) { self.make = make }

    /// `count` fresh random bytes.
    package func bytes(_ count: Int) -> [UInt8] { make(count) }
}

/// What durations are measured by: it goes on steadily, whatever is done to the clock. The executables give the system's.
package struct Stopwatch: Sendable {
    private let read: @Sendable () -> UInt64

    /// - Parameter nanoseconds: since some moment.
    package init(nanoseconds: @escaping @Sendable () -> UInt64) { read = nanoseconds }

    package func nanoseconds() -> UInt64 { read() }

    /// Since an earlier reading.
    package func nanoseconds(since start: UInt64) -> Int64 { Int64(clamping: read().subtractingReportingOverflow(start).partialValue) }
}

/// What time it is. The executables give the system's clock, tests one that they move by hand.
package struct Clock: Sendable {
    private let read: @Sendable () -> Timestamp

    package init(_ read: @escaping @Sendable () -> Timestamp) { self.read = read }

    package func now() -> Timestamp { read() }
}
