/// A file key as one recipient wrapped it, and what that recipient asks of those beside it.
public struct WrappedKey: Hashable, Sendable {
    /// The stanzas that the header gets.
    public let stanzas: [Stanza]
    /// See ``Recipient/labels``.
    public let labels: Set<String>

    /// What a plugin answered.
    public init(stanzas: [Stanza], labels: Set<String> = []) {
        self.stanzas = stanzas
        self.labels = labels
    }

    /// Wraps a file key for a recipient.
    ///
    /// - Throws: What the recipient throws.
    public init(_ fileKey: FileKey, for recipient: any Recipient, random: RandomBytes) throws(AgeError) {
        self.init(stanzas: try recipient.wrap(fileKey, using: random), labels: recipient.labels)
    }

    static let postQuantumLabel = "postquantum"

    /// A passphrase stands alone (C2SP age.md, "scrypt recipient stanza"); all others have the same labels.
    static func checkMixture(_ wrapped: [WrappedKey]) throws(AgeError) {
        let stanzas = wrapped.flatMap(\.stanzas)
        guard stanzas.count == 1 || !stanzas.contains(where: { $0.type == ScryptRecipient.stanzaType }) else {
            throw .recipientsMixed(reason: "a passphrase stands alone")
        }
        guard let labels = wrapped.first?.labels, wrapped.contains(where: { $0.labels != labels }) else { return }
        guard wrapped.contains(where: { $0.labels == [postQuantumLabel] }) else {
            throw .recipientsMixed(reason: "a plugin's labels keep them apart")
        }
        throw .recipientsMixed(reason: "the others would undo the protection of a post-quantum recipient")
    }
}
