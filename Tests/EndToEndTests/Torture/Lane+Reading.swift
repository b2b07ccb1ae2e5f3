import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation

/// Reading, held against what was acknowledged.
extension Lane {
    /// By consent, and by approval: what must be permitted comes as it was sent, and what must not is refused.
    func read(_ document: DocumentID, _ category: Category, _ cast: Cast) async throws {
        guard let content = state.documents[document]?.content else { return }
        let byConsent = try await reads(document, content, as: cast.vera, for: .planering, cast)
        try state.readableByConsent(category).require(byConsent, "reading \(document) by consent")
        let byApproval = try await reads(document, content, as: cast.frida, for: .ersattning, cast)
        try state.readableByApproval(document).require(byApproval, "reading \(document) by approval")
    }

    private func reads(
        _ document: DocumentID, _ content: Content, as player: DecisionStage.Player, for purpose: Purpose, _ cast: Cast
    ) async throws -> Bool {
        if byProgram, player.connection.me == cast.vera.connection.me { return try await readsByProgram(document, content, cast) }
        return try await cast.reads(document, content, as: player, for: purpose, lane: number)
    }

    private func readsByProgram(_ document: DocumentID, _ content: Content, _ cast: Cast) async throws -> Bool {
        let (installation, target) = (cast.installation, cast.installation.path("read-\(UUID().uuidString)"))
        defer { for end in ["", ".\(document).partial"] { unlink(target + end) } }
        let run = try await aside {
            try installation.kedja("vera", "document", "get", document.text, "--purpose", "planering", "-o", target)
        }
        try run.requireAnswer()
        if run.status == 3 { return false }
        guard run.status == 0 else { throw Loss("\(run)") }
        try Loss.unless(FileManager.default.contents(atPath: target) == Data(content.bytes), "\(document) isn't what was sent")
        return true
    }
}

extension Expectation {
    func require(_ isPermitted: Bool, _ what: String) throws {
        switch self {
        case .either: break
        case .permitted: try Loss.unless(isPermitted, "\(what) was refused, though it was acknowledged that it's permitted")
        case .refused: try Loss.unless(!isPermitted, "\(what) was permitted, though it was acknowledged that it's over, or never was")
        }
    }
}

extension Cast {
    /// Whether an officer may read a document; what they read is what was sent.
    func reads(
        _ document: DocumentID, _ content: Content?, as player: DecisionStage.Player, for purpose: Purpose, lane: Int
    ) async throws -> Bool {
        let target = installation.path("read-\(UUID().uuidString)")
        defer { for end in ["", ".\(document).partial"] { unlink(target + end) } }
        do {
            let got = try await getDocument(
                document, purpose: purpose, to: .file(target), over: player.connection, identities: player.keys, progress: { _ in })
            try ledger.take(got.receipt, lane: lane)
        } catch  where error.isRefusal {
            return false
        }
        guard let content else { return true }
        try Loss.unless(FileManager.default.contents(atPath: target) == Data(content.bytes), "\(document) isn't what was sent")
        return true
    }
}

extension Run {
    /// The program says that nobody answered. A daemon that answered that it can't is a loss.
    func requireAnswer() throws {
        guard status == 6 else { return }
        try Loss.unless(!errors.contains("storage-") && !errors.contains("internal-failure"), "\(self)")
        throw ClientError(.unavailable, "unreachable", "the program found nobody")
    }
}
