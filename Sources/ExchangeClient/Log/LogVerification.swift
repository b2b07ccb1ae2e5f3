/// Something in the log that isn't as it should be.
package struct LogFault: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// An entry's text, leaf or hash isn't what was logged.
        case changed
        /// An entry that the log had is gone.
        case missing
        /// An entry stands in another's place.
        case outOfOrder
        /// The checkpoint isn't signed by the log's key.
        case unsigned
        /// The log isn't a continuation of the one that was seen before, or its leaves don't make up its root.
        case rewritten
        /// A tile of the tree isn't made of what lies under it.
        case tree
        /// Somebody was shown an older directory than there was: a change was withheld from them.
        case outdated
    }

    /// The entry, where one can be named.
    package let index: UInt64?
    package let kind: Kind
    package let sentence: String

    package init(index: UInt64?, kind: Kind, sentence: String) {
        self.index = index
        self.kind = kind
        self.sentence = SafeText.line(sentence)
    }
}

/// What verifying the log found.
package struct LogVerification: Sendable {
    /// Leaves in the log, by its checkpoint.
    package let size: UInt64
    /// The root, base64, by its checkpoint; `nil` for a log without entries, or without a signed checkpoint.
    package let root: String?
    /// The size of the checkpoint that was remembered from before; `nil` the first time.
    package let rememberedSize: UInt64?
    /// The size of the remembered checkpoint when what was verified is a copy from before it: then they weren't compared.
    package let newerRemembered: UInt64?
    /// Leaves that were hashed into the root.
    package let checked: UInt64
    /// Entries whose text was compared with their leaf.
    package let opened: UInt64
    /// Entries whose text one may not see: their leaves were checked all the same.
    package let closedForMe: UInt64
    /// Entries whose text was destroyed by an erasure that the log tells of: so were theirs.
    package let erased: UInt64
    /// By index, those without one last.
    package let faults: [LogFault]
}
