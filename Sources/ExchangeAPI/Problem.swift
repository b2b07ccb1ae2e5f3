package import Exchange

/// An error as the wire has it: problem details (RFC 9457), `application/problem+json`.
package struct Problem: Error, Codable, Sendable, Hashable {
    /// `urn:kedja:error:<code>`.
    package let type: String
    package let title: String
    package let status: Int
    /// What is wrong and what to do next. Holds no personal data.
    package let detail: String
    /// Stable; what a program looks at.
    package let code: String
    /// The `@id`s of the policies that decided.
    package let policies: [String]?
    /// Stable; which of the code's reasons it was, where it has several that a program may tell apart (``UnusableGround``).
    package let reason: String?
    /// The audit entry that tells of the attempt.
    package let auditIndex: UInt64?

    package init(
        code: String, title: String, status: Int, detail: String, policies: [String]? = nil, reason: String? = nil,
        auditIndex: UInt64? = nil
    ) {
        type = "urn:kedja:error:\(code)"
        self.title = title
        self.status = status
        self.detail = detail
        self.code = code
        self.policies = policies
        self.reason = reason
        self.auditIndex = auditIndex
    }

    /// The one place where the exchange's errors become HTTP's.
    package init(_ error: ExchangeError) {
        self.init(
            code: error.code.rawValue, title: error.code.title, status: error.code.status, detail: error.sentence,
            policies: error.policies.isEmpty ? nil : error.policies, reason: error.reason?.rawValue, auditIndex: error.auditIndex)
    }

    /// What goes wrong before the exchange is asked.
    package init(_ fault: WireFault) {
        self.init(code: fault.rawValue, title: fault.title, status: fault.status, detail: fault.detail)
    }
}

extension Problem {
    /// What an unknown id, a malformed one and one that the caller may not know of all get.
    package static let notFound = Problem(ExchangeError.notFound)
}

/// Faults of a call as such.
package enum WireFault: String, Sendable, CaseIterable {
    case unauthenticated
    case malformedJSON = "malformed-json"
    case wrongMediaType = "wrong-media-type"
    case missingIdempotencyKey = "missing-idempotency-key"
    case missingDigest = "missing-digest"
    case malformedHeader = "malformed-header"
    case bodyTooLarge = "body-too-large"
    case bodyTooSlow = "body-too-slow"
    case overloaded
    case noRoute = "no-route"
    case methodNotAllowed = "method-not-allowed"
    case rangeNotSatisfiable = "range-not-satisfiable"
    case tooManyStreams = "too-many-streams"

    package var status: Int {
        switch self {
        case .unauthenticated: 401
        case .malformedJSON, .missingIdempotencyKey, .missingDigest, .malformedHeader: 400
        case .wrongMediaType: 415
        case .noRoute: 404
        case .methodNotAllowed: 405
        case .bodyTooLarge: 413
        case .bodyTooSlow: 408
        case .overloaded: 503
        case .rangeNotSatisfiable: 416
        case .tooManyStreams: 429
        }
    }

    package var title: String {
        switch self {
        case .unauthenticated: "No valid client certificate"
        case .malformedJSON: "The body is not the JSON that this call takes"
        case .wrongMediaType: "Wrong Content-Type"
        case .missingIdempotencyKey: "Idempotency-Key is missing or malformed"
        case .missingDigest: "Content-Digest is missing or malformed"
        case .malformedHeader: "A header field is malformed"
        case .bodyTooLarge: "The body is too large"
        case .bodyTooSlow: "The body came too slowly"
        case .overloaded: "Too much to do"
        case .noRoute: "There is no such call"
        case .methodNotAllowed: "The path does not take this method"
        case .rangeNotSatisfiable: "The range lies outside the payload"
        case .tooManyStreams: "Too many follow events"
        }
    }

    var detail: String {
        switch self {
        case .unauthenticated: "your certificate is missing, expired or revoked; ask your administrator for a new one"
        case .malformedJSON: "send the JSON object that openapi.yaml describes for this call, once, without duplicate keys"
        case .wrongMediaType: "send application/json, or application/octet-stream for an upload's part, and neither of them compressed"
        case .missingIdempotencyKey: "send an Idempotency-Key of 1 to 64 printable ASCII characters, a fresh one for each action"
        case .missingDigest: "send Content-Digest: sha-256=:<base64>: of the part (RFC 9530)"
        case .malformedHeader:
            "check Upload-Offset, Range and Last-Event-ID against openapi.yaml; name one Host, and no Transfer-Encoding but chunked"
        case .bodyTooLarge: "send a smaller body: at most 1 MiB of JSON, or one part of at most the size that the upload's ticket says"
        case .bodyTooSlow: "send it again over a better line; what is too slow is given up"
        case .overloaded: "nothing was done and nothing was changed; send the same call again after the seconds that Retry-After says"
        case .noRoute: "check the path against openapi.yaml"
        case .methodNotAllowed: "use one of the methods that Allow names"
        case .rangeNotSatisfiable: "ask for a range within the payload's size"
        case .tooManyStreams: "end another stream of events that you have, or try again later"
        }
    }
}

extension ExchangeError.Code {
    package var status: Int {
        switch self {
        case .notFound: 404
        case .erased: 410
        case .denied, .unknownOfficer, .disabledOfficer, .approvalRequired: 403
        case .invalidInput: 400
        case .invalidRecord, .invalidIdentityNumber, .invalidConsent, .idempotencyKeyReused, .digestMismatch, .groundNotUsable,
            .policyInvalid:
            422
        case .alreadyExists, .conflict, .lastApprover, .uploadIncomplete, .uploadOffset: 409
        case .tooLarge: 413
        case .wrongMasterKey, .damaged, .internalFailure: 500
        case .storageFailed, .storageStopped, .quorumMissing: 503
        }
    }

    package var title: String {
        switch self {
        case .notFound: "There is no such thing, or you may not see it"
        case .erased: "Erased"
        case .denied: "Refused"
        case .unknownOfficer: "Not in the directory"
        case .disabledOfficer: "Access disabled"
        case .invalidInput: "Invalid input"
        case .invalidRecord: "The signed record can't be taken"
        case .invalidIdentityNumber: "Not a personnummer or samordningsnummer"
        case .invalidConsent: "The consent record can't be taken"
        case .alreadyExists: "Exists already"
        case .conflict: "Not in this state"
        case .idempotencyKeyReused: "Idempotency-Key used for another request"
        case .digestMismatch: "The bytes are not those that were stated"
        case .uploadIncomplete: "The upload is not complete"
        case .uploadOffset: "The upload goes on at another offset"
        case .tooLarge: "Too large"
        case .approvalRequired: "The owner's approval is required"
        case .groundNotUsable: "The ground can't carry the disclosure"
        case .lastApprover: "Nobody would be left"
        case .policyInvalid: "The policies don't validate"
        case .wrongMasterKey: "Wrong master key"
        case .damaged: "Stored bytes are damaged"
        case .storageFailed: "Storage failed"
        case .storageStopped: "Nothing is written any more"
        case .internalFailure: "Internal failure"
        case .quorumMissing: "Witnesses missing"
        }
    }
}
