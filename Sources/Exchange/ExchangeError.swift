/// Why the exchange didn't do what was asked. Equality and handling go by `code`; the sentence is for people.
package struct ExchangeError: Error, Hashable, Sendable {
    package let code: Code
    /// What is wrong and what to do next, in English. Never holds personal data, keys or another's text.
    package let sentence: String
    /// The ids of the policies that decided, when a decision refused.
    package var policies: [String] = []
    /// Why, where `ground-not-usable` has many reasons.
    package var reason: UnusableGround?
    /// The audit entry that tells of the attempt, once there is one.
    package var auditIndex: UInt64?

    package init(_ code: Code, _ sentence: String, policies: [String] = []) {
        self.code = code
        self.sentence = sentence
        self.policies = policies
    }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }

    package func hash(into hasher: inout Hasher) { hasher.combine(code) }

    /// Stable codes, as they stand in problem details and in the audit log.
    package enum Code: String, Sendable, CaseIterable, Codable {
        /// No such thing, or the caller may not know of it. The two can't be told apart.
        case notFound = "not-found"
        /// It was here and has been erased. Only said to those who may know that it was.
        case erased
        /// The policies refuse. Only said to those who may know that the thing exists.
        case denied
        case unknownOfficer = "unknown-officer"
        case disabledOfficer = "disabled-officer"
        case invalidInput = "invalid-input"
        case invalidRecord = "invalid-record"
        case invalidIdentityNumber = "invalid-identity-number"
        case invalidConsent = "invalid-consent"
        case alreadyExists = "already-exists"
        case conflict
        case idempotencyKeyReused = "idempotency-key-reused"
        case digestMismatch = "digest-mismatch"
        case uploadIncomplete = "upload-incomplete"
        case uploadOffset = "upload-offset"
        case tooLarge = "too-large"
        case approvalRequired = "approval-required"
        /// What an approval rests on can't carry it.
        case groundNotUsable = "ground-not-usable"
        /// The change would leave an organisation without anybody who answers its requests, or who opens what it has sealed.
        case lastApprover = "last-approver"
        case policyInvalid = "policy-invalid"
        case wrongMasterKey = "wrong-master-key"
        case damaged
        case storageFailed = "storage-failed"
        case internalFailure = "internal-failure"
        /// Too few witnesses have cosigned the log lately.
        case quorumMissing = "quorum-missing"
    }
}

extension ExchangeError {
    /// The one answer for what isn't there and for what the caller may not know of.
    package static let notFound = ExchangeError(.notFound, "there is no such thing, or you may not see it; check the id and your case")
    static let erased = ExchangeError(.erased, "it has been erased; nothing of it is left")
    static let sealingFailed = ExchangeError(.internalFailure, "a key could not be used; report this to the administrator")

    static func damaged(place: String) -> ExchangeError {
        ExchangeError(
            .damaged, "stored bytes at \(place) do not open: they were changed or another key sealed them; run kedja audit verify")
    }

    static func damaged(place: String, sealedBy sealer: String, given: String) -> ExchangeError {
        ExchangeError(
            .damaged,
            "stored bytes at \(place) were sealed by key \(sealer), not by \(given): something was changed; run kedja audit verify")
    }

    static func wrongMasterKey(expected: String, given: String) -> ExchangeError {
        ExchangeError(
            .wrongMasterKey,
            "the data folder's keys are wrapped by master key \(expected), not \(given); configure the key file that belongs to it")
    }

    /// Something stored is wrapped by a master key that isn't held.
    static func masterKeyNotHeld(_ id: String, held: [String]) -> ExchangeError {
        ExchangeError(
            .wrongMasterKey,
            "something stored is wrapped by master key \(id), and kedjad holds \(held.joined(separator: " and ")); restore that key's file")
    }

    /// Something that came from outside can't be used as it is.
    package static func invalid(_ sentence: String) -> ExchangeError { ExchangeError(.invalidInput, sentence) }
}
