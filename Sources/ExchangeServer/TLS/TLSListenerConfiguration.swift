/// The listener's limits. The defaults suit a server in production.
package struct TLSListenerConfiguration: Hashable, Sendable {
    /// How long a client may take from connecting to the end of its handshake.
    package var handshakeTimeout: Duration = .seconds(10)
    /// How long a connection may lie without a request, or a request without a byte more of itself.
    package var idleTimeout: Duration = .seconds(60)
    /// How long a connection may pass no byte at all, either way, even while a request is being answered: ends stalled downloads.
    package var stallTimeout: Duration = .seconds(120)
    /// How long a client whose organisation has no room for one more connection may take to ask, and be told.
    package var surplusTime: Duration = .seconds(5)
    /// How long a body may be waited for whatever comes of it, and the bytes a second that it must come by after that. Only the time
    /// counts in which the daemon waits.
    package var bodyGrace: Duration = .seconds(10)
    package var lowestBodyRate = 16 * 1024
    /// How much of a body is thrown away, after its request has been answered, before the connection is closed.
    package var maximumLeftovers = 8 << 20
    /// The most connections, shared by organisation as ``FairShares`` says.
    package var maximumConnections = 1024
    /// The most connections that have no such place: in their handshake, or about to be told that there is none. The oldest makes room.
    package var maximumNewcomers = 512
    /// How long the peer's goodbye is waited for when a connection closes.
    package var closeTimeout: Duration = .milliseconds(300)
    /// How long requests under way may go on once a connection has been told to end.
    package var shutdownGrace: Duration = .seconds(10)
    /// The most bytes of a request's header fields: names, values and 32 for each (RFC 9113 §10.5.1). HTTP/2 stops at 16 KiB anyway.
    package var maximumHeaderBytes: Int = 16 * 1024
    /// The most header fields of a request.
    package var maximumHeaderCount: Int = 100
    /// The longest path with its query.
    package var maximumTargetBytes: Int = 2048
    /// The most certificates a client may send.
    package var maximumChainLength: Int = 4

    /// The defaults; set what differs.
    package init() {}
}
