import Age
import Crypto
import Exchange
import Foundation

/// Takes a sealed payload in as it arrives and compares it with the signed manifest; gives out the plaintext, or the age file as it is
/// delivered. Pure: bytes in, bytes out.
///
/// What comes out before ``finish()`` has returned must not be shown to anybody.
struct PayloadOpening {
    /// `nil` gives out what comes in.
    private var opener: PayloadOpener?
    private var hash = SHA256()
    private let digest: String
    /// What stands before the payload in what is given out.
    let prefix: [UInt8]
    /// Bytes of the sealed payload, as the manifest states.
    let expected: UInt64
    private(set) var received: UInt64 = 0

    /// Opens the payload. Throws `header-unopened` when none of the identities opens the header, or a byte of it was changed.
    init(header: String, identities: OfficerKeys, manifest: DocumentManifest) async throws(ClientError) {
        try self.init(PayloadOpener(fileKey: try await fileKey(in: header, identities)), prefix: [], manifest)
    }

    /// Keeps header and payload as they are delivered, an age file. Nobody's identity is needed; the header is looked at, not opened.
    init(sealedWith header: String, manifest: DocumentManifest) throws(ClientError) {
        guard let bytes = bytes(base64: header), (try? Header(encoded: bytes)) != nil else {
            throw .integrity("header-unopened", "the document's header is none of an age file")
        }
        try self.init(nil, prefix: bytes, manifest)
    }

    private init(_ opener: PayloadOpener?, prefix: [UInt8], _ manifest: DocumentManifest) throws(ClientError) {
        self.opener = opener
        self.prefix = prefix
        digest = manifest.payloadDigest
        expected = manifest.payloadSize
        guard plaintextSize(sealedPayload: expected) != nil else {
            throw .integrity("manifest-size", "no document has a sealed payload of \(expected) bytes")
        }
    }

    /// Throws `payload-too-long`, `payload-damaged`.
    mutating func update(_ sealed: [UInt8]) throws(ClientError) -> [UInt8] {
        guard UInt64(sealed.count) <= expected - received else {
            throw .integrity("payload-too-long", "the payload is longer than its manifest states")
        }
        received += UInt64(sealed.count)
        hash.update(data: sealed)
        do { return try opener?.update(sealed) ?? sealed } catch { throw .payloadDamaged(error) }
    }

    /// The rest of what is given out. Throws `payload-truncated`, `payload-digest`, `payload-damaged`.
    mutating func finish() throws(ClientError) -> [UInt8] {
        guard received == expected else { throw .payloadTruncated }
        guard Hexadecimal.text(hash.finalize()) == digest else {
            throw .integrity("payload-digest", "the payload isn't the one whose SHA-256 the manifest states")
        }
        do { return try opener?.finish() ?? [] } catch { throw .payloadDamaged(error) }
    }
}

extension ClientError {
    static let payloadTruncated = ClientError.integrity("payload-truncated", "the payload ends before the size that its manifest states")

    static func payloadDamaged(_ error: any Error) -> ClientError {
        .integrity("payload-damaged", "the payload doesn't open: \(error)")
    }
}
