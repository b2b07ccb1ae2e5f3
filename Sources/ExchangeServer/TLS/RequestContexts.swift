package import Hummingbird
package import NIOCore

/// The context that every request starts with: the connection it came on.
package struct ConnectionRequestContext: RequestContext {
    /// What Hummingbird keeps about a request.
    package var coreContext: CoreRequestContextStorage
    /// The request's channel; its event loop paces long responses.
    package let channel: any Channel

    /// Made by the application for each request.
    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

/// The context of routes that act for an officer: the caller is known.
///
/// The listener lets no request through without an identity; where a router runs without that listener, as in a test, a request
/// outside of `ClientIdentity.$current.withValue` gets 401.
package struct OfficerRequestContext: ChildRequestContext {
    /// What Hummingbird keeps about a request.
    package var coreContext: CoreRequestContextStorage
    /// The request's channel; its event loop paces long responses.
    package let channel: any Channel
    /// The caller.
    package let identity: ClientIdentity

    /// The connection's context with its caller.
    ///
    /// - Throws: `HTTPError` 401 when there is none.
    package init(context: ConnectionRequestContext) throws {
        guard let identity = ClientIdentity.current else { throw HTTPError(.unauthorized) }
        self.coreContext = context.coreContext
        self.channel = context.channel
        self.identity = identity
    }
}
