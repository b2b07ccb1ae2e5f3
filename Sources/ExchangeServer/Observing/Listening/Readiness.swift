import Synchronization

/// Whether calls are to be sent to this daemon, for a balancer or an upgrade that waits.
///
/// Ready means: it takes calls, isn't about to end, and its storage can be read and written. Asking does both, in a transaction that changes
/// nothing; only one such look is under way at a time, so asking often costs nothing and can't pile up behind a disk that hangs.
package final class Readiness: Sendable {
    /// Why it isn't ready, by names that stay the same.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        /// It doesn't take calls yet.
        case starting
        /// It has been told to end: calls under way are answered, new ones are better sent elsewhere.
        case stopping
        case storageUnreadable = "storage-unreadable"
        case storageUnwritable = "storage-unwritable"
        /// The look has taken too long and isn't over.
        case storageSlow = "storage-slow"
        /// Less is free on the data folder's disk than a part of an upload takes.
        case diskFull = "disk-full"
    }

    private enum Phase {
        case starting, serving, stopping
    }

    /// How storage is looked at; each throws when it can't be done.
    package struct Look: Sendable {
        let read: @Sendable () async throws -> Void
        let write: @Sendable () async throws -> Void
        /// Whether there's room to write.
        let hasRoom: @Sendable () -> Bool

        package init(
            read: @escaping @Sendable () async throws -> Void, write: @escaping @Sendable () async throws -> Void,
            hasRoom: @escaping @Sendable () -> Bool
        ) {
            self.read = read
            self.write = write
            self.hasRoom = hasRoom
        }
    }

    private struct State {
        var phase = Phase.starting
        var looking: Task<Reason?, Never>?
    }

    private let look: Look
    private let patience: @Sendable () async -> Void
    private let state = Mutex(State())

    /// - Parameter patience: waits for as long as a look may take.
    package init(look: Look, patience: @escaping @Sendable () async -> Void) {
        self.look = look
        self.patience = patience
    }

    /// Calls are taken from now on.
    package func noteServing() {
        state.withLock { if $0.phase == .starting { $0.phase = .serving } }
    }

    /// It has been told to end; there's no way back.
    package func noteStopping() { state.withLock { $0.phase = .stopping } }

    /// Why it isn't ready; `nil` when it is.
    package func reason() async -> Reason? {
        switch state.withLock(\.phase) {
        case .starting: .starting
        case .stopping: .stopping
        case .serving: await storageReason()
        }
    }

    private func storageReason() async -> Reason? {
        let looking = state.withLock { state in
            let looking = state.looking ?? Task { await lookAtStorage() }
            state.looking = looking
            return looking
        }
        return await first(of: looking)
    }

    private func lookAtStorage() async -> Reason? {
        defer { state.withLock { $0.looking = nil } }
        do { try await look.read() } catch { return .storageUnreadable }
        guard look.hasRoom() else { return .diskFull }
        do { try await look.write() } catch { return .storageUnwritable }
        return nil
    }

    /// The look's answer, or that it takes too long; it goes on by itself then, and whoever asks next waits for the same one.
    private func first(of looking: Task<Reason?, Never>) async -> Reason? {
        let waiting = Waiting()
        let late = Task {
            await patience()
            waiting.resume(.storageSlow)
        }
        Task { waiting.resume(await looking.value) }
        let reason = await waiting.value()
        late.cancel()
        return reason
    }

    /// Goes on with what comes first.
    private final class Waiting: Sendable {
        private enum State {
            case nothing
            case waited(CheckedContinuation<Reason?, Never>)
            case came(Reason?)
        }

        private let state = Mutex(State.nothing)

        func value() async -> Reason? {
            await withCheckedContinuation { continuation in
                let came: Reason?? = state.withLock { state in
                    guard case .came(let reason) = state else {
                        state = .waited(continuation)
                        return nil
                    }
                    return .some(reason)
                }
                if case .some(let reason) = came { continuation.resume(returning: reason) }
            }
        }

        func resume(_ reason: Reason?) {
            let waiter = state.withLock { state -> CheckedContinuation<Reason?, Never>? in
                if case .came = state { return nil }
                let before = state
                state = .came(reason)
                if case .waited(let continuation) = before { return continuation }
                return nil
            }
            waiter?.resume(returning: reason)
        }
    }
}
