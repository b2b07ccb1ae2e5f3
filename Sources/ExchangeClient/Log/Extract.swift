package import Exchange
import ExchangeAPI

/// A person's extract of the log, of which every line has been verified.
package struct VerifiedExtract: Sendable, Hashable {
    package let participant: ParticipantID
    package let officers: OfficerNames
    package let lines: [VerifiedLine]
    package let subjects: ExtractSubjects
    /// How many entries the log had, those about others included.
    package let logSize: UInt64
}

/// A line of an extract and what proves it.
package struct VerifiedLine: Sendable, Hashable {
    /// What the entry tells; `nil` when its text is damaged: that something was logged is proven all the same.
    package let told: ToldEntry?
    /// When it was logged, by the leaf.
    package let at: Timestamp
    package let proof: LineProof
}

/// What proves a line to anybody who has the log's key, without the exchange. With an opening it's a receipt.
package struct LineProof: Sendable, Hashable, Codable {
    package let index: UInt64
    /// The leaf, base64.
    package let leaf: String
    /// What opens the leaf; `nil` where officers' names are withheld, since it holds them, and where the text is damaged.
    package let opening: Opening?
    /// RFC 6962 §2.1.1, hashes base64.
    package let inclusionProof: [String]
    /// A signed note (C2SP tlog-checkpoint).
    package let checkpoint: String
}

/// Makes a person's extract, page after page, and verifies each line as it comes: that its leaf stands in the tree that the log has signed,
/// and that its text is what the leaf commits to. Nothing of an extract that doesn't hold is answered.
///
/// Throws `extract-line`, `extract-inclusion`, `extract-text`, `malformed-answer`, and what the exchange refuses.
package func makeExtract(
    of participant: ParticipantID, over connection: ExchangeConnection
) async throws(ClientError) -> (extract: VerifiedExtract, receipt: Receipt) {
    var gathering = ExtractGathering(of: participant)
    var (from, end): (UInt64, UInt64?) = (0, nil)
    while true {
        let body = ExtractBody(from: from, until: end)
        let page = try await connection.send(try made { try .extract(of: participant, body) })
        try gathering.add(page.result, page.receipt, try await connection.logKeys(for: [page.receipt.checkpoint]))
        end = end ?? page.result.logSize
        guard let next = page.result.next else { return (gathering.extract, page.receipt) }
        guard next > from else { throw .integrity("malformed-answer", "the exchange's pages lead back to where they came from") }
        from = next
    }
}
