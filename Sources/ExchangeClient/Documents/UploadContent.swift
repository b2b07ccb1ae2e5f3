import Age
import Exchange

/// What an upload sends: a header, and the sealed payload that it belongs to.
struct UploadContent {
    /// The age header, encoded.
    let header: [UInt8]
    var bytes: any SealedBytes
    /// What seals the payload here; `nil` for one that was sealed elsewhere.
    let key: PayloadKey?
    /// How the file looks; `nil` for standard input, which can't be read again.
    let stamp: SourceStamp?
}

/// The source of an upload, opened and judged as far as can be before the exchange is asked for a ticket.
enum UploadSource {
    case plain(SourceReader)
    case sealed(LyingBytes, SourceStamp?)

    /// Throws `not-an-age-file`, `sealed-truncated`; `sealed-for-others` where the header of a file for the exchange can't be.
    init(_ plan: UploadPlan) async throws(ClientError) {
        let reader = try SourceReader(plan.source)
        guard plan.isSealed else {
            self = .plain(reader)
            return
        }
        var bytes = try LyingBytes(reader)
        if reader.total != nil {
            try requirePayload(of: try await bytes.size())
            bytes = try LyingBytes(try SourceReader(plan.source))
        }
        if plan.release == .policy {
            guard bytes.header.stanzas.contains(where: { $0.type == "mlkem768x25519" }) else { throw .sealedForOthers }
        }
        self = .sealed(bytes, reader.stamp)
    }

    /// Seals what isn't sealed yet, to whom the ticket names; throws `sealed-for-others` where what is sealed can't be for them.
    func content(_ ticket: UploadTicket, _ release: ReleaseMode, random: RandomSource) throws(ClientError) -> UploadContent {
        switch self {
        case .plain(let reader):
            let sealing = try UploadSealing(ticket, release, random: random)
            return UploadContent(
                header: sealing.header, bytes: try SealingBytes(reader, key: sealing.key), key: sealing.key, stamp: reader.stamp)
        case .sealed(let bytes, let stamp):
            guard bytes.header.couldBe(for: try ticket.recipients(for: release)) else { throw .sealedForOthers }
            return UploadContent(header: bytes.header.encoded, bytes: bytes, key: nil, stamp: stamp)
        }
    }
}

/// A payload has a nonce and whole chunks (C2SP age.md, "Payload"); a length that none can have was cut.
func requirePayload(of size: UInt64) throws(ClientError) {
    guard plaintextSize(sealedPayload: size) != nil else {
        throw .local("sealed-truncated", "the sealed file is cut short: no payload has \(size) bytes", hint: "seal or fetch it again")
    }
}

extension ClientError {
    fileprivate static let sealedForOthers = ClientError.local(
        "sealed-for-others", "the sealed file isn't for those who must be able to open it",
        hint: "seal it to the exchange's recipient alone, or for owner release to all approvers of your organisation")
}
