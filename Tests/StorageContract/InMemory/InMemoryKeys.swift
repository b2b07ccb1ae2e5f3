import Exchange

extension InMemoryTransaction {
    func keyRotations() throws -> [KeyRotation] { rows.rotations }

    func insertKeyRotation(_ rotation: KeyRotation) throws {
        guard !rows.rotations.contains(where: { $0.isUnderWay || $0.old == rotation.old || $0.new == rotation.new }) else {
            throw ExchangeError.notUnique
        }
        rows.rotations.append(rotation)
    }

    func updateKeyRotation(_ rotation: KeyRotation) throws {
        try rows.rotations.change(where: { $0.new == rotation.new }) { stored in
            (stored.finishedAt, stored.scrubbedAt) = (rotation.finishedAt, rotation.scrubbedAt)
        }
    }

    func subjectKeys(after last: ParticipantID?, limit: Int) throws -> [WrappedSubjectKey] {
        wrapped.filter { key in last.map { $0 < key.participant } ?? true }.prefix(limit).map { $0 }
    }

    func subjectKeyCount(beginningWith prefix: [UInt8]) throws -> Int { wrapped.count { $0.key.bytes.starts(with: prefix) } }

    func replaceSubjectKey(of participant: ParticipantID, with key: Sealed) throws {
        try rows.participants.change(participant) { $0.subjectKey = key }
    }

    func logKeyStatements() throws -> [[UInt8]] { rows.logKeyStatements.sorted { $0.key < $1.key }.map(\.value) }

    func insertLogKeyStatement(_ note: [UInt8], from size: UInt64) throws { try rows.logKeyStatements.insert(note, at: size) }

    func forgetLogName() throws { (rows.logKeyStatements, rows.cosigned, rows.stamps) = ([:], [:], []) }

    func replaceKeys(_ keys: StoredKeys) throws {
        guard rows.keys != nil else { throw ExchangeError.missingRow }
        rows.keys = keys
    }

    private var wrapped: [WrappedSubjectKey] {
        rows.participants.values.filter { !$0.subjectKey.bytes.isEmpty }.sorted { $0.id < $1.id }.map {
            WrappedSubjectKey(participant: $0.id, key: $0.subjectKey)
        }
    }
}
