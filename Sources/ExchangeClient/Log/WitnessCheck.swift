package import Exchange
package import TransparencyLog

/// What a profile demands of the log's witnesses: their keys, and how many of them must have cosigned. To a profile each key is a voice of its own;
/// whoever lists several of one organisation counts them so.
package func witnessPolicy(of profile: Profile) throws(ClientError) -> WitnessPolicy? {
    guard let keys = profile.witnesses else { return nil }
    return try witnessPolicy(of: keys, quorum: profile.witnessQuorum)
}

/// The same from verifier keys; `nil` for none.
package func witnessPolicy(of keys: [String], quorum: Int?) throws(ClientError) -> WitnessPolicy? {
    guard !keys.isEmpty else { return nil }
    do throws(LogError) {
        var witnesses: [WitnessPolicy.Witness] = []
        for text in keys {
            let key = try CosignatureVerifier(verifierKey: text)
            witnesses.append(WitnessPolicy.Witness(organisation: key.name, key: key))
        }
        return try WitnessPolicy(witnesses, quorum: quorum ?? keys.count / 2 + 1)
    } catch {
        throw .local(
            "bad-witnesses", "the witnesses can't be used: \(error)", hint: "correct witnesses and quorum")
    }
}

/// Checks what a receipt tells of witnesses: that the log has signed the checkpoint, and that as many of the profile's own witnesses have
/// cosigned it as the profile demands. Without such a demand the receipt's numbers are the exchange's word.
///
/// Throws `receipt-witnesses` or `witness-quorum`.
package func verifyWitnessed(_ receipt: Receipt, log: some CheckpointVerifier, policy: WitnessPolicy?) throws(ClientError) {
    guard let witnessed = receipt.witnessed else {
        guard let policy, policy.quorum > 0 else { return }
        throw .integrity("witness-quorum", "no witness that the profile names has cosigned the log (\(policy.quorum) must have)")
    }
    let count: WitnessCount?
    do throws(LogError) {
        let note = try SignedNote(parsing: witnessed.checkpoint.utf8)
        try log.checkpoint(in: note)
        count = try policy?.count(note)
    } catch {
        throw .unsigned("receipt-witnesses", "what the receipt tells of witnesses doesn't hold", error)
    }
    guard let count, !count.isQuorum else { return }
    throw .integrity(
        "witness-quorum", "\(count.signed.count) of the witnesses that the profile names have cosigned the log (\(count.quorum) must have)")
}
