import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation

/// Deeds, done.
extension Lane {
    func perform(_ deed: Deed, _ cast: Cast) async throws {
        state.pending = deed
        cast.ledger.note("asked", lane: number, deed.name)
        let outcome: DeedOutcome =
            switch deed {
            case .upload(let content, let category): .document(try await upload(content, category, cast))
            case .consent(_, _, let posted): try await post(posted, as: cast.rut, cast) { _ in .done }
            case .withdrawal(_, let posted): try await post(posted, as: cast.rut, cast) { _ in .done }
            case .request(_, let posted): try await post(posted, as: cast.frida, cast) { .request($0.id) }
            case .answer(_, let posted): try await post(posted, as: cast.asa, cast) { _ in .done }
            }
        state.settle(deed, as: outcome)
        cast.ledger.note("acknowledged", lane: number, deed.name)
        cast.ledger.note(deed.name, lane: number)
    }

    private func post<Result>(
        _ posted: Posted<Result>, as player: DecisionStage.Player, _ cast: Cast, _ outcome: (Result) -> DeedOutcome
    ) async throws -> DeedOutcome {
        let first = try await player.connection.send(posted.call, idempotencyKey: posted.key)
        try cast.ledger.take(first.receipt, lane: number)
        let (told, index, who, lane) = (try WireJSON.encode(first.result), first.receipt.index, player.connection.me, number)
        again = { cast in
            let player = [cast.rut, cast.frida, cast.asa].first { $0.connection.me == who } ?? cast.rut
            let second = try await player.connection.send(posted.call, idempotencyKey: posted.key)
            try cast.ledger.take(second.receipt, lane: lane)
            try Loss.unless(
                try WireJSON.encode(second.result) == told && second.receipt.index == index,
                "a call that was made again got another answer: entry \(second.receipt.index) for \(index)")
        }
        return outcome(first.result)
    }

    private func upload(_ content: Content, _ category: Category, _ cast: Cast) async throws -> DocumentID {
        let path = cast.installation.path("content-\(content.seed)")
        if !FileManager.default.fileExists(atPath: path) { try Data(content.bytes).write(to: URL(filePath: path)) }
        let answer =
            byProgram ? try await uploadByProgram(path, category, cast) : try await uploadByLibrary(path, content, category, cast)
        try cast.ledger.take(answer.receipt, lane: number)
        try FileManager.default.removeItem(atPath: path)
        return answer.result.id
    }

    /// Goes on with an upload that was broken off.
    private func uploadByLibrary(
        _ path: String, _ content: Content, _ category: Category, _ cast: Cast
    ) async throws -> Answer<DocumentView> {
        let memory = try ProfileStore(folder: cast.installation.path("torture")).uploadMemory(for: "lane\(number)")
        if let unfinished = try memory.unfinished(at: now).first {
            cast.ledger.note("resumed", lane: number, unfinished.id.text)
            return try await continueUpload(
                unfinished.id, in: memory, identities: cast.rut.keys, over: cast.rut.connection, signer: cast.rut.signer, progress: { _ in }
            )
        }
        let plan = UploadPlan(
            caseID: state.caseID, participant: state.participant, category: category, release: .policy, name: "\(content.seed).bin",
            source: .file(path))
        let keeping = await UploadKeeping(in: memory, for: cast.rut.keys, over: cast.rut.connection)
        return try await uploadDocument(
            plan, over: cast.rut.connection, signer: cast.rut.signer, keeping: keeping, progress: { _ in })
    }

    private func uploadByProgram(_ path: String, _ category: Category, _ cast: Cast) async throws -> Answer<DocumentView> {
        let (installation, caseID) = (cast.installation, state.caseID)
        let notes = (try? FileManager.default.contentsOfDirectory(atPath: installation.path("profiles/uploads/rut"))) ?? []
        let target =
            notes.isEmpty
            ? [path, "--case", caseID.text, "--category", category.rawValue, "--release", "policy"] : ["--continue"]
        let run = try await aside { try installation.client(["document", "upload"] + target + ["--json", "--profile", "rut"]) }
        try run.requireAnswer()
        guard run.status == 0 else { throw Loss("\(run)") }
        return try WireJSON.decode(Answer<DocumentView>.self, from: Data(run.output.utf8))
    }
}
