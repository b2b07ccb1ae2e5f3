package import Exchange
package import Logging

extension DaemonConfiguration {
    /// The exports that are configured, one a receiver, each with a cursor of its own in the data folder.
    package func exports(of exchange: Exchange, logger: Logger) -> [SIEMExport] {
        var exports: [SIEMExport] = []
        if let file = siem.file {
            exports.append(export(exchange, FileSink(path: file), logger) { try SIEMLines.json($0) })
        }
        if let syslog = siem.syslog {
            exports.append(export(exchange, SyslogSink(syslog), logger) { [logOrigin] in SIEMLines.syslog($0, origin: logOrigin) })
        }
        return exports
    }

    private func export(
        _ exchange: Exchange, _ sink: any SIEMSink, _ logger: Logger, _ write: @escaping @Sendable (SecurityEvent) throws -> [UInt8]
    ) -> SIEMExport {
        SIEMExport(
            exchange: exchange, sink: sink, cursor: SIEMCursor(path: "\(dataFolder)/siem-\(sink.name).cursor"), officers: siem.officers,
            logger: logger, write: write)
    }
}
