import Age
import TransparencyLog

/// How the exchange is, for any officer: nothing about anybody.
package struct ExchangeStatus: Sendable, Codable, Hashable {
    package let now: Timestamp
    package let policyDigest: String
    /// How many policies are in force.
    package let policyCount: Int
    /// What a document is sealed to that is released by policy, `age1pq1…`.
    package let exchangeRecipient: String
    /// The newest checkpoint, a signed note; `nil` before the first entry.
    package let checkpoint: String?
    /// C2SP signed-note verifier key of the log.
    package let logVerifierKey: String
    /// The digest of the directory's founding, which its signed changes stand on, hexadecimal.
    package let directoryRoot: String?
    /// How far the log is time-stamped; `nil` when there is no authority and never was.
    package let timestamps: StampStanding?
    /// The caller as the directory has them.
    package let officer: Officer
    package let organisation: Organisation
    /// How it stands with the log's witnesses; `nil` where there are none.
    package let witnesses: WitnessStatus?
    /// Emergency reads that wait for a review, for auditors and approvers.
    package var unreviewedEmergencies: UnreviewedEmergencies?
    /// `true` once a disk has failed to make something durable: then nothing is written until the exchange is started anew, and so no action is
    /// done. What is no action is still answered: this, and the log itself.
    package var writingStopped: Bool?
}

/// The policies that a reload put in force.
package struct PoliciesInForce: Sendable, Codable, Hashable {
    package let policyDigest: String
    package let policyCount: Int
}

/// The policies in force, as they were written, so that everybody can read what decides.
package struct PolicyTexts: Sendable, Codable, Hashable {
    package struct Text: Sendable, Codable, Hashable {
        package let file: String
        package let text: String
    }

    package let policyDigest: String
    package let schema: Text
    package let policies: [Text]
    /// The rules of retention, where there are any.
    package let retention: Text?
    /// The catalogue of grounds for disclosure, where there is one.
    package let grounds: Text?
}

extension Exchange {
    /// The policies in force.
    package func policies(by caller: OfficerID) async throws(ExchangeError) -> Committed<PolicyTexts> {
        try await act(.readPolicies, by: caller) { acting in
            acting.draft.resource = "policies"
            try acting.authorize(on: .exchange)
            return acting.rules.texts
        }
    }

    /// How the exchange is, and who the caller is to it.
    package func status(by caller: OfficerID) async throws(ExchangeError) -> ExchangeStatus {
        let rules = rulebook.current
        let (checkpoint, verifierKey) = try await reading { (try $0.checkpoint(), try keys.logKeys(in: $0).newest.verifierKey) }
        let found = try await activeOfficer(caller)
        let timestamps = try await stampStanding()
        let founding = try await reading { try $0.founding() }
        return ExchangeStatus(
            now: clock.now(), policyDigest: rules.digest, policyCount: rules.count,
            exchangeRecipient: keys.identity.recipient.description,
            checkpoint: checkpoint.map { String(decoding: $0, as: UTF8.self) }, logVerifierKey: verifierKey,
            directoryRoot: founding.map { DirectoryFounding.digest(of: $0) }, timestamps: timestamps, officer: found.officer,
            organisation: found.organisation, witnesses: witnessing?.status(at: clock.now()),
            unreviewedEmergencies: try await unreviewedEmergencies(by: found),
            writingStopped: storage.hasStoppedWriting ? true : nil)
    }

    /// The caller as the directory has them, for calls that are no action: the log's leaves and proofs, which tell of nobody.
    ///
    /// Throws `unknownOfficer` or `disabledOfficer`.
    @discardableResult
    package func activeOfficer(_ caller: OfficerID) async throws(ExchangeError) -> OfficerFacts {
        try await reading { facts in try knownOfficer(caller, facts) }
    }

    /// Loads the policies again, when an administrator may. A bad set is refused, with each fault, and the one in force stays.
    ///
    /// The set in force decides about its own replacement; the entry's `record` is the new set's digest.
    package func reloadPolicies(by caller: OfficerID, idempotency: Idempotency? = nil) async throws(ExchangeError) -> Committed<
        PoliciesInForce
    > {
        let loaded: Result<Rules, ExchangeError>
        do { loaded = .success(try rulebook.load()) } catch { loaded = .failure(ExchangeError(reload: error)) }
        let committed = try await act(.reloadPolicies, by: caller, idempotency: idempotency) { acting in
            acting.draft.resource = "policies"
            try acting.authorize(on: .exchange)
            let rules = try loaded.get()
            acting.draft.record = rules.digest
            return PoliciesInForce(policyDigest: rules.digest, policyCount: rules.count)
        }
        if case .success(let rules) = loaded { rulebook.install(rules) }
        return committed
    }
}

extension ExchangeError {
    /// Why a policy set wasn't taken.
    package init(reload error: any Error) {
        let reason = (error as? RulesError)?.description ?? (error as? ExchangeError)?.sentence ?? "the policies can't be read"
        self.init(.policyInvalid, "the new policies are not in force, the old ones stay: \(reason)")
    }
}
