package import TransparencyLog

/// The keys of a log that somebody was given, to verify what is kept of it without asking anybody.
package struct GivenLogKeys: CheckpointVerifier {
    /// All of them.
    package let all: [NoteVerifier]
    /// How they follow one another, where that is known: then each counts for the sizes alone that it signed.
    private let chain: LogKeys?

    /// Keys of which it isn't known when each was in force.
    package init(_ keys: [NoteVerifier]) {
        all = keys
        chain = nil
    }

    /// All keys that statements lead to.
    package init(_ chain: LogKeys) {
        all = chain.all
        self.chain = chain
    }

    /// What was stated when one took the place of another; `nil` when it isn't known.
    package var statements: [LogKeyStatement]? { chain?.statements }

    /// The key that a note names, else the first.
    package func signer(of note: SignedNote) -> NoteVerifier? {
        all.first { key in note.signatures.contains { $0.keyID == key.keyID && $0.name == key.name } } ?? all.first
    }

    package func checkpoint(in note: SignedNote) throws(LogError) -> Checkpoint {
        if let chain { return try chain.checkpoint(in: note) }
        guard let signer = signer(of: note) else { throw .unknownSigner }
        return try signer.checkpoint(in: note)
    }
}
