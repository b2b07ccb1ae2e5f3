import Exchange

let emergencyClauses: [Clause<any Storage>] = [
    Clause("an emergency read comes back as it was noted, and its review is stored") { storage in
        let chain = try await Chain.insert(into: storage)
        let (first, other) = (try chain.emergency(at: 1), try chain.emergency(at: 2))
        try await storage.write { changes in for each in [first, other] { try changes.insertEmergency(each) } }
        try require(try await storage.read { try $0.emergency(first.id) }, is: first)
        try require(try await storage.read { try $0.emergencies() }, is: [other, first])
        var reviewed = first
        (reviewed.reviewedBy, reviewed.reviewedAt) = (try chain.samples.officerID("fk/b"), chain.samples.time(9))
        (reviewed.verdict, reviewed.review, reviewed.overdueSince) = (.notJustified, chain.samples.sealed(), chain.samples.time(8))
        try await storage.write { [reviewed] in try $0.updateEmergency(reviewed) }
        try require(try await storage.read { try $0.emergencies() }, is: [other, reviewed])
        try await require(.storageFailed) { try await storage.write { try $0.insertEmergency(first) } }
        let stranger = try chain.emergency(at: 3)
        try await require(.storageFailed) { try await storage.write { try $0.updateEmergency(stranger) } }
    },
    Clause("emergency reads are overdue from their time on, until they're reviewed or marked") { storage in
        let chain = try await Chain.insert(into: storage)
        let all = try (1...4).map { try chain.emergency(at: $0) }
        var (reviewed, marked) = (all[0], all[1])
        (reviewed.reviewedBy, reviewed.reviewedAt) = (try chain.samples.officerID("fk/b"), chain.samples.time(9))
        marked.overdueSince = chain.samples.time(9)
        try await storage.write { [reviewed, marked] changes in
            for each in all { try changes.insertEmergency(each) }
            for each in [reviewed, marked] { try changes.updateEmergency(each) }
        }
        let overdue = { (minutes: Int, limit: Int) in
            let now = chain.samples.time(minutes)
            return try await storage.read { try $0.unmarkedOverdueEmergencies(at: now, limit: limit).map(\.id) }
        }
        try require(try await overdue(102, 9), is: [])
        try require(try await overdue(103, 9), is: [all[2].id])
        try require(try await overdue(200, 9), is: [all[2].id, all[3].id])
        try require(try await overdue(200, 1), is: [all[2].id])
    },
    Clause("an erased person's emergency reads go, others' stay, and a document's outlive it") { storage in
        let chain = try await Chain.insert(into: storage)
        let other = try Chain(beside: chain)
        let (mine, others) = (try chain.emergency(at: 1), try other.emergency(at: 2))
        let erasure = ErasureID(random: chain.samples.random.source)
        try await storage.write { changes in
            try changes.insertParticipant(other.participant)
            for each in [mine, others] { try changes.insertEmergency(each) }
            _ = try changes.eraseParticipant(chain.participant.id, by: erasure, entry: 0)
        }
        try require(try await storage.read { try $0.emergencies() }, is: [others])
    },
]

extension Chain {
    /// Read by `fk/a` of a document that needs not be there any more, to be reviewed a hundred minutes later.
    func emergency(at minutes: Int) throws -> StoredEmergency {
        StoredEmergency(
            id: EmergencyID(random: samples.random.source), document: DocumentID(random: samples.random.source),
            participant: participant.id, owner: try samples.organisationID("af"), reader: try samples.officerID("fk/a"),
            purpose: .rehabilitering, reason: samples.sealed(), readAt: samples.time(minutes), reviewBy: samples.time(minutes + 100),
            entry: UInt64(minutes))
    }
}
