import Age
import Exchange
import Foundation

/// A fresh file key, the header that wraps it for those who may open the document, and the payload's sealer.
struct UploadSealing: Sendable {
    /// The age header, encoded.
    let header: [UInt8]
    let sealer: PayloadSealer

    /// `policy`: sealed to the exchange. `owner`: to the approvers that the ticket names, and nobody else.
    init(_ ticket: UploadTicket, _ release: ReleaseMode, random: RandomSource) throws(ClientError) {
        let texts = release == .policy ? [ticket.exchangeRecipient].compactMap { $0 } : ticket.holders.map(\.recipient)
        guard !texts.isEmpty else { throw .integrity("malformed-ticket", "the exchange names nobody to seal the document to") }
        do throws(AgeError) {
            let key = try FileKey(random: { random.bytes($0) })
            header = try Header(sealing: key, to: try recipients(texts), random: { random.bytes($0) }).encoded
            sealer = try PayloadSealer(fileKey: key, nonce: random.bytes(PayloadSealer.nonceByteCount))
        } catch {
            throw .integrity("malformed-ticket", "the document can't be sealed to whom the exchange names: \(error)")
        }
    }
}

func recipients(_ texts: [String]) throws(AgeError) -> [any Recipient] {
    var recipients: [any Recipient] = []
    for text in texts { recipients.append(try parseRecipient(text)) }
    return recipients
}

func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
