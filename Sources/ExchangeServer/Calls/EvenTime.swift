/// How long a call about a person's number takes, whoever the number is and whether or not they are known.
///
/// Ids are random, but numbers are easily come by, and finding somebody costs keys, facts and a decision that finding nobody doesn't.
package struct EvenTime: Sendable {
    /// Longer than either takes where there is no queue; too short for a recorder to notice.
    private static let least = Duration.milliseconds(30)

    /// By the system's clock.
    package static let system = EvenTime { try await Task.sleep(for: least) }

    private let pause: @Sendable () async throws -> Void

    /// - Parameter pause: takes the least time that a call may take.
    package init(pause: @escaping @Sendable () async throws -> Void) { self.pause = pause }

    /// What `body` gives or throws, no sooner than the pause is over.
    func taking<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        async let paused: Void = pause()
        let result: Result<Value, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        try await paused
        return try result.get()
    }
}
