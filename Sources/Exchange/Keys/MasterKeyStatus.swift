/// Which master key is in force, and how much each wraps. Told from storage alone, without any key.
package struct MasterKeyStatus: Hashable, Sendable {
    /// How many subject keys one master key wraps; `nil` for those of version 1, which don't name it.
    package struct Count: Hashable, Sendable {
        package let key: String?
        package let number: Int
    }

    package let inForce: String
    /// The key in force first; others only where they wrap something.
    package let counts: [Count]
    /// All changes of master key, the oldest first.
    package let rotations: [KeyRotation]

    /// Throws `damaged` when the storage hasn't been set up.
    package init(of storage: any Storage) async throws {
        self = try await storage.read { facts in
            guard let stored = try facts.keys() else { throw ExchangeError.damaged(place: "keys") }
            let rotations = try facts.keyRotations()
            let others = rotations.flatMap { [$0.new, $0.old] }.reversed().filter { $0 != stored.masterKeyID }
            let unnamed = Count(key: nil, number: try facts.subjectKeyCount(beginningWith: [Sealed.unnamed]))
            let counts = try ([stored.masterKeyID] + Set(others).sorted()).map { id in
                Count(key: id, number: try facts.subjectKeyCount(beginningWith: [Sealed.version] + (Hexadecimal.bytes(id) ?? [])))
            }
            let rest = (counts.dropFirst() + [unnamed]).filter { $0.number > 0 }
            return MasterKeyStatus(inForce: stored.masterKeyID, counts: counts.prefix(1) + rest, rotations: rotations)
        }
    }

    private init(inForce: String, counts: [Count], rotations: [KeyRotation]) {
        self.inForce = inForce
        self.counts = counts
        self.rotations = rotations
    }
}
