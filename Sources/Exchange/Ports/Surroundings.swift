/// Where random bytes come from. The executables give the system's generator, tests a seeded one.
package struct RandomSource: Sendable {
    private let make: @Sendable (_ count: Int) -> [UInt8]

    package init(_ make: @escaping @Sendable (_ count: Int) -> [UInt8]) { self.make = make }

    /// `count` fresh random bytes.
    package func bytes(_ count: Int) -> [UInt8] { make(count) }
}

/// What time it is. The executables give the system's clock, tests one that they move by hand.
package struct Clock: Sendable {
    private let read: @Sendable () -> Timestamp

    package init(_ read: @escaping @Sendable () -> Timestamp) { self.read = read }

    package func now() -> Timestamp { read() }
}
