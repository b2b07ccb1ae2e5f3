package import Cedar

/// Where the policies' texts are kept: a folder for the daemon, a list in the tests.
package struct PolicyLoader: Sendable {
    private let read: @Sendable () throws(ExchangeError) -> (schema: PolicySource, policies: [PolicySource])

    package init(_ read: @escaping @Sendable () throws(ExchangeError) -> (schema: PolicySource, policies: [PolicySource])) {
        self.read = read
    }

    func load() throws(ExchangeError) -> (schema: PolicySource, policies: [PolicySource]) { try read() }
}
