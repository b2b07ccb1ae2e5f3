package import TransparencyLog

/// One log's state, in memory as it lies in the folder. An actor without suspension inside: its requests are serial, so that
/// checking and storing are one step.
package actor WatchedLog {
    package nonisolated let origin: String
    package nonisolated let originHash: String
    private let folder: WitnessFolder
    private var log: WitnessedLog

    /// - Throws: ``WitnessFault`` when what lies there can't be read or isn't signed as it must be.
    package init(keys: [NoteVerifier], cosigner: Cosigner, folder: WitnessFolder) throws(WitnessFault) {
        do {
            let name = try WitnessedLog(keys: keys, latest: nil, cosigner: cosigner).originHash
            log = try WitnessedLog(keys: keys, latest: try folder.latest(of: name), cosigner: cosigner)
        } catch let fault as WitnessFault {
            throw fault
        } catch {
            throw .damagedState(folder.path)
        }
        origin = log.origin
        originHash = log.originHash
        self.folder = folder
    }

    /// The checkpoint cosigned last.
    package var latest: SignedNote? { log.latest }

    /// Its size; 0 before the first.
    package var size: UInt64 { log.size }

    /// Checks, cosigns, stores; the cosignature leaves only when what it says is durable.
    ///
    /// When storing fails nothing leaves, and the old state goes on: whichever of the two the disk has, no cosignature is out that
    /// contradicts it.
    package func add(_ request: AddCheckpointRequest, at time: UInt64) throws -> NoteSignature {
        let next = try log.adding(request, at: time)
        guard let latest = next.latest, let cosignature = next.cosignature else { throw WitnessRefusal.cannotSign(.unknownSigner) }
        try folder.store(latest, of: originHash)
        log = next
        return cosignature
    }
}
