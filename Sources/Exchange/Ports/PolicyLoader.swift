package import Cedar

/// Where the policies' texts are kept: a folder for the daemon, a list in the tests.
package struct PolicyLoader: Sendable {
    private let read: @Sendable () throws(ExchangeError) -> (schema: PolicySource, policies: [PolicySource])
    private let readRetention: @Sendable () throws(ExchangeError) -> PolicySource?
    private let readGrounds: @Sendable () throws(ExchangeError) -> PolicySource?

    /// - Parameters:
    ///   - retention: the rules of retention, where there are any.
    ///   - grounds: the catalogue of grounds for disclosure, where there is one.
    package init(
        _ read: @escaping @Sendable () throws(ExchangeError) -> (schema: PolicySource, policies: [PolicySource]),
        retention: @escaping @Sendable () throws(ExchangeError) -> PolicySource? = { () throws(ExchangeError) in nil },
        grounds: @escaping @Sendable () throws(ExchangeError) -> PolicySource? = { () throws(ExchangeError) in nil }
    ) {
        self.read = read
        readRetention = retention
        readGrounds = grounds
    }

    func load() throws -> Rules {
        let source = try read()
        return try Rules(schema: source.schema, policies: source.policies, retention: try readRetention(), grounds: try readGrounds())
    }
}
