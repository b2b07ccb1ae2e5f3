/// Whose cosignatures count, and how many organisations must have given one: k of n.
///
/// Organisations are counted, not keys: one that runs three witnesses has one voice.
///
///     let policy = try WitnessPolicy([.init(organisation: "af", key: af), .init(organisation: "fk", key: fk)], quorum: 2)
///     let count = try policy.count(note)      // count.signed, count.organisations, count.isQuorum
public struct WitnessPolicy: Hashable, Sendable {
    /// One witness's key, and who answers for it.
    public struct Witness: Hashable, Sendable {
        /// Who runs it.
        public let organisation: String
        /// What its cosignatures are verified with.
        public let key: CosignatureVerifier

        /// Names who runs the witness that has this key.
        public init(organisation: String, key: CosignatureVerifier) {
            self.organisation = organisation
            self.key = key
        }
    }

    /// The witnesses in their order.
    public let witnesses: [Witness]

    /// How many organisations must have cosigned; 0 asks for none.
    public let quorum: Int

    /// - Throws: `LogError.malformedWitnessPolicy` when two witnesses share a key, whatever their names, or the quorum can't be reached.
    public init(_ witnesses: [Witness], quorum: Int) throws(LogError) {
        self.witnesses = witnesses
        self.quorum = quorum
        // An Ed25519 cosignature doesn't commit to its signer's name (tlog-cosignature): one key under two names would be two voices.
        guard Set(witnesses.map(\.key.publicKey)).count == witnesses.count, (0...organisations.count).contains(quorum) else {
            throw .malformedWitnessPolicy
        }
    }

    /// Who runs the witnesses, in order.
    public var organisations: [String] { Set(witnesses.map(\.organisation)).sorted() }

    /// Counts the organisations that have cosigned a note. The log's own signature is checked elsewhere.
    ///
    /// - Throws: `LogError.invalidSignature` when a line names one of the keys and doesn't verify: then the whole note is to be refused.
    public func count(_ note: SignedNote) throws(LogError) -> WitnessCount {
        var times: [String: UInt64] = [:]
        for witness in witnesses where !witness.key.signatures(in: note).isEmpty {
            times[witness.organisation] = max(times[witness.organisation] ?? 0, try witness.key.verify(note))
        }
        let newestFirst = times.values.sorted(by: >)
        return WitnessCount(
            signed: times.keys.sorted(), organisations: organisations.count, quorum: quorum,
            quorumTime: (1...max(1, newestFirst.count)).contains(quorum) && !newestFirst.isEmpty ? newestFirst[quorum - 1] : nil)
    }
}

/// How many organisations have cosigned a checkpoint, and whether they suffice.
public struct WitnessCount: Hashable, Sendable {
    /// Those that have, in order.
    public let signed: [String]
    /// How many there are.
    public let organisations: Int
    /// How many must have.
    public let quorum: Int
    /// Up to when a quorum vouches: the newest time, in seconds since 1970, at or after which that many cosigned; nil without a quorum, or
    /// where none is asked for.
    public let quorumTime: UInt64?

    /// Whether as many as the policy asks for have cosigned.
    public var isQuorum: Bool { signed.count >= quorum }
}
