/// What storage knows of wrapped keys. It never sees a key.
package protocol KeyReader {
    /// Every change of master key that has begun, the oldest first. The last alone may be under way.
    func keyRotations() throws -> [KeyRotation]
    /// Subject keys as they lie wrapped, in the order of the participants' ids, from behind `last` on, at most `limit`. Who has been erased
    /// has none.
    func subjectKeys(after last: ParticipantID?, limit: Int) throws -> [WrappedSubjectKey]
    /// How many wrapped subject keys begin with these bytes; with none, how many there are.
    func subjectKeyCount(beginningWith prefix: [UInt8]) throws -> Int
    /// What was stated each time the log's key was replaced, a signed note each, in the order of the sizes.
    func logKeyStatements() throws -> [[UInt8]]
}

package protocol KeyWriter {
    /// Once for each pair of keys, and none while another is under way.
    func insertKeyRotation(_ rotation: KeyRotation) throws
    /// Stores `finishedAt` and `scrubbedAt` of the rotation to this new key; the rest never changes.
    func updateKeyRotation(_ rotation: KeyRotation) throws
    func replaceSubjectKey(of participant: ParticipantID, with key: Sealed) throws
    /// The exchange's own keys, wrapped by another master key.
    func replaceKeys(_ keys: StoredKeys) throws
    /// Once for a size; replaces nothing.
    func insertLogKeyStatement(_ note: [UInt8], from size: UInt64) throws
    /// Forgets what was signed of the log under its former name: statements about its keys, checkpoints with cosignatures, time-stamps. Entries,
    /// tiles and the newest checkpoint stay.
    func forgetLogName() throws
}

/// A change of master key, as storage keeps it: afterwards it tells who brings the old key what became of it.
package struct KeyRotation: Hashable, Sendable {
    /// The ids of the key that is replaced and the one that takes over.
    package let old: String
    package let new: String
    package let begunAt: Timestamp
    /// When nothing was wrapped by the old key any more, and the new one came in force.
    package var finishedAt: Timestamp?
    /// When nothing was left of what the old key had wrapped.
    package var scrubbedAt: Timestamp?

    package init(old: String, new: String, begunAt: Timestamp, finishedAt: Timestamp? = nil, scrubbedAt: Timestamp? = nil) {
        self.old = old
        self.new = new
        self.begunAt = begunAt
        self.finishedAt = finishedAt
        self.scrubbedAt = scrubbedAt
    }

    package var isUnderWay: Bool { finishedAt == nil }
}

/// One participant's key, as it lies in storage.
package struct WrappedSubjectKey: Hashable, Sendable {
    package let participant: ParticipantID
    package let key: Sealed

    package init(participant: ParticipantID, key: Sealed) {
        self.participant = participant
        self.key = key
    }
}
