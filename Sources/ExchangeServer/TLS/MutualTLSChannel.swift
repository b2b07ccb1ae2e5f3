internal import HummingbirdCore
internal import HummingbirdHTTP2
internal import Logging
internal import NIOCore
internal import NIOHTTP2
internal import NIOSSL

/// One accepted connection: TLS 1.3 with a client certificate, then HTTP/1.1 or HTTP/2 as ALPN says, with the caller's
/// identity bound around every request.
struct MutualTLSChannel: ServerChildChannel {
    typealias Negotiated = NIONegotiatedHTTPVersion<HTTP1Channel.Value, HTTP2Channel.Value>

    /// A connection whose handshake may still be under way.
    struct Value: ServerChildChannelValue {
        let negotiated: EventLoopFuture<Negotiated>
        let channel: any Channel
    }

    let material: TLSMaterialProvider
    let configuration: TLSListenerConfiguration
    let standing: ClientStanding
    let tally: ConnectionTally
    let connections: Connections
    let served: Protocols
    /// What a client gets whose organisation has no room for one more connection.
    let refused: Protocols

    /// Who speaks with a client, as ALPN says.
    struct Protocols: Sendable {
        let http1: HTTP1Channel
        let http2: HTTP2Channel
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            connections.welcome(channel)
            try addTLS(to: channel, logger: logger)
        }.flatMap {
            channel.configureHTTP2AsyncSecureUpgrade {
                served.http1.setup(channel: $0, logger: logger)
            } http2ConnectionInitializer: {
                served.http2.setup(channel: $0, logger: logger)
            }
        }.map {
            Value(negotiated: $0, channel: channel)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await withTaskExecutorPreference(EventLoopTaskExecutor(value.channel.eventLoop)) { await serve(value, logger: logger) }
    }

    private func serve(_ value: Value, logger: Logger) async {
        tally.noteOpened()
        defer { tally.noteClosed() }
        guard let negotiated = try? await value.negotiated.get() else {
            tally.noteUnfinished()
            return logger.debug("connection ended", metadata: ["reason": "handshake-unfinished"])
        }
        tally.noteLetIn()
        let identity = await Self.identity(of: value.channel)
        let isSeated = identity.map { connections.seat(value.channel, for: $0.organisation) } ?? false
        defer { if isSeated, let identity { connections.left(identity.organisation) } }
        let isSurplus = identity != nil && !isSeated
        if isSurplus { endSoon(value.channel, logger: logger) }
        let speakers = isSurplus ? refused : served
        await ClientIdentity.$current.withValue(identity) {
            switch negotiated {
            case .http1_1(let connection): await speakers.http1.handle(value: connection, logger: logger)
            case .http2(let connection): await speakers.http2.handle(value: connection, logger: logger)
            }
        }
    }

    /// Time to ask and to be told that there's no room. It stays a newcomer, and goes at once when there are too many of them.
    private func endSoon(_ channel: any Channel, logger: Logger) {
        logger.info("connection refused", metadata: ["reason": "too-many-connections"])
        channel.eventLoop.scheduleTask(in: TimeAmount(configuration.surplusTime)) { channel.close(promise: nil) }
    }

    private static func identity(of channel: any Channel) async -> ClientIdentity? {
        guard let chain = try? await channel.nioSSL_peerValidatedCertificateChain().get() else { return nil }
        return ClientCertificateVerifier.identity(of: Array(chain))
    }

    /// What a connection may hold of a body that isn't read as fast as it comes: ten reads wait in front of a reader. By default TLS
    /// hands on four reads of 64 KiB at once. Reads of 16 KiB would cost twice the system calls.
    private static let readSize = 32 << 10

    private func addTLS(to channel: any Channel, logger: Logger) throws {
        try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
        try channel.syncOptions?.setOption(
            .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 4096, maximum: Self.readSize))
        let material = material.current
        let verifier = ClientCertificateVerifier(
            roots: material.clientRoots, standing: standing, maximumChainLength: configuration.maximumChainLength
        )
        let tally = tally
        let tls = NIOSSLServerHandler(
            context: try material.makeContext(closeTimeout: configuration.closeTimeout),
            configuration: .init(),
            customVerificationCallbackWithMetadata: { presented, promise in
                promise.completeWithTask { await Self.verify(presented, by: verifier, tally, logger: logger) }
            }
        )
        let deadlines = ConnectionDeadlineHandler(
            handshakeTimeout: configuration.handshakeTimeout, shutdownGrace: configuration.shutdownGrace
        )
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(IdleStateHandler(allTimeout: TimeAmount(configuration.stallTimeout)))
        try pipeline.addHandler(tls)
        try pipeline.addHandler(TightReadHandler())
        try pipeline.addHandler(deadlines)
    }

    private static func verify(
        _ presented: [NIOSSLCertificate], by verifier: ClientCertificateVerifier, _ tally: ConnectionTally, logger: Logger
    ) async -> NIOSSLVerificationResultWithMetadata {
        do {
            let chain = try await verifier.validatedChain(of: presented)
            return .certificateVerified(VerificationMetadata(ValidatedCertificateChain(chain)))
        } catch {
            tally.noteHandshakeRefused(error)
            logger.info("handshake refused", metadata: ["reason": .string(error.rawValue)])
            return .failed
        }
    }
}
