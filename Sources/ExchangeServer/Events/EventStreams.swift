import Exchange
import ExchangeAPI
import Synchronization

/// How many follow events, at most, and how often one who hears nothing is told that the stream still stands.
///
/// May be used from any thread. A place is given back when its ``Place`` goes.
package final class EventStreams: Sendable {
    private let limits: (officer: Int, daemon: Int)
    private let taken = Mutex<[OfficerID: Int]>([:])
    /// Waits until the next sign of life. Below how long a connection may pass no byte.
    let pause: @Sendable () async throws -> Void
    /// Whether a certificate, by its serial number, has been revoked.
    let isRevoked: @Sendable (String) -> Bool

    package init(
        perOfficer: Int = 4, perDaemon: Int = 200, isRevoked: @escaping @Sendable (String) -> Bool = { _ in false },
        pause: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(15)) }
    ) {
        limits = (perOfficer, perDaemon)
        self.isRevoked = isRevoked
        self.pause = pause
    }

    /// A place for one more stream. Throws `too-many-streams`.
    func place(for officer: OfficerID) throws(Problem) -> Place {
        let isFree = taken.withLock { taken in
            guard taken[officer, default: 0] < limits.officer, taken.values.reduce(0, +) < limits.daemon else { return false }
            taken[officer, default: 0] += 1
            return true
        }
        guard isFree else { throw Problem(.tooManyStreams) }
        return Place(officer: officer, streams: self)
    }

    private func giveBack(_ officer: OfficerID) {
        taken.withLock { taken in
            taken[officer, default: 1] -= 1
            if taken[officer] == 0 { taken[officer] = nil }
        }
    }

    /// How many are taken.
    package var count: Int { taken.withLock { $0.values.reduce(0, +) } }

    /// Held by a stream as long as it lasts, whatever ends it.
    final class Place: Sendable {
        private let officer: OfficerID
        private let streams: EventStreams

        fileprivate init(officer: OfficerID, streams: EventStreams) {
            self.officer = officer
            self.streams = streams
        }

        deinit { streams.giveBack(officer) }
    }
}
