/// What the log says of an erasure, in the entry that stays: on which ground, by whom, how much, and which entries' texts went with it.
///
/// ```json
/// {"askedBy":"af/anna","confirmedBy":"af/eva","counts":{"cases":1,…},"entries":[{"first":3,"last":9}],"erasure":"era_…",
///  "ground":"GDPR art. 17.1 b","record":"5f…"}
/// ```
package struct ErasureStatement: Hashable, Sendable, Codable {
    package let erasure: ErasureID
    package let ground: String
    package let decision: String?
    package let askedBy: OfficerID
    package let confirmedBy: OfficerID
    /// SHA-256 of the signed record that asked, hexadecimal.
    package let record: String
    package let counts: ErasedCounts
    /// The entries whose texts were destroyed, in order; none for a single document.
    package let entries: [EntryRange]

    package func covers(_ index: UInt64) -> Bool { entries.contains { $0.first <= index && index <= $0.last } }
}

/// How many rows went.
package struct ErasedCounts: Hashable, Sendable, Codable {
    package var registrations = 0
    package var cases = 0
    package var consents = 0
    package var documents = 0
    package var requests = 0
    package var retrievals = 0
    package var uploads = 0
    package var replays = 0
    package var entries = 0

    package init() {}
}

/// Entries that follow one another, both ends included.
package struct EntryRange: Hashable, Sendable, Codable {
    package let first: UInt64
    package let last: UInt64

    package init(first: UInt64, last: UInt64) {
        self.first = first
        self.last = last
    }

    /// The fewest ranges that hold exactly these indexes, which come in order.
    package static func covering(_ indexes: [UInt64]) -> [EntryRange] {
        indexes.reduce(into: []) { ranges, index in
            if let open = ranges.last, open.last + 1 == index {
                ranges[ranges.count - 1] = EntryRange(first: open.first, last: index)
            } else {
                ranges.append(EntryRange(first: index, last: index))
            }
        }
    }
}

/// That an entry's text was destroyed by an erasure: the erasure's own entry, opened. It holds by the log alone, whoever shows it.
package struct ErasureProof: Hashable, Sendable, Codable {
    /// The entry that tells of the erasure.
    package let index: UInt64
    package let opening: Opening

    package init(index: UInt64, opening: Opening) {
        self.index = index
        self.opening = opening
    }

    /// Whether this tells that the text of `entry` was destroyed. `leaf` is the leaf that the log has at `index`.
    package func proves(erasureOf entry: UInt64, by leaf: [UInt8]) -> Bool {
        guard entry < index, opening.opens(leaf), let told = opening.entry, told.index == index, told.action == .confirmErasure,
            told.outcome == .permitted
        else { return false }
        return told.erased?.covers(entry) ?? false
    }
}
