/// The listener's limits. The defaults suit a server in production.
package struct TLSListenerConfiguration: Hashable, Sendable {
    /// How long a client may take from connecting to the end of its handshake.
    package var handshakeTimeout: Duration = .seconds(10)
    /// How long a connection may lie without a request, or a request without a byte more of itself.
    package var idleTimeout: Duration = .seconds(60)
    /// How long a connection may pass no byte at all, either way, even while a request is being answered: ends stalled downloads.
    package var stallTimeout: Duration = .seconds(120)
    /// How long the peer's goodbye is waited for when a connection closes.
    package var closeTimeout: Duration = .milliseconds(300)
    /// How long requests under way may go on once a connection has been told to end.
    package var shutdownGrace: Duration = .seconds(10)
    /// The most bytes of a request's header fields: names, values and 32 for each (RFC 9113 §10.5.1). HTTP/2 stops at 16 KiB anyway.
    package var maximumHeaderBytes: Int = 16 * 1024
    /// The most header fields of a request.
    package var maximumHeaderCount: Int = 100
    /// The most certificates a client may send.
    package var maximumChainLength: Int = 4

    /// The defaults; set what differs.
    package init() {}
}
