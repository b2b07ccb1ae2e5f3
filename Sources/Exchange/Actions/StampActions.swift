import Foundation
import TransparencyLog

/// A time-stamp of a checkpoint, with all that is needed to check it.
package struct CheckpointStamp: Sendable, Codable, Hashable {
    /// How many entries the checkpoint's tree has.
    package let size: UInt64
    /// When the authority had it, as its token says.
    package let at: Timestamp
    /// The signed note, of which every byte is stamped.
    package let checkpoint: String
    /// RFC 3161's token over the note's SHA-256, DER, base64.
    package let token: String

    package init(size: UInt64, at: Timestamp, checkpoint: String, token: String) {
        self.size = size
        self.at = at
        self.checkpoint = checkpoint
        self.token = token
    }
}

/// Which checkpoints are time-stamped.
package struct StampPage: Sendable, Codable, Hashable {
    package struct Stamped: Sendable, Codable, Hashable {
        package let size: UInt64
        package let at: Timestamp

        package init(size: UInt64, at: Timestamp) {
            self.size = size
            self.at = at
        }
    }

    /// In the order of their sizes.
    package let stamps: [Stamped]
    /// The size to ask from next; `nil` on the last page.
    package let next: UInt64?

    package init(stamps: [Stamped], next: UInt64?) {
        self.stamps = stamps
        self.next = next
    }
}

/// How far the log is time-stamped.
package struct StampStanding: Sendable, Codable, Hashable {
    /// The newest stamp; `nil` before the first.
    package let newest: StampPage.Stamped?
    /// Since when an entry has waited to be under a stamp; `nil` when none does.
    package let waitingSince: Timestamp?
    /// Whether it has waited for more than twice the interval.
    package let isLate: Bool
}

/// A checkpoint that isn't time-stamped yet.
package struct UnstampedCheckpoint: Sendable, Hashable {
    package let size: UInt64
    /// The signed note as it is served.
    package let note: [UInt8]
}

extension Exchange {
    /// Which checkpoints are time-stamped, from a size on, at most a page.
    package func stamps(from size: UInt64) async throws(ExchangeError) -> StampPage {
        let limit = limits.pageSize
        let found = try await reading { try $0.stamps(from: size, limit: limit) }
        return StampPage(
            stamps: found.map { StampPage.Stamped(size: $0.size, at: $0.at) },
            next: found.count == limit ? found.last.map { $0.size + 1 } : nil)
    }

    /// The time-stamp of the checkpoint of this size. Throws `notFound`.
    package func stamp(ofSize size: UInt64) async throws(ExchangeError) -> CheckpointStamp {
        guard let stored = try await reading({ try $0.stamp(ofSize: size) }) else { throw .notFound }
        return CheckpointStamp(
            size: stored.size, at: stored.at, checkpoint: String(decoding: stored.note, as: UTF8.self),
            token: Data(stored.token).base64EncodedString())
    }

    /// How far the log is time-stamped; `nil` when there is no authority and never was.
    package func stampStanding() async throws(ExchangeError) -> StampStanding? {
        let (interval, now) = (limits.stampInterval, clock.now())
        return try await reading { facts in
            let last = try facts.lastStamp()
            guard interval != nil || last != nil else { return nil }
            let waiting = interval == nil ? nil : try facts.entry(last?.size ?? 0)?.at
            return StampStanding(
                newest: last.map { StampPage.Stamped(size: $0.size, at: $0.at) }, waitingSince: waiting,
                isLate: StampStanding.isLate(waiting, interval, now))
        }
    }

    /// The newest checkpoint as it is served, when there is an entry under it that isn't under a stamp yet.
    package func unstampedCheckpoint() async throws(ExchangeError) -> UnstampedCheckpoint? {
        guard let note = try await checkpoint() else { return nil }
        guard let size = try? Checkpoint(parsing: SignedNote(parsing: note).text).size else { throw .damaged(place: "checkpoint") }
        let last = try await reading { try $0.lastStamp() }
        return size > last?.size ?? 0 ? UnstampedCheckpoint(size: size, note: note) : nil
    }

    /// Keeps a stamp that has been verified. Nothing happens when another process has stamped a checkpoint of this size meanwhile.
    package func keep(_ stamp: StoredStamp) async throws(ExchangeError) {
        try await transaction { changes in
            guard try changes.stamp(ofSize: stamp.size) == nil else { return }
            try changes.insertStamp(stamp)
        }
    }
}

extension StampStanding {
    /// Measured from the first entry that waits, not from the newest stamp: a log in which nothing happens needs none.
    fileprivate static func isLate(_ waitingSince: Timestamp?, _ interval: Duration?, _ now: Timestamp) -> Bool {
        guard let waitingSince, let interval else { return false }
        return waitingSince + interval + interval < now
    }
}
