import Exchange

let rightsClauses: [Clause<any Storage>] = [
    Clause("a restriction comes back as it began, its end is stored, and its ground holds until then") { storage in
        let chain = try await Chain.insert(into: storage)
        var (first, second) = (try chain.restriction(.claims, at: 1), try chain.restriction(.accuracy, at: 2))
        try await storage.write { [first, second] changes in for each in [first, second] { try changes.insertRestriction(each) } }
        let id = chain.participant.id
        try require(try await storage.read { try $0.restrictions(of: id) }, is: [second, first])
        try require(try await storage.read { try $0.restrictionGrounds(of: id) }, is: [.accuracy, .claims])
        (first.endedBy, first.endedAt, first.lifting) = (try chain.samples.officerID("af/b"), chain.samples.time(9), chain.samples.sealed())
        try await storage.write { [first] in try $0.updateRestriction(first) }
        try require(try await storage.read { [first] in try $0.restriction(first.id) }, is: first)
        try require(try await storage.read { try $0.restrictionGrounds(of: id) }, is: [.accuracy])
        second = try chain.restriction(.accuracy, at: 3)
        try await storage.write { [second] in try $0.insertRestriction(second) }
        try require(try await storage.read { try $0.restrictionGrounds(of: id) }, is: [.accuracy])
        try await require(.storageFailed) { try await storage.write { [first] in try $0.insertRestriction(first) } }
        let stranger = try chain.restriction(.claims, at: 4)
        try await require(.storageFailed) { try await storage.write { try $0.updateRestriction(stranger) } }
    },
    Clause("kept answers about a person are dropped, others keep theirs and retrievals stay") { storage in
        let chain = try await Chain.insert(into: storage)
        let other = try Chain(beside: chain)
        try await storage.write { changes in
            try changes.insertParticipant(other.participant)
            try changes.insertCase(other.value)
            for (number, each) in [chain, other].enumerated() {
                let document = try chain.samples.document(each.value)
                try changes.insertDocument(document)
                try changes.insertRetrieval(chain.samples.retrieval(document, expiring: 90))
                try changes.insertReplay(
                    StoredReplay(
                        key: "k\(number)", officer: each.value.openedBy, requestDigest: chain.samples.random.bytes(32),
                        answer: chain.samples.sealed(), participant: each.participant.id, at: chain.samples.time(1)))
            }
            try changes.dropReplays(of: chain.participant.id)
        }
        for (each, count) in [(chain, 0), (other, 1)] {
            let id = each.participant.id
            try require(try await storage.read { try $0.retrievals(of: id).count }, is: 1)
            try require(try await storage.read { try $0.replays(of: id).count }, is: count)
        }
        try await storage.write { try $0.dropReplays(by: try chain.samples.officerID("fk/nobody")) }
        try require(try await storage.read { try $0.replays(of: other.participant.id).count }, is: 1)
        try await storage.write { try $0.dropReplays(by: other.value.openedBy) }
        try require(try await storage.read { try $0.replays(of: other.participant.id).count }, is: 0)
    },
    Clause("a corrected registration takes the place of the one before, and is found by its own number") { storage in
        let chain = try await Chain.insert(into: storage)
        let (id, af) = (chain.participant.id, try chain.samples.organisationID("af"))
        let (fk, own, moved) = (try chain.samples.organisationID("fk"), chain.samples.random.bytes(32), chain.samples.random.bytes(32))
        let corrected = StoredRegistration(
            organisation: af, identity: chain.samples.sealed(), at: chain.participant.registrations[0].at, blindIndex: own)
        try await storage.write { changes in
            try changes.replaceRegistration(corrected, of: id)
            try changes.replaceBlindIndex(of: id, with: moved)
        }
        try require(try await storage.read { try $0.participant(id)?.registrations }, is: [corrected])
        try require(try await storage.read { try $0.participant(stated: own, by: af)?.id }, is: id)
        try require(try await storage.read { try $0.participant(stated: own, by: fk)?.id }, is: nil)
        try require(try await storage.read { try $0.participant(blindIndex: moved)?.id }, is: id)
        try require(try await storage.read { try $0.participant(blindIndex: chain.participant.blindIndex)?.id }, is: nil)
        let other = try chain.samples.participant(["af"])
        try await storage.write { try $0.insertParticipant(other) }
        try await require(.storageFailed) { try await storage.write { try $0.replaceBlindIndex(of: other.id, with: moved) } }
        let twin = StoredRegistration(organisation: af, identity: corrected.identity, at: corrected.at, blindIndex: own)
        try await require(.storageFailed) { try await storage.write { try $0.replaceRegistration(twin, of: other.id) } }
        let foreign = StoredRegistration(organisation: fk, identity: corrected.identity, at: corrected.at)
        try await require(.storageFailed) { try await storage.write { try $0.replaceRegistration(foreign, of: id) } }
    },
    Clause("corrections and objections come back as they came, the oldest first") { storage in
        let chain = try await Chain.insert(into: storage)
        let id = chain.participant.id
        let corrections = try [2, 1, 2].map { try chain.correction(at: $0) }
        let objections = try [2, 1].map { try chain.objection(to: .participant(id), at: $0) }
        try await storage.write { changes in
            for each in corrections { try changes.insertCorrection(each) }
            for each in objections { try changes.insertObjection(each) }
        }
        try require(try await storage.read { try $0.corrections(of: id) }, is: [corrections[1], corrections[0], corrections[2]])
        try require(try await storage.read { try $0.objections(of: id) }, is: [objections[1], objections[0]])
        try require(try await storage.read { try $0.objection(objections[0].id) }, is: objections[0])
        try await require(.storageFailed) { try await storage.write { try $0.insertObjection(objections[0]) } }
        let stranger = ParticipantID(random: chain.samples.random.source)
        try require(try await storage.read { try $0.corrections(of: stranger).count + $0.objections(of: stranger).count }, is: 0)
    },
    Clause("what is kept about a person is found by the person, the oldest first") { storage in
        let chain = try await Chain.insert(into: storage)
        let (id, made) = (chain.participant.id, chain.samples)
        let document = try made.document(chain.value)
        let requests = try [3, 1].map { try made.request(document, by: "fk/a", at: $0) }
        let (emergencies, upload) = (try [3, 1].map { try chain.emergency(at: $0) }, made.upload(chain.value, expiring: 9))
        let mark = DueMark(rule: "r", since: made.time(1))
        try await storage.write { changes in
            try changes.insertDocument(document)
            for each in requests { try changes.insertRequest(each) }
            for each in emergencies { try changes.insertEmergency(each) }
            try changes.insertUpload(upload)
            try changes.markDue(document.id, mark)
        }
        try require(try await storage.read { try $0.requests(of: id) }, is: requests.reversed())
        try require(try await storage.read { try $0.emergencies(of: id) }, is: emergencies.reversed())
        try require(try await storage.read { try $0.uploads(of: id) }, is: [upload])
        try require(try await storage.read { try $0.dueDocuments(of: id) }, is: [DueDocument(document: document, mark: mark)])
        try require(try await storage.read { try $0.erasures(about: id).count }, is: 0)
        let stranger = ParticipantID(random: made.random.source)
        try require(try await storage.read { try $0.requests(of: stranger).count + $0.uploads(of: stranger).count }, is: 0)
    },
    Clause("an erased person's restrictions, corrections and objections go, and a document's objections with it") { storage in
        let chain = try await Chain.insert(into: storage)
        let other = try Chain(beside: chain)
        let document = try chain.samples.document(chain.value)
        let erasure = ErasureID(random: chain.samples.random.source)
        try await storage.write { changes in
            try changes.insertParticipant(other.participant)
            try changes.insertDocument(document)
            for each in [chain, other] {
                try changes.insertRestriction(try each.restriction(.claims, at: 1))
                try changes.insertCorrection(try each.correction(at: 1))
                try changes.insertObjection(try each.objection(to: .participant(each.participant.id), at: 1))
            }
            try changes.insertObjection(try chain.objection(to: .document(document.id), at: 2))
            _ = try changes.eraseDocument(document.id, by: erasure)
        }
        let id = chain.participant.id
        try require(try await storage.read { try $0.objections(of: id).map(\.target) }, is: [.participant(id)])
        _ = try await storage.write { try $0.eraseParticipant(id, by: erasure, entry: 0) }
        for (each, count) in [(chain, 0), (other, 1)] {
            let id = each.participant.id
            let found = try await storage.read {
                [try $0.restrictions(of: id).count, try $0.corrections(of: id).count, try $0.objections(of: id).count]
            }
            try require(found, is: [count, count, count])
        }
    },
]

extension Chain {
    func restriction(_ ground: RestrictionGround, at minutes: Int) throws -> StoredRestriction {
        StoredRestriction(
            id: RestrictionID(random: samples.random.source), participant: participant.id, ground: ground,
            begunBy: try samples.officerID("af/a"), begunAt: samples.time(minutes), record: samples.sealed())
    }

    func correction(at minutes: Int) throws -> StoredCorrection {
        StoredCorrection(
            participant: participant.id, organisation: try samples.organisationID("af"), correctedBy: try samples.officerID("af/a"),
            correctedAt: samples.time(minutes), correction: samples.sealed())
    }

    func objection(to target: ObjectionTarget, at minutes: Int) throws -> StoredObjection {
        StoredObjection(
            id: ObjectionID(random: samples.random.source), participant: participant.id, target: target,
            recordedBy: try samples.officerID("af/a"), recordedAt: samples.time(minutes), record: samples.sealed())
    }
}
