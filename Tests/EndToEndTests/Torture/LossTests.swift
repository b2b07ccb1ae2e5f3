import Exchange
import Foundation
import GRDB
import StorageContract
import Testing

/// Torture would see a loss: between the kill and the next start something that was acknowledged is taken away.
@Suite(.serialized, .ownThreads) struct LossTests {
    enum Theft: String, CaseIterable, Sendable {
        case nothing, payload, document, consent, withdrawal, lastCommit

        /// What torture says.
        var words: String {
            switch self {
            case .nothing: ""
            case .payload: "is listed, and can't be fetched"
            case .document: "the document"
            case .consent: "the consent"
            case .withdrawal: "the withdrawal of"
            // As after a commit that was answered and never synced.
            case .lastCommit: "was seen"
            }
        }
    }

    @Test(arguments: Theft.allCases) func whatIsLostIsSeen(_ theft: Theft) async throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let torture = try Torture(installation, seed: 1, ledger: nil)
        let cast = try Cast(installation, torture.ledger)
        let lane = try await cast.lane(1, SeededRandom(seed: 1))
        #expect(try await lane.story(cast))
        if theft == .lastCommit {
            try await torture.kill()
            try installation.copyData(to: "before")
            try await torture.restart()
            let cast = try Cast(installation, torture.ledger)
            try await lane.giveConsent(cast)
            await cast.close()
        }
        await cast.close()
        try await torture.kill()
        try commit(theft, in: installation)
        try await torture.restart()
        if theft == .nothing { return try await torture.inspect([lane]) }
        let loss = await #expect(throws: Loss.self) { try await torture.inspect([lane]) }
        #expect(loss?.description.contains(theft.words) == true, "\(theft): \(String(describing: loss))")
    }

    private func commit(_ theft: Theft, in installation: Installation) throws {
        switch theft {
        case .nothing: return
        case .payload: try FileManager.default.removeItem(atPath: try installation.payload(in: installation.path("data")))
        case .document:
            // A request for it would be found half gone first.
            try change(installation, "DELETE FROM request_documents")
            try change(installation, "DELETE FROM requests")
            try change(installation, "DELETE FROM documents")
        case .consent: try change(installation, "DELETE FROM consents")
        case .withdrawal:
            try change(installation, "DELETE FROM withdrawals")
            try change(installation, "UPDATE consents SET withdrawn_at = NULL, withdrawals = 0")
        case .lastCommit:
            try FileManager.default.removeItem(atPath: installation.path("data"))
            try FileManager.default.moveItem(atPath: installation.path("before"), toPath: installation.path("data"))
        }
    }

    private func change(_ installation: Installation, _ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: installation.path("data/kedja.sqlite"), configuration: configuration)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }
}

extension Torture {
    fileprivate func kill() async throws {
        let installation = installation
        try await aside { installation.killDaemon() }
    }
}

extension Installation {
    fileprivate func copyData(to name: String) throws {
        let run = try Program.run(["cp", "-a", path("data"), path(name)], in: folder)
        guard run.status == 0 else { throw StoryError("\(run)") }
    }
}
