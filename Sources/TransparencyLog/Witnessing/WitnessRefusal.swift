/// Why a witness doesn't cosign, each with the status that C2SP tlog-witness gives it.
public enum WitnessRefusal: Error, Hashable, Sendable {
    /// The request can't be read.
    case malformed(LogError)
    /// The witness doesn't know the checkpoint's origin.
    case unknownLog
    /// No key that the witness trusts for the log has signed, or one of them wrongly.
    case unsigned
    /// The old size is beyond the checkpoint's.
    case sizesReversed
    /// The old size isn't that of the checkpoint cosigned last, which is carried.
    case conflict(size: UInt64)
    /// The checkpoint doesn't continue the one cosigned last: evidence of a log that misbehaves, or a wrong proof.
    case inconsistent
    /// The witness couldn't sign.
    case cannotSign(LogError)

    /// The HTTP status.
    public var status: Int {
        switch self {
        case .malformed, .sizesReversed: 400
        case .unsigned: 403
        case .unknownLog: 404
        case .conflict: 409
        case .inconsistent: 422
        case .cannotSign: 500
        }
    }

    /// A stable name, for programs and logs.
    public var code: String {
        switch self {
        case .malformed: "witness-malformed"
        case .sizesReversed: "witness-sizes-reversed"
        case .unsigned: "witness-unsigned"
        case .unknownLog: "witness-unknown-log"
        case .conflict: "witness-conflict"
        case .inconsistent: "witness-inconsistent"
        case .cannotSign: "witness-cannot-sign"
        }
    }

    /// What the answer's body is: the size for a conflict, `text/x.tlog.size`; a sentence for all others.
    public var body: String {
        if case .conflict(let size) = self { "\(size)\n" } else { "\(description)\n" }
    }

    /// The content type of `body`.
    public var contentType: String {
        if case .conflict = self { "text/x.tlog.size" } else { "text/plain; charset=utf-8" }
    }
}

extension WitnessRefusal: CustomStringConvertible {
    /// One English sentence: what is wrong and what to do.
    public var description: String {
        switch self {
        case .malformed(let error): "the request can't be read: \(error)"
        case .unknownLog: "this witness doesn't know the log; ask its operator to add the log's verifier key"
        case .unsigned: "the checkpoint isn't rightly signed by a key that this witness trusts for the log; sign it with that key"
        case .sizesReversed: "the old size is larger than the checkpoint's; send the size cosigned last, and a newer checkpoint"
        case .conflict(let size): "the checkpoint cosigned last has size \(size); prove consistency from there"
        case .inconsistent:
            "the proof doesn't show that the log has only grown since the checkpoint cosigned last; keep both and report them"
        case .cannotSign(let error): "the witness couldn't sign: \(error)"
        }
    }
}
