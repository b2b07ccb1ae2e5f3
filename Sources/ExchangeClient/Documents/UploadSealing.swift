import Age
import Exchange
import Foundation

/// A fresh file key, the header that wraps it for those who may open the document, and the payload's sealer.
struct UploadSealing: Sendable {
    /// The age header, encoded.
    let header: [UInt8]
    let key: PayloadKey

    /// `policy`: sealed to the exchange. `owner`: to the approvers that the ticket names, and nobody else.
    init(_ ticket: UploadTicket, _ release: ReleaseMode, random: RandomSource) throws(ClientError) {
        let recipients = try ticket.recipients(for: release)
        do throws(AgeError) {
            let fileKey = try FileKey(random: { random.bytes($0) })
            header = try Header(sealing: fileKey, to: recipients, random: { random.bytes($0) }).encoded
            key = PayloadKey(fileKey: fileKey, nonce: random.bytes(PayloadSealer.nonceByteCount))
        } catch {
            throw .integrity("malformed-ticket", "the document can't be sealed to whom the exchange names: \(error)")
        }
    }
}

extension UploadTicket {
    /// Whom a document is sealed to. Throws `malformed-ticket`.
    func recipients(for release: ReleaseMode) throws(ClientError) -> [any Recipient] {
        let texts = release == .policy ? [exchangeRecipient].compactMap { $0 } : holders.map(\.recipient)
        guard !texts.isEmpty else { throw .integrity("malformed-ticket", "the exchange names nobody to seal the document to") }
        do { return try ExchangeClient.recipients(texts) } catch {
            throw .integrity("malformed-ticket", "the document can't be sealed to whom the exchange names: \(error)")
        }
    }
}

/// What seals one payload, and never another. Who has it can open the document.
struct PayloadKey: Sendable {
    let fileKey: FileKey
    let nonce: [UInt8]

    init(fileKey: FileKey, nonce: [UInt8]) {
        self.fileKey = fileKey
        self.nonce = nonce
    }

    /// A sealer at the payload's start.
    func sealer() throws(ClientError) -> PayloadSealer {
        do { return try PayloadSealer(fileKey: fileKey, nonce: nonce) } catch {
            throw .local("sealing-failed", "the document can't be sealed: \(error)")
        }
    }

    /// Sealed to the officer who uploads, base64.
    func kept(for recipient: any Recipient, random: RandomSource) throws(ClientError) -> String {
        do {
            return base64(try WholeFile.seal(fileKey.exposedBytes + nonce, to: [recipient], random: { random.bytes($0) }))
        } catch { throw .local("sealing-failed", "the upload's key can't be sealed: \(error)") }
    }

    /// Throws `upload-key-unopened`, and what a token or a passphrase does.
    init(kept text: String, opening identities: OfficerKeys) async throws(ClientError) {
        guard let file = ExchangeClient.bytes(base64: text), let (header, length) = try? Header.parse(file) else {
            throw .uploadKeyUnopened
        }
        let opener: PayloadOpener
        do throws(ClientError) { opener = PayloadOpener(fileKey: try await identities.fileKey(of: header)) } catch {
            throw error.code == "header-unopened" ? .uploadKeyUnopened : error
        }
        try self.init(opener, Array(file[length...]))
    }

    private init(_ opener: PayloadOpener, _ payload: [UInt8]) throws(ClientError) {
        var opener = opener
        guard let start = try? opener.update(payload), let rest = try? opener.finish(),
            start.count + rest.count == FileKey.byteCount + PayloadSealer.nonceByteCount,
            let fileKey = try? FileKey(bytes: (start + rest).prefix(FileKey.byteCount))
        else { throw .uploadKeyUnopened }
        self.init(fileKey: fileKey, nonce: Array((start + rest).suffix(PayloadSealer.nonceByteCount)))
    }
}

extension ClientError {
    fileprivate static let uploadKeyUnopened = ClientError.local(
        "upload-key-unopened", "the profile's identity doesn't open the upload's key",
        hint: "use the identity that the upload was begun with, or upload again")
}

func recipients(_ texts: [String]) throws(AgeError) -> [any Recipient] {
    var recipients: [any Recipient] = []
    for text in texts { recipients.append(try parseRecipient(text)) }
    return recipients
}

func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

func bytes(base64 text: String) -> [UInt8]? { Data(base64Encoded: text).map(Array.init) }
