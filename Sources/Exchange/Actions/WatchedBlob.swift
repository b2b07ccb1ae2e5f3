import Synchronization

/// What becomes of a payload on its way out when the reading of it would be refused by now: withdrawn, superseded, run out, the case closed.
package enum DownloadsUnderWay: String, Hashable, Sendable, Codable, CaseIterable {
    /// It's cut off.
    case cut
    /// It comes to its end, for it was permitted when it began. An erased document's doesn't even so.
    case finish
}

/// Counts what has been done in this process that may take the ground from a payload on its way out. A hint to look again, no more: it may be
/// lost, and other processes have their own.
final class GroundWatch: Sendable {
    private let count = Atomic<UInt64>(0)

    var losses: UInt64 { count.load(ordering: .acquiring) }

    func noteLoss() { count.wrappingAdd(1, ordering: .releasing) }
}

/// When it was last looked whether a payload may still go out.
final class GroundLook: Sendable {
    /// For what this process doesn't notice: time that runs out, other processes.
    private static let patience = Duration.seconds(2)

    private let last: Mutex<(losses: UInt64, at: Timestamp)>

    init(losses: UInt64, at now: Timestamp) { last = Mutex((losses, now)) }

    /// Whether it's time to look again, and notes that it's done. A clock that has been set back is no reason not to.
    func isDue(losses: UInt64, at now: Timestamp) -> Bool {
        last.withLock { last in
            guard losses != last.losses || now < last.at || last.at + GroundLook.patience <= now else { return false }
            last = (losses, now)
            return true
        }
    }
}

/// A payload on its way out that ends when its document is erased meanwhile, for the file stays open and nothing else would end it, and unless
/// downloads are to be finished, when the policies would refuse it by now.
///
/// The policies are asked at the first page after something was done that may take the ground away, and every two seconds. So what goes out
/// after the answer to a withdrawal is at most the page that was read before, and what is on the wire. The document is looked for at its opening and
/// whenever a reading comes across a multiple of 4 MiB: a look costs what reading 100 KiB costs.
struct WatchedBlob: Blob {
    private static let stretch: UInt64 = 4 << 20

    let blob: any Blob
    let retrieval: StoredRetrieval
    let exchange: Exchange
    let look: GroundLook

    var size: UInt64 { blob.size }

    func read(at offset: UInt64, count: Int) async throws -> [UInt8] {
        let end = offset + UInt64(max(0, count))
        // The beginning was looked for when it was opened.
        let isFirst = offset > 0 && offset % WatchedBlob.stretch == 0
        if isFirst || offset / WatchedBlob.stretch != end / WatchedBlob.stretch { try await requireDocument() }
        if exchange.downloads == .cut, look.isDue(losses: exchange.grounds.losses, at: exchange.clock.now()) { try await requireGround() }
        let bytes = try await blob.read(at: offset, count: count)
        exchange.tally.bytesGiven.add(UInt64(bytes.count))
        return bytes
    }

    private func requireDocument() async throws {
        let document = retrieval.document
        guard try await exchange.storage.read({ try $0.document(document) }) != nil else { throw ExchangeError.notFound }
    }

    private func requireGround() async throws {
        if try await exchange.stillPermitted(retrieval) == nil { try await exchange.refusedPayload(retrieval) }
    }
}

extension Action {
    /// Whether it may take the ground from a reading that is under way.
    var mayEndReading: Bool {
        switch self {
        case .confirmErasure, .withdrawConsent, .recordConsent, .closeCase, .leaveCase, .removeCaseOfficer, .addStep, .changeStep,
            .registerParticipant,
            .correctParticipant, .restrictParticipant, .changeOfficer, .disableOfficer, .reloadPolicies:
            true
        default: false
        }
    }
}
