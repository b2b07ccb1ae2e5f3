import Age
import Crypto
import Exchange
import Foundation

/// Opens a sealed payload as it arrives, and compares it with the signed manifest. Pure: bytes in, plaintext out.
///
/// What comes out before ``finish()`` has returned must not be shown to anybody.
struct PayloadOpening {
    private var opener: PayloadOpener
    private var hash = SHA256()
    private let digest: String
    /// Bytes of the sealed payload, as the manifest states.
    let expected: UInt64
    private(set) var received: UInt64 = 0

    /// Throws `header-unopened` when none of the identities opens the header, or a byte of it was changed.
    init(header: String, identities: [any Identity], manifest: DocumentManifest) throws(ClientError) {
        let key = try fileKey(in: header, identities)
        opener = PayloadOpener(fileKey: key)
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
        do { return try opener.update(sealed) } catch {
            throw .integrity("payload-damaged", "the payload doesn't open: \(error)")
        }
    }

    /// The rest of the plaintext. Throws `payload-truncated`, `payload-digest`, `payload-damaged`.
    mutating func finish() throws(ClientError) -> [UInt8] {
        guard received == expected else { throw .payloadTruncated }
        guard Hexadecimal.text(hash.finalize()) == digest else {
            throw .integrity("payload-digest", "the payload isn't the one whose SHA-256 the manifest states")
        }
        do { return try opener.finish() } catch {
            throw .integrity("payload-damaged", "the payload doesn't open: \(error)")
        }
    }
}

extension ClientError {
    static let payloadTruncated = ClientError.integrity("payload-truncated", "the payload ends before the size that its manifest states")
}

/// The file key in a header, base64.
func fileKey(in header: String, _ identities: [any Identity]) throws(ClientError) -> FileKey {
    guard let bytes = Data(base64Encoded: header) else {
        throw .integrity("header-unopened", "the document's header isn't base64")
    }
    do { return try Header(encoded: Array(bytes)).open(with: identities) } catch {
        throw .integrity(
            "header-unopened", "the document's header doesn't open: \(error)",
            hint: "check that the profile's identity belongs to your recipient in the directory")
    }
}
