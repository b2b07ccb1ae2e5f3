import SignedRecords

/// A signed record that has come in, and what checking it gave. Checked before the transaction, judged within it, so that a bad one is logged.
struct Submission<Payload: Decodable & Sendable>: Sendable {
    let record: SignedRecord
    /// By name; nobody where the record can't be taken.
    let signers: [OfficerID]
    private let result: Result<Payload, ExchangeError>

    fileprivate init(record: SignedRecord, signers: [OfficerID] = [], result: Result<Payload, ExchangeError>) {
        self.record = record
        self.signers = signers
        self.result = result
    }

    /// What the record says, or why it can't be taken.
    func payload() throws(ExchangeError) -> Payload { try result.get() }
}

/// A record that says who made it and when.
protocol Answerable {
    var author: OfficerID { get }
    var madeAt: Timestamp { get }
}

extension ConsentRecord: Answerable {
    var author: OfficerID { recordedBy }
    var madeAt: Timestamp { recordedAt }
}

extension WithdrawalRecord: Answerable {
    var author: OfficerID { recordedBy }
    var madeAt: Timestamp { recordedAt }
}

extension WithdrawalOfAllRecord: Answerable {
    var author: OfficerID { recordedBy }
    var madeAt: Timestamp { recordedAt }
}

extension DocumentManifest: Answerable {
    var author: OfficerID { uploadedBy }
    var madeAt: Timestamp { uploadedAt }
}

extension ApprovalRecord: Answerable {
    var author: OfficerID { answeredBy }
    var madeAt: Timestamp { answeredAt }
}

extension ConfirmationRecord: Answerable {
    var author: OfficerID { confirmedBy }
    var madeAt: Timestamp { confirmedAt }
}

extension DelegationRecord: Answerable {
    var author: OfficerID { madeBy }
}

extension RewrapRecord: Answerable {
    var author: OfficerID { rewrappedBy }
    var madeAt: Timestamp { rewrappedAt }
}

extension DirectoryChange: Answerable {
    var author: OfficerID { changedBy }
    var madeAt: Timestamp { changedAt }
}

extension Exchange {
    /// Checks that `record` is of `type`, signed by `caller` with a certificate that holds now, names the caller as its author, and is fresh.
    func submission<Payload: Decodable & Answerable & Sendable>(
        _ record: SignedRecord, type: String, as payload: Payload.Type, by caller: OfficerID
    ) async -> Submission<Payload> {
        do throws(ExchangeError) {
            let (payload, signers): (Payload, [OfficerID]) = try await checked(record, type: type, by: caller)
            return Submission(record: record, signers: signers, result: .success(payload))
        } catch {
            return Submission(record: record, result: .failure(error))
        }
    }

    private func checked<Payload: Decodable & Answerable & Sendable>(
        _ record: SignedRecord, type: String, by caller: OfficerID
    ) async throws(ExchangeError) -> (Payload, [OfficerID]) {
        let now = clock.now()
        let verified: VerifiedRecord
        do { verified = try await records.verify(record, type: type, at: now) } catch {
            throw ExchangeError(.invalidRecord, error.description)
        }
        guard let payload = try? CanonicalJSON.decode(Payload.self, from: verified.payload) else {
            throw ExchangeError(.invalidRecord, "the record's payload is not what \(type) holds; check its fields and the client's version")
        }
        let signers = verified.signers.compactMap { OfficerID($0.name) }
        try check(payload, signers: signers, caller: caller, at: now)
        // Everybody who checks it later does so at the time that it states.
        do { _ = try await records.verify(record, type: type, at: payload.madeAt) } catch {
            throw ExchangeError(.invalidRecord, "at the time that the record states: \(error.description)")
        }
        return (payload, signers)
    }

    private func check(_ payload: some Answerable, signers: [OfficerID], caller: OfficerID, at now: Timestamp) throws(ExchangeError) {
        guard signers.contains(caller), payload.author == caller else {
            throw ExchangeError(.invalidRecord, "the record must be signed by you and name you as its author; sign it with your own key")
        }
        guard payload.madeAt < now + limits.recordClockSkew, now - limits.recordClockSkew < payload.madeAt else {
            throw ExchangeError(
                .invalidRecord, "the record's time is too far from the exchange's; check the computer's clock and sign again")
        }
    }
}
