package import TransparencyLog

/// What a receipt tells of the witnesses: the newest checkpoint that has cosignatures, and how many organisations have given one.
///
/// It comes before the receipt's own entry: nobody can have cosigned what was just appended. The checkpoint carries the proof; the numbers are
/// for reading, and whoever trusts certain witnesses counts anew.
package struct Witnessed: Sendable, Codable, Hashable {
    /// A signed note, with the cosignatures.
    package let checkpoint: String
    /// The organisations that have cosigned it, in order.
    package let signed: [String]
    /// How many organisations have a witness.
    package let organisations: Int
    /// How many of them must have cosigned.
    package let quorum: Int

    package init(_ note: SignedNote, _ count: WitnessCount) {
        checkpoint = note.encoded
        signed = count.signed
        organisations = count.organisations
        quorum = count.quorum
    }

    /// Whether as many as are asked for have cosigned.
    package var isQuorum: Bool { signed.count >= quorum }
}

/// How it stands with the witnesses, for any officer.
package struct WitnessStatus: Sendable, Codable, Hashable {
    package let newest: Witnessed?
    package let organisations: Int
    package let quorum: Int
    /// Whether no checkpoint young enough has a quorum: the alarm.
    package let isQuorumMissing: Bool
}
