import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient
import TransparencyLog
import WitnessServer

/// `kedja witness cosign`: one round for an organisation that can't run a server, over the officer's profile.
struct WitnessCosign: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("cosign", Words.Witness.cosign, discussion: Words.Witness.cosignDiscussion)
    }

    @OptionGroup var place: WitnessPlace
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let cosigner = try place.cosigner()
        let folder = try WitnessFolder(place.state)
        try await common.exchange { session in
            let keys = try await session.connection.newestLogKeys()
            let log = try WatchedLog(keys: keys.all, cosigner: cosigner, folder: folder)
            let size = await log.size
            let note = try await newest(session, from: size)
            let head = try Checkpoint(parsing: note.text)
            let line = try await cosign(note, head, log, from: size, session)
            let status = try await session.connection.plain(try .handIn(cosigned: try note.adding([line]).encoded))
            let count = Words.Witness.count(status.newest?.signed.count ?? 0, of: status.organisations, quorum: status.quorum)
            try session.output.show(status, [Words.Witness.cosigned(size: head.size).text, "\(Words.Witness.label.text): \(count.text)"])
        }
    }

    /// The checkpoint that others have cosigned, so that the cosignatures come together; else the newest of all.
    private func newest(_ session: Session, from size: UInt64) async throws -> SignedNote {
        if let note = try await session.connection.cosignedCheckpoint(), try Checkpoint(parsing: note.text).size >= size { return note }
        return try SignedNote(parsing: try await session.connection.checkpoint().text.utf8)
    }

    private func cosign(
        _ note: SignedNote, _ head: Checkpoint, _ log: WatchedLog, from size: UInt64, _ session: Session
    ) async throws -> NoteSignature {
        var proof: [LogHash] = []
        if size > 0, size < head.size {
            proof = try await session.connection.plain(.consistencyProof(from: size, to: head.size)).hashes.map { try LogHash(base64: $0) }
        }
        let request = try AddCheckpointRequest(oldSize: size, proof: proof, note: note)
        do { return try await log.add(request, at: WitnessPlace.now) } catch is WitnessRefusal {
            throw LocalFault(.verificationFailed, Words.Witness.forked, hint: Words.Witness.forkedHint)
        }
    }
}
