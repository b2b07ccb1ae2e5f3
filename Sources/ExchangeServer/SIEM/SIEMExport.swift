package import Exchange
package import Logging

/// Takes the bytes of a batch, in order. Returns when they're out of this process's hands: what that means each one says.
package protocol SIEMSink: Sendable {
    /// What it's called in the daemon's log.
    var name: String { get }
    func deliver(_ bytes: [UInt8]) async throws
}

/// Carries the log's events to one receiver, each at least once and in order.
///
/// The cursor moves only after a batch has been delivered. When the daemon dies in between, the batch comes again; nothing is passed over. Each
/// line has the entry's index, by which a receiver knows one that it has already. Rounds of one export must not overlap.
package struct SIEMExport: Sendable {
    package static let batchSize = 500

    let exchange: Exchange
    let sink: any SIEMSink
    let cursor: SIEMCursor
    let officers: OfficerNames
    let write: @Sendable (SecurityEvent) throws -> [UInt8]
    let logger: Logger

    package init(
        exchange: Exchange, sink: any SIEMSink, cursor: SIEMCursor, officers: OfficerNames, logger: Logger,
        write: @escaping @Sendable (SecurityEvent) throws -> [UInt8]
    ) {
        self.exchange = exchange
        self.sink = sink
        self.cursor = cursor
        self.officers = officers
        self.logger = logger
        self.write = write
    }

    /// Delivers what the receiver doesn't have yet. What fails is logged with how far it lags, and tried again in the next round.
    package func round() async {
        var next: UInt64 = 0
        do {
            next = try cursor.load()
            while !Task.isCancelled {
                let page = try await exchange.securityEvents(from: next, limit: SIEMExport.batchSize, officers: officers)
                guard let last = page.events.last else { return }
                try await sink.deliver(try page.events.flatMap(write))
                try cursor.save(last.index + 1)
                next = last.index + 1
            }
        } catch {
            await tellLag(from: next, error)
        }
    }

    private func tellLag(from next: UInt64, _ error: any Error) async {
        let size = (try? await exchange.securityEvents(from: next, limit: 1, officers: .withheld).logSize) ?? next
        logger.warning(
            "the SIEM doesn't get the log's events; they're kept and sent when it takes them again",
            metadata: [
                "receiver": "\(sink.name)", "behind": "\(size > next ? size - next : 0)", "next": "\(next)",
                "code": "\((error as? SIEMError)?.rawValue ?? "siem-failed")",
            ])
    }
}

/// Why events didn't reach a receiver.
package enum SIEMError: String, Error, Hashable, Sendable, CaseIterable {
    /// The file can't be opened, written or synced.
    case fileFailed = "siem-file-failed"
    /// The cursor's file can't be read, or holds something else than a number.
    case cursorFailed = "siem-cursor-failed"
    /// The receiver can't be reached, or has closed.
    case receiverGone = "siem-receiver-gone"
    /// The receiver took nothing for too long.
    case receiverStalled = "siem-receiver-stalled"
}
