package import HummingbirdCore
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdHTTP2
package import Logging
internal import NIOCore

extension HTTPServerBuilder {
    /// The exchange's listener: TLS 1.3 with a client certificate required, HTTP/1.1 and HTTP/2.
    ///
    /// ```swift
    /// let material = TLSMaterialProvider(try TLSMaterial(certificateChainPEM: chain, privateKeyPEM: key, clientRootsPEM: roots))
    /// let router = Router(context: ConnectionRequestContext.self)
    /// router.group(context: OfficerRequestContext.self).get("whoami") { _, context in context.identity.uri }
    /// let application = Application(
    ///     router: router,
    ///     server: .kedja(material: material, standing: standing, logger: logger),
    ///     configuration: ApplicationConfiguration(address: .hostname("0.0.0.0", port: 8443)),
    ///     logger: logger
    /// )
    /// try await application.runService()
    /// ```
    ///
    /// - Parameters:
    ///   - material: certificate, key and roots, asked for by each new connection.
    ///   - configuration: limits.
    ///   - standing: asked in each handshake and before each request.
    ///   - tally: counts connections, handshakes and refusals.
    ///   - logger: gets stable reason codes, never certificates.
    package static func kedja(
        material: TLSMaterialProvider,
        configuration: TLSListenerConfiguration = TLSListenerConfiguration(),
        standing: ClientStanding,
        tally: ConnectionTally = ConnectionTally(),
        logger: Logger
    ) -> HTTPServerBuilder {
        let gate = RequestGate(standing: standing, limits: configuration, tally: tally)
        let connections = Connections(seats: configuration.maximumConnections, newcomers: configuration.maximumNewcomers)
        return HTTPServerBuilder { responder in
            MutualTLSChannel(
                material: material, configuration: configuration, standing: standing, tally: tally, connections: connections,
                served: configuration.protocols { goodbye, connection in
                    gate.guarding(responder, logger: logger, goodbye: goodbye, connection: connection)
                },
                refused: configuration.protocols { goodbye, connection in RequestGate.refusing(goodbye: goodbye, connection: connection) }
            )
        }
    }
}

extension TLSListenerConfiguration {
    /// Both protocols with one way of answering, given how a client is told that its connection ends, and which channel that is: over
    /// HTTP/2 the stream's parent.
    fileprivate func protocols(
        _ responder: (_ goodbye: HTTPFields, @escaping RequestGate.Connection) -> HTTPChannelHandler.Responder
    ) -> MutualTLSChannel.Protocols {
        MutualTLSChannel.Protocols(
            http1: HTTP1Channel(responder: responder([.connection: "close"]) { $0 }, configuration: http1),
            http2: HTTP2Channel(responder: responder([:]) { $0.parent }, configuration: http2))
    }

    fileprivate var http1: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestPaceHandler(self)],
            idleTimeout: TimeAmount(idleTimeout),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: maximumHeaderBytes,
                maxHeaderListSize: maximumHeaderBytes,
                maxHeaderFieldCount: maximumHeaderCount
            )
        )
    }

    fileprivate var http2: HTTP2ChannelConfiguration {
        HTTP2ChannelConfiguration(idleTimeout: idleTimeout, gracefulCloseTimeout: shutdownGrace, streamConfiguration: http1)
    }
}
