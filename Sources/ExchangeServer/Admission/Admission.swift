import Exchange
import ExchangeAPI
import Synchronization

/// Lets calls in, makes them wait, or refuses them with `overloaded`.
///
/// A refusal here is no decision about a person or a document: nothing was looked at, nothing was changed, and so nothing stands in the
/// audit log. The daemon's own log has its line, as of each call.
///
/// May be used from any thread. Where nobody waits it costs one lock and one small object. A place is given back when its ``Place`` goes.
package final class Admission: Sendable {
    /// What became of a call that had to wait.
    private enum Outcome: Sendable { case admitted, tooLong, gone }

    private enum Waiting: Sendable {
        /// Has its ticket, and isn't waiting yet.
        case arriving
        case waiting(CheckedContinuation<Outcome, Never>)
        case settled(Outcome)
    }

    private struct State: Sendable {
        var queue: AdmissionQueue
        var waiting: [AdmissionQueue.Ticket: Waiting] = [:]

        /// Tells a call that has waited what became of it: whom to resume, outside of the lock.
        mutating func settle(_ ticket: AdmissionQueue.Ticket, _ outcome: Outcome) -> CheckedContinuation<Outcome, Never>? {
            switch waiting[ticket] {
            case .arriving: waiting[ticket] = .settled(outcome)
            case .waiting(let continuation):
                waiting[ticket] = nil
                return continuation
            case .settled, nil: break
            }
            return nil
        }
    }

    private let state: Mutex<State>
    /// How long a call waits at most.
    private let patience: Duration
    private let pause: @Sendable (Duration) async throws -> Void

    /// - Parameter pause: what ends a call's patience.
    package init(
        _ bounds: AdmissionBounds, patience: Duration,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        state = Mutex(State(queue: AdmissionQueue(bounds)))
        self.patience = patience
        self.pause = pause
    }

    /// How many calls are under way, and how many wait.
    package var counts: (underWay: Int, waiting: Int) { state.withLock { $0.queue.counts } }

    /// A place for one more call of the organisation. Throws `overloaded` when none is free and too many wait, or none gets free soon
    /// enough.
    ///
    /// - Parameter whenGone: is given what to do when the client goes away; asked only for a call that must wait.
    func place(for organisation: OrganisationID, whenGone: (@escaping @Sendable () -> Void) -> Void = { _ in }) async throws(Problem)
        -> Place
    {
        let entry = state.withLock { state in
            let entry = state.queue.enter(organisation)
            if case .waits(let ticket) = entry { state.waiting[ticket] = .arriving }
            return entry
        }
        switch entry {
        case .admitted: break
        case .refused: throw Problem(.overloaded)
        case .waits(let ticket):
            whenGone { [weak self] in self?.giveUp(ticket, .gone) }
            guard await outcome(of: ticket) == .admitted else { throw Problem(.overloaded) }
        }
        return Place(organisation, self)
    }

    private func outcome(of ticket: AdmissionQueue.Ticket) async -> Outcome {
        let patient = Task { [pause, patience] in
            do { try await pause(patience) } catch { return }
            self.giveUp(ticket, .tooLong)
        }
        defer { patient.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let settled = state.withLock { state in
                    guard case .settled(let outcome) = state.waiting[ticket] else {
                        state.waiting[ticket] = .waiting(continuation)
                        return Outcome?.none
                    }
                    state.waiting[ticket] = nil
                    return outcome
                }
                if let settled { continuation.resume(returning: settled) }
            }
        } onCancel: {
            giveUp(ticket, .gone)
        }
    }

    private func giveUp(_ ticket: AdmissionQueue.Ticket, _ outcome: Outcome) {
        state.withLock { $0.queue.giveUp(ticket) ? $0.settle(ticket, outcome) : nil }?.resume(returning: outcome)
    }

    private func leave(_ organisation: OrganisationID) {
        let admitted = state.withLock { state in state.queue.leave(organisation).compactMap { state.settle($0, .admitted) } }
        for continuation in admitted { continuation.resume(returning: .admitted) }
    }

    /// Held by a call as long as it lasts, whatever ends it.
    final class Place: Sendable {
        private let organisation: OrganisationID
        private let admission: Admission

        fileprivate init(_ organisation: OrganisationID, _ admission: Admission) {
            self.organisation = organisation
            self.admission = admission
        }

        deinit { admission.leave(organisation) }
    }
}
