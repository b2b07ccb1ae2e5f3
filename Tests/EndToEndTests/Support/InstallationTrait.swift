import Testing

/// One installation around a whole suite: made before its first test, stopped and removed after its last.
struct InstallationTrait: SuiteTrait, TestScoping {
    /// The suite's installation. Suites with this trait are serialized, so one test at a time uses it.
    @TaskLocal static var current: Installation?

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        try await InstallationTrait.$current.withValue(installation) { try await function() }
    }
}

extension Trait where Self == InstallationTrait {
    static var withInstallation: InstallationTrait { InstallationTrait() }
}
