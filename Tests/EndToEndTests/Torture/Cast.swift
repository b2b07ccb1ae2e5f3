import Age
import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation
import StorageContract

extension Installation {
    /// An officer at their desk, over a TLS connection of their own.
    func player(_ officer: String, clock: Clock = Clock { Timestamp(Date()) }) throws -> DecisionStage.Player {
        let store = ProfileStore(folder: path("profiles"))
        var profile = try store.load(String(officer.split(separator: "/")[1]))
        // The keys of log and directory, as the administrator's first call has pinned them.
        let pinned = try store.load("ada")
        (profile.logVerifierKey, profile.directoryRoot) = (pinned.logVerifierKey, pinned.directoryRoot)
        let file = try String(contentsOfFile: profile.identity, encoding: .utf8)
        guard let secret = file.split(separator: "\n").first(where: { $0.hasPrefix("AGE-SECRET-KEY-") }) else {
            throw StoryError("\(profile.identity) holds no key")
        }
        let connection = try ExchangeConnection(profile: profile, clock: clock, random: RandomSource { SystemBytes.draw($0) })
        return DecisionStage.Player(
            connection: connection, signer: try Signer(profile: profile), keys: OfficerKeys(try X25519Identity(String(secret))))
    }
}

/// Everybody who takes part in a torture's cases, with the connections of one life of the daemon.
struct Cast: Sendable {
    let installation: Installation
    let ledger: Ledger
    /// Registers, uploads, records consents and withdrawals.
    let rut: DecisionStage.Player
    /// Reads by consent.
    let vera: DecisionStage.Player
    /// Requests, and reads by approval.
    let frida: DecisionStage.Player
    /// Approves.
    let asa: DecisionStage.Player
    /// Reads the log.
    let gun: DecisionStage.Player

    init(_ installation: Installation, _ ledger: Ledger) throws {
        self.installation = installation
        self.ledger = ledger
        rut = try installation.player("sdf-angered/rut")
        vera = try installation.player("vagen-ut/vera")
        frida = try installation.player("fk/frida")
        asa = try installation.player("sdf-angered/asa")
        gun = try installation.player("sdf-angered/gun")
    }

    func close() async {
        for player in [rut, vera, frida, asa, gun] { await player.connection.shutdown() }
    }

    /// A person of their own, with a case in which all take part. For a daemon that nobody kills.
    func lane(_ number: Int, _ random: SeededRandom, byProgram: Bool = false) async throws -> Lane {
        let installation = installation
        let text = try await aside { try installation.register(number) }
        guard let participant = ParticipantID(text), let vera = OfficerID("vagen-ut/vera"), let frida = OfficerID("fk/frida") else {
            throw StoryError("no id: \(text)")
        }
        let opened = try await rut.send(.openCase(for: participant))
        for officer in [vera, frida] { _ = try await rut.send(.addOfficer(officer, to: opened.id)) }
        return Lane(number: number, of: LaneState(participant: participant, caseID: opened.id), random, byProgram: byProgram)
    }
}
