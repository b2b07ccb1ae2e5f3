import Exchange
import ExchangeAPI
import ExchangeClient
import SignedRecords
import TransparencyLog

/// Looks, after a restart, whether all that was acknowledged is there and nothing half done is.
struct Inspection {
    let cast: Cast

    private var ledger: Ledger { cast.ledger }

    /// The log first, for what is there is held against it; then each case.
    func run(_ lanes: [Lane]) async throws {
        try await readLog()
        try await readEntries()
        let requests = try await readRequests()
        for lane in lanes {
            let state = await lane.state
            try await inspectDocuments(state)
            try await inspectConsents(state)
            try inspectRequests(state, requests.filter { $0.participant == state.participant })
        }
        try ledger.requireNothingMissing()
        for lane in lanes {
            try await lane.repeatLast(cast)
            if let (document, about) = await lane.state.documents.min(by: { $0.key < $1.key }) {
                try await lane.read(document, about.category, cast)
            }
        }
    }

    private func readLog() async throws {
        let head = try await cast.gun.connection.checkpoint().checkpoint
        while ledger.leafCount < head.size {
            let page = try await cast.gun.connection.plain(.leaves(from: ledger.leafCount))
            try Loss.unless(!page.leaves.isEmpty, "the checkpoint is of \(head.size) entries, and the log has \(ledger.leafCount)")
            try ledger.append(page.leaves)
        }
        try ledger.take(head)
        try ledger.verify()
    }

    private func readEntries() async throws {
        while true {
            let page = try await cast.gun.connection.send(.audit(AuditSearchBody(filter: EntryFilter(), from: ledger.audited)))
            try ledger.take(page.receipt, lane: -1)
            ledger.audit(page.result.entries)
            if page.result.next == nil { return }
        }
    }

    private func readRequests() async throws -> [RequestView] {
        var (requests, last): ([RequestView], RequestID?) = ([], nil)
        repeat {
            let page = try await cast.frida.connection.send(.requests(in: .mine, after: last))
            try ledger.take(page.receipt, lane: -1)
            requests += page.result.requests
            last = page.result.next
        } while last != nil
        return requests
    }

    // MARK: A case

    private func inspectDocuments(_ state: LaneState) async throws {
        let listed = try await cast.rut.send(.documents(of: state.caseID))
        let ids = Set(listed.map(\.id))
        for id in state.documents.keys { try Loss.unless(ids.contains(id), "the document \(id), which was acknowledged, is gone") }
        let others = ids.subtracting(state.documents.keys)
        if case .upload(let content, _) = state.pending {
            try Loss.unless(others.count <= 1, "one upload was under way, and \(others.count) documents have come of it")
            for id in others { try await requireWhole(id, content) }
        } else {
            try Loss.unless(others.isEmpty, "there are documents that nobody uploaded: \(others)")
        }
        for (id, document) in state.documents { try await requireWhole(id, document.content) }
        for document in listed {
            try ledger.require(.uploadDocument, try digest(document.manifest), "the document \(document.id)")
        }
    }

    /// What is listed can be fetched, by its owner's officer, and is what was sent.
    private func requireWhole(_ id: DocumentID, _ content: Content) async throws {
        do {
            let isRead = try await cast.reads(id, content, as: cast.rut, for: .planering, lane: -1)
            try Loss.unless(isRead, "\(id) is listed, and its owner can't read it")
        } catch let error as ClientError {
            throw Loss("\(id) is listed, and can't be fetched: \(error.code): \(error)")
        }
    }

    private func inspectConsents(_ state: LaneState) async throws {
        let listed = try await cast.rut.send(.consents(of: state.participant))
        for (id, consent) in state.consents {
            guard let view = listed.first(where: { $0.id == id }) else { throw Loss("the consent \(id), which was acknowledged, is gone") }
            if consent.isWithdrawn {
                try Loss.unless(view.state == .withdrawn, "the withdrawal of \(id) was acknowledged, and it's \(view.state.rawValue)")
            } else if case .withdrawal(id, _) = state.pending {
                try Loss.unless([.given, .withdrawn].contains(view.state), "\(id) is \(view.state.rawValue)")
            } else {
                try Loss.unless(view.state == .given, "\(id) is \(view.state.rawValue), though nobody withdrew it")
            }
        }
        for view in listed where state.consents[view.id] == nil {
            guard case .consent(view.id, _, _) = state.pending else { throw Loss("there is a consent that nobody recorded: \(view.id)") }
        }
        for view in listed {
            try ledger.require(.recordConsent, try digest(view.record), "the consent \(view.id)")
            for record in view.withdrawals { try ledger.require(.withdrawConsent, try digest(record), "a withdrawal of \(view.id)") }
        }
    }

    private func inspectRequests(_ state: LaneState, _ listed: [RequestView]) throws {
        for (id, request) in state.requests {
            guard let view = listed.first(where: { $0.id == id }) else { throw Loss("the request \(id), which was acknowledged, is gone") }
            var isAnswering = false
            if case .answer(id, _) = state.pending { isAnswering = true }
            let allowed: [RequestState] = request.isAnswered ? [.approved] : isAnswering ? [.open, .approved] : [.open]
            try Loss.unless(allowed.contains(view.state), "the request \(id) is \(view.state.rawValue)")
        }
        let others = listed.filter { state.requests[$0.id] == nil }
        if case .request(let document, _) = state.pending {
            try Loss.unless(others.count <= 1 && others.allSatisfy { $0.documents.map(\.document) == [document] }, "one request became two")
        } else {
            try Loss.unless(others.isEmpty, "there are requests that nobody made: \(others.map(\.id))")
        }
        for view in listed {
            try Loss.unless((view.state == .approved) == (view.answer != nil), "the request \(view.id) is answered by half")
            if let answer = view.answer { try ledger.require(.answerRequest, try digest(answer), "the answer to \(view.id)") }
        }
    }

    private func digest(_ record: String) throws -> String { try SignedRecord(parsing: Array(record.utf8)).digest }
}
