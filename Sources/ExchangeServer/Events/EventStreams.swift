import Exchange
import ExchangeAPI
import Synchronization

/// How many follow events, at most, and how often one who hears nothing is told that the stream still stands.
///
/// May be used from any thread. A place is given back when its ``Place`` goes.
package final class EventStreams: Sendable {
    /// What is taken: by organisation, as ``FairShares`` says, and by officer.
    private struct Taken: Sendable {
        var shares: FairShares<OrganisationID>
        var officers: [OfficerID: Int] = [:]
    }

    private let perOfficer: Int
    private let taken: Mutex<Taken>
    /// Waits until the next sign of life. Below how long a connection may pass no byte.
    let pause: @Sendable () async throws -> Void
    /// Whether a caller's certificate still counts.
    let isInStanding: @Sendable (ClientIdentity) -> Bool

    package init(
        perOfficer: Int = 4, perDaemon: Int = 200, isInStanding: @escaping @Sendable (ClientIdentity) -> Bool = { _ in true },
        pause: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(15)) }
    ) {
        self.perOfficer = perOfficer
        taken = Mutex(Taken(shares: FairShares(places: perDaemon)))
        self.isInStanding = isInStanding
        self.pause = pause
    }

    /// A place for one more stream. Throws `too-many-streams`.
    func place(for officer: OfficerID) throws(Problem) -> Place {
        let isFree = taken.withLock { taken in
            guard taken.officers[officer, default: 0] < perOfficer, taken.shares.take(officer.organisation) else { return false }
            taken.officers[officer, default: 0] += 1
            return true
        }
        guard isFree else { throw Problem(.tooManyStreams) }
        return Place(officer: officer, streams: self)
    }

    private func giveBack(_ officer: OfficerID) {
        taken.withLock { taken in
            taken.shares.giveBack(officer.organisation)
            taken.officers[officer, default: 1] -= 1
            if taken.officers[officer] == 0 { taken.officers[officer] = nil }
        }
    }

    /// How many are taken.
    package var count: Int { taken.withLock { $0.shares.taken } }

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
