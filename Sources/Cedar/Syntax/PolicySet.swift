/// The policies of some texts, in their order.
public struct PolicySet: Sendable {
    /// All policies, `policy0` first.
    public let policies: [Policy]
    private let numbers: [String: Int]

    /// Parses texts as one set; ids count on from text to text. Throws everything that is wrong with any of them.
    public init(parsing sources: [PolicySource]) throws(SyntaxErrors) {
        var policies: [Policy] = []
        var errors: [Diagnostic] = []
        for source in sources {
            var parser = PolicyParser(source)
            let result = parser.parse(firstNumber: policies.count)
            policies += result.policies
            errors += result.errors
        }
        guard errors.isEmpty else { throw SyntaxErrors(errors: errors) }
        self.policies = policies
        numbers = Dictionary(uniqueKeysWithValues: policies.enumerated().map { ($1.id, $0) })
    }

    /// The policy of the engine's id, `policy0` and so on.
    public func policy(id: String) -> Policy? {
        numbers[id].map { policies[$0] }
    }
}
