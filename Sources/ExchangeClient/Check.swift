/// One thing that was looked at, and what was found. Reports list them in the order in which they were made.
package struct Check: Sendable, Hashable, Codable {
    /// Stable: `manifest-signature`.
    package let name: String
    package let passed: Bool
    /// What was found, in English.
    package let sentence: String

    package init(_ name: String, _ passed: Bool, _ sentence: String) {
        self.name = name
        self.passed = passed
        self.sentence = SafeText.line(sentence)
    }

    /// One that is decided by a comparison.
    init(_ name: String, _ passed: Bool, yes: String, no: String) {
        self.init(name, passed, passed ? yes : no)
    }

    /// The check as the reason to stop.
    var failure: ClientError { .integrity(name, sentence) }
}

extension [Check] {
    /// Whether everything that was looked at is as it should be.
    package var allPassed: Bool { allSatisfy(\.passed) }

    /// Throws the first one that failed.
    func requireAll() throws(ClientError) {
        guard let failed = first(where: { !$0.passed }) else { return }
        throw failed.failure
    }
}
