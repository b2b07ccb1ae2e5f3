/// How long a call about a person's number takes, whoever the number is and whether or not they are known.
///
/// Ids are random, but numbers are easily come by, and finding somebody costs keys, facts and a decision that finding nobody doesn't.
enum EvenTime {
    /// Longer than either takes where there is no queue; too short for a recorder to notice.
    static let least = Duration.milliseconds(30)

    /// What `body` gives or throws, no sooner than after ``least``.
    static func taking<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        async let pause: Void = Task.sleep(for: least)
        let result: Result<Value, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        try await pause
        return try result.get()
    }
}
