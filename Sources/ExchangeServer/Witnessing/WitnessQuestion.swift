package import TransparencyLog

/// Asks a witness to cosign a checkpoint (C2SP tlog-witness, "add-checkpoint"). It tells the size that it cosigned last, so nothing need be
/// remembered here.
package struct WitnessQuestion: Sendable {
    package enum Answer: Hashable, Sendable {
        /// The checkpoint, with this witness's cosignature, which verifies.
        case cosigned(SignedNote)
        /// It has cosigned a tree of this size, and the checkpoint's is smaller.
        case ahead(UInt64)
        /// It answered with this status: 422 where the log isn't a continuation of what it has cosigned, 409 where its tree of this size is another.
        case refused(status: Int)
        /// It told another size each time.
        case unsettled
    }

    private let call: WitnessCall
    private let proof: @Sendable (_ old: UInt64, _ new: UInt64) async throws -> [LogHash]

    /// - Parameter proof: that the tree of one size begins with that of another (RFC 6962 §2.1.2).
    package init(call: @escaping WitnessCall, proof: @escaping @Sendable (_ old: UInt64, _ new: UInt64) async throws -> [LogHash]) {
        self.call = call
        self.proof = proof
    }

    /// Throws what the call or the proof throws, and `LogError` where the checkpoint or the cosignature isn't one.
    package func ask(_ witness: ConfiguredWitness, to bytes: [UInt8]) async throws -> Answer {
        let note = try SignedNote(parsing: bytes)
        let checkpoint = try Checkpoint(parsing: note.text)
        var old: UInt64 = 0
        for _ in 0..<3 {
            let hashes = old > 0 ? try await proof(old, checkpoint.size) : []
            let request = try AddCheckpointRequest(oldSize: old, proof: hashes, note: note)
            let answer = try await call((witness.url ?? "") + "/add-checkpoint", Array(request.encoded.utf8))
            if let size = answer.conflict {
                guard size <= checkpoint.size else { return .ahead(size) }
                guard size != old else { return .refused(status: answer.status) }
                old = size
                continue
            }
            guard answer.status == 200 else { return .refused(status: answer.status) }
            let lines = try NoteSignature.lines(parsing: answer.body).filter {
                $0.keyID == witness.key.keyID && $0.name == witness.key.name
            }
            let cosigned = try note.adding(lines)
            try witness.key.verify(cosigned)
            return .cosigned(cosigned)
        }
        return .unsettled
    }
}
