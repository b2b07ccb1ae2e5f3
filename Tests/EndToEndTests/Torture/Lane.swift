import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation
import StorageContract

/// One actor: works on a case of their own, one deed after the other, and knows what was acknowledged.
actor Lane {
    let number: Int
    var state: LaneState
    let random: SeededRandom
    /// Whether documents go in and out by the real program.
    let byProgram: Bool
    /// Makes the newest acknowledged call again, with its key: the answer must be the same, from the same entry.
    var again: (@Sendable (Cast) async throws -> Void)?

    init(number: Int, of state: LaneState, _ random: SeededRandom, byProgram: Bool) {
        self.number = number
        self.state = state
        self.random = random
        self.byProgram = byProgram
    }

    // MARK: Working until nobody answers

    /// Does what comes by chance, beginning with what wasn't answered the last time. `beforeEach` is called before each deed.
    func work(_ cast: Cast, beforeEach: @Sendable () -> Void) async throws {
        do {
            if let pending = state.pending { try await perform(pending, cast) }
            while !Task.isCancelled {
                beforeEach()
                if let deed = try nextDeed(cast) { try await perform(deed, cast) } else { try await readSomething(cast) }
            }
        } catch  where error.daemonIsGone {
            return
        }
    }

    /// A small story from end to end. False when the daemon died in it.
    func story(_ cast: Cast) async throws -> Bool {
        do {
            try await perform(.upload(Content(seed: random.below(1 << 40), size: 150_000), .kartlaggning), cast)
            guard let document = state.documents.keys.min() else { throw Loss("an upload made no document") }
            try await perform(try consent([.kartlaggning], cast), cast)
            try await read(document, .kartlaggning, cast)
            try await perform(try request(document), cast)
            guard let request = state.requests.keys.min() else { throw Loss("a request made no request") }
            try await perform(try answer(request, for: document, cast), cast)
            try await read(document, .kartlaggning, cast)
            guard let consent = state.consents.keys.min() else { throw Loss("a consent made no consent") }
            try await perform(try withdrawal(consent, cast), cast)
            try await read(document, .kartlaggning, cast)
            return true
        } catch  where error.daemonIsGone {
            return false
        }
    }

    /// A commit, and nothing besides.
    func giveConsent(_ cast: Cast) async throws { try await perform(try consent([.kartlaggning], cast), cast) }

    /// Several parts, a payload that's kept, and a commit.
    func sendDocument(_ cast: Cast) async throws {
        try await perform(.upload(Content(seed: random.below(1 << 40), size: 150_000), .kartlaggning), cast)
    }

    /// What was under way is done again as it was: it's there once.
    func finishPending(_ cast: Cast) async throws {
        if let pending = state.pending { try await perform(pending, cast) }
    }

    /// The newest acknowledged call, made once more.
    func repeatLast(_ cast: Cast) async throws { try await again?(cast) }

    // MARK: What to do next

    private func nextDeed(_ cast: Cast) throws -> Deed? {
        let roll = random.below(100)
        let standing = state.consents.filter { !$0.value.isWithdrawn }.keys.sorted()
        let open = state.requests.filter { !$0.value.isAnswered }.sorted { $0.key < $1.key }
        if state.documents.isEmpty || (roll < 20 && state.documents.count < 15) {
            // Most fit in one part, some take many.
            let size = random.below(4) == 0 ? 200_000 + random.below(1_000_000) : random.below(60_000)
            return .upload(Content(seed: random.below(1 << 40), size: Int(size)), random.below(2) == 0 ? .kartlaggning : .planering)
        }
        if roll < 40, standing.count < 2 {
            return try consent([[.kartlaggning], [.planering], [.kartlaggning, .planering]][Int(random.below(3))], cast)
        }
        if roll < 55, let consent = standing.first { return try withdrawal(consent, cast) }
        if roll < 65, let (id, request) = open.first { return try answer(id, for: request.document, cast) }
        if roll < 75, open.isEmpty, let document = someDocument { return try request(document) }
        return nil
    }

    private var someDocument: DocumentID? {
        let documents = state.documents.keys.sorted()
        return documents.isEmpty ? nil : documents[Int(random.below(UInt64(documents.count)))]
    }

    private func readSomething(_ cast: Cast) async throws {
        guard let document = someDocument, let category = state.documents[document]?.category else { return }
        try await read(document, category, cast)
    }
}
