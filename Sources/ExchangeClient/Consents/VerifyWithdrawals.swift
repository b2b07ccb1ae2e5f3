import Exchange
import SignedRecords

/// That what is left of a consent, as the exchange says it, is what the signed withdrawals leave of it.
func withdrawalChecks(_ view: ConsentView, _ terms: ConsentRecord, _ trust: Trust, _ now: Timestamp) async -> [Check] {
    var (checks, stated) = ([Check](), [StatedWithdrawal]())
    for text in view.withdrawals {
        let (check, withdrawal) = await StatedWithdrawal.read(text, trust)
        checks.append(check)
        guard let withdrawal else { return checks }
        stated.append(withdrawal)
    }
    let fit = stated.allSatisfy { $0.isOf(view.id, terms.participant) && $0.recordedAt <= now + ManifestCheck.skew }
    let left = stated.compactMap(\.part).reduce(ConsentScope(terms)) { $0.subtracting($1) }
    let isOver = left.isEmpty || stated.contains { $0.part == nil }
    let isShown = left == view.effective && isOver == (view.withdrawnAt != nil)
    let isCounted = isOver ? [.withdrawn, .refused].contains(view.state) : view.state != .withdrawn
    let sound = fit && isShown && isCounted
    let yes =
        stated.isEmpty ? "not withdrawn, as far as the exchange says" : "signed withdrawals of this consent, and what they leave is shown"
    return checks + [
        Check("withdrawal", sound, yes: yes, no: "what is said to be withdrawn, and what is left, isn't what signed withdrawals say")
    ]
}

/// What a withdrawal says, of one consent or of all that a person has given.
private struct StatedWithdrawal {
    let consent: ConsentID?
    let participant: ParticipantID?
    /// What it takes out; `nil`: all.
    let part: ConsentScope?
    let recordedAt: Timestamp

    func isOf(_ id: ConsentID, _ person: ParticipantID) -> Bool { consent.map { $0 == id } ?? (participant == person) }

    static func read(_ text: String, _ trust: Trust) async -> (Check, StatedWithdrawal?) {
        let isOfAll = (try? SignedRecord(parsing: Array(text.utf8))).map {
            (try? CanonicalJSON.decode(WithdrawalOfAllRecord.self, from: $0.payload)) != nil
        }
        return isOfAll == true ? await ofAll(text, trust) : await ofOne(text, trust)
    }

    private static func ofOne(_ text: String, _ trust: Trust) async -> (Check, StatedWithdrawal?) {
        let signed = await SignedStatement<WithdrawalRecord>(
            text, type: WithdrawalRecord.type, named: "withdrawal-signature", trust: trust, time: \.recordedAt, signer: \.recordedBy)
        let sound = signed.payload.flatMap { (try? $0.validate()) == nil ? nil : $0 }
        let stated = sound.map {
            StatedWithdrawal(
                consent: $0.consent, participant: nil, part: $0.isOfTheWhole ? nil : ConsentScope($0), recordedAt: $0.recordedAt)
        }
        return (signed.check, stated)
    }

    private static func ofAll(_ text: String, _ trust: Trust) async -> (Check, StatedWithdrawal?) {
        let signed = await SignedStatement<WithdrawalOfAllRecord>(
            text, type: WithdrawalOfAllRecord.type, named: "withdrawal-signature", trust: trust, time: \.recordedAt, signer: \.recordedBy)
        let sound = signed.payload.flatMap { (try? $0.validate()) == nil ? nil : $0 }
        let stated = sound.map {
            StatedWithdrawal(consent: nil, participant: $0.participant, part: nil, recordedAt: $0.recordedAt)
        }
        return (signed.check, stated)
    }
}
