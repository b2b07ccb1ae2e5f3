import Crypto

/// One part of an upload on its way into storage: how far it has come, its digest, and the payload's up to there where this process knows it.
package struct ArrivingPart: Sendable {
    /// What is known of the payload's bytes up to `stored`.
    private enum Known {
        /// The part is the payload's first: one hash does for both.
        case sameAsPart
        case hash(SHA256)
        /// This process hasn't seen them all.
        case nothing

        consuming func updated(with piece: [UInt8]) -> Known {
            guard case .hash(var hash) = self else { return self }
            hash.update(data: piece)
            return .hash(hash)
        }
    }

    package let upload: UploadID
    /// Where it begins.
    package let offset: UInt64
    /// How the upload's bytes stand now.
    private(set) var state: UploadState
    private var hash = SHA256()
    private var payload: Known

    /// - Parameter known: the hash of the payload up to here.
    init(upload: UploadID, state: UploadState, known: SHA256?) {
        self.upload = upload
        offset = state.size
        self.state = state
        payload = state.size == 0 ? .sameAsPart : known.map(Known.hash) ?? .nothing
    }

    /// The upload's size in storage.
    package var stored: UInt64 { state.size }

    /// SHA-256 of the part's bytes so far, 32 bytes.
    package var digest: [UInt8] { Array(hash.finalize()) }

    var payloadHash: SHA256? {
        switch payload {
        case .sameAsPart: hash
        case .hash(let hash): hash
        case .nothing: nil
        }
    }

    /// Takes a piece into the digests. It counts once storage has it, too: ``advance(_:)``.
    mutating func hash(_ piece: [UInt8]) {
        hash.update(data: piece)
        let known = payload
        // So that the hash has one owner and isn't copied.
        payload = .nothing
        payload = known.updated(with: piece)
    }

    /// The piece is in storage. Where somebody else has changed the upload since the piece before, nothing is known of the payload any more.
    mutating func advance(_ append: UploadAppend) {
        if append.before != state { payload = .nothing }
        state = append.after
    }
}

extension Exchange {
    /// Checks that bytes may be added to an upload at `offset`, before any are read.
    package func beginPart(of id: UploadID, at offset: UInt64, by caller: OfficerID) async throws(ExchangeError) -> ArrivingPart {
        if try await !hasUpload(id, caller) { try await refuseUnknown(.uploadDocument, id.text, by: caller) }
        let state = try await blobbing { try await blobs.uploadState(id) }
        guard state.size == offset else {
            throw ExchangeError(.uploadOffset, "the exchange has \(state.size) bytes of this upload, not \(offset); go on from there")
        }
        return ArrivingPart(upload: id, state: state, known: arrivals.take(id, at: state))
    }

    /// Adds bytes to the part, hashing them while storage writes them. Several calls make up one; `cutBack` undoes it when it turned out
    /// damaged, and is all that the part is good for after an error.
    package func append(_ bytes: [UInt8], to part: inout ArrivingPart) async throws(ExchangeError) {
        guard part.stored + UInt64(bytes.count) <= limits.payloadSize else {
            throw ExchangeError(.tooLarge, "a document may have at most \(limits.payloadSize) bytes; split it")
        }
        let (upload, offset) = (part.upload, part.stored)
        async let writing = blobs.append(bytes, to: upload, at: offset)
        part.hash(bytes)
        do { part.advance(try await writing) } catch { throw failure(of: error) }
        tally.bytesTaken.add(UInt64(bytes.count))
    }

    /// The part is whole and has its digest: the payload's goes on from here.
    package func endPart(_ part: ArrivingPart) {
        guard let hash = part.payloadHash else { return }
        let now = clock.now()
        arrivals.keep(hash, of: part.upload, at: part.state, until: now + limits.uploadLifetime, now: now)
    }

    /// Takes the part's bytes away again. The payload's digest is forgotten with them: completion reads the bytes from storage.
    package func cutBack(_ part: ArrivingPart) async throws(ExchangeError) {
        guard part.stored > part.offset else { return }
        try await blobbing { try await blobs.truncate(part.upload, to: part.offset) }
    }
}
