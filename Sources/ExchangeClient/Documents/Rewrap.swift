package import Exchange
import ExchangeAPI
import SignedRecords

/// What became of one document's header.
package struct RewrapOutcome: Sendable, Codable, Hashable {
    package let document: DocumentID
    /// `nil` when it was made anew; else the code of what stood against it.
    package let code: String?
    /// What stood against it, in English.
    package let sentence: String?
}

/// What a run over an organisation's documents did.
package struct RewrapReport: Sendable, Codable, Hashable {
    /// Those for whom the headers were made.
    package let holders: [OfficerID]
    package private(set) var outcomes: [RewrapOutcome] = []

    package var rewrapped: Int { outcomes.count { $0.code == nil } }
    package var left: [RewrapOutcome] { outcomes.filter { $0.code != nil } }

    mutating func add(_ document: DocumentID, _ failure: ClientError?) {
        outcomes.append(RewrapOutcome(document: document, code: failure?.code, sentence: failure?.sentence))
    }
}

/// Makes a new header for each `owner` document of the officer's organisation that is sealed to others than those who are approvers now by
/// the directory's signed changes. Each is an action of its own: a run that was broken off goes on where it was when it is run again.
///
/// What can't be rewrapped, as when it isn't sealed to the officer, is told in the report; what makes going on useless is thrown. `each` hears of
/// every document as it has been dealt with.
package func rewrapDocuments(
    over connection: ExchangeConnection, signer: Signer, identities: OfficerKeys, each: (RewrapOutcome) -> Void
) async throws(ClientError) -> RewrapReport {
    try requireSame(signer, connection)
    let directory = try await connection.verifiedDirectory()
    let rewrapping = Rewrapping(connection: connection, signer: signer, identities: identities, directory: directory)
    var report = RewrapReport(holders: rewrapping.holders.map(\.officer))
    var last: DocumentID?
    while true {
        let page = try await connection.send(.rewraps(after: last)).result
        for task in page.tasks {
            report.add(task.document, try await rewrapping.attempt(task))
            report.outcomes.last.map(each)
        }
        // A page leads on; anything else would go in a circle.
        guard let next = page.next, next != last else { return report }
        last = next
    }
}

private struct Rewrapping {
    let connection: ExchangeConnection
    let signer: Signer
    let identities: OfficerKeys
    let directory: VerifiedDirectory

    var holders: [DocumentManifest.Holder] { directory.holders(of: connection.me.organisation) }

    /// What stood against it, where that is about this document alone.
    func attempt(_ task: RewrapTask) async throws(ClientError) -> ClientError? {
        do throws(ClientError) { try await rewrap(task) } catch {
            guard [.refused, .notFound, .integrity].contains(error.exitClass) || error.code == "header-unopened" else { throw error }
            return error
        }
        return nil
    }

    private func rewrap(_ task: RewrapTask) async throws(ClientError) {
        let now = connection.clock.now()
        let manifest = try await ManifestCheck(task.manifest, trust: connection.trust, now: now).required()
        guard manifest.document == task.document, manifest.owner == connection.me.organisation, manifest.release == .owner else {
            throw .integrity("manifest-document", "the signed manifest is of another document, or not your organisation's to release")
        }
        let holding = try await Holding(manifest, rewrap: task.rewrap, trust: connection.trust, now: now)
        try holding.requireHolder(connection.me, by: directory)
        try holding.requireHeader(task.header)
        let key = try await fileKey(in: task.header, identities)
        let header = try header(for: holders.map(\.recipient), sealing: key, random: connection.random)
        let record = RewrapRecord(
            document: task.document, payloadDigest: manifest.payloadDigest, holders: holders,
            headerDigest: RewrapRecord.digest(ofHeader: header), rewrappedBy: connection.me, rewrappedAt: now)
        let text = try signer.sign(record, type: RewrapRecord.type).bodyText
        let answer = try await connection.send(
            try made { try .rewrap(task.document, RewrapBody(record: text, header: base64(header))) })
        guard answer.result.id == task.document, answer.result.rewrap == text else {
            throw .integrity("answer-differs", "the exchange answered with another rewrap record than the one that was sent")
        }
    }
}
