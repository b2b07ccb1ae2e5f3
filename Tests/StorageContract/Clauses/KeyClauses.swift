import Exchange

let keyClauses: [Clause<any Storage>] = [
    Clause("rotations come back as they were, the oldest first, and change in their end alone") { storage in
        let times = (1...4).map(Samples().time)
        let first = KeyRotation(old: "aa", new: "bb", begunAt: times[0], finishedAt: times[1], scrubbedAt: times[2])
        let second = KeyRotation(old: "bb", new: "cc", begunAt: times[3])
        try require(try await storage.read { try $0.keyRotations() }, is: [])
        try await storage.write { changes in
            try changes.insertKeyRotation(KeyRotation(old: "aa", new: "bb", begunAt: times[0]))
            try changes.updateKeyRotation(KeyRotation(old: "zz", new: "bb", begunAt: times[3], finishedAt: times[1], scrubbedAt: times[2]))
            try changes.insertKeyRotation(second)
        }
        try require(try await storage.read { try $0.keyRotations() }, is: [first, second])
        try await require(.storageFailed) {
            try await storage.write { try $0.updateKeyRotation(KeyRotation(old: "cc", new: "dd", begunAt: times[0])) }
        }
    },
    Clause("one rotation is under way at a time, and a key is replaced once and takes over once") { storage in
        let time = Samples().time(1)
        let finished = KeyRotation(old: "aa", new: "bb", begunAt: time, finishedAt: time)
        try await storage.write { try $0.insertKeyRotation(finished) }
        for (old, new) in [("aa", "cc"), ("cc", "bb")] {
            try await require(.storageFailed) {
                try await storage.write { try $0.insertKeyRotation(KeyRotation(old: old, new: new, begunAt: time)) }
            }
        }
        try await storage.write { try $0.insertKeyRotation(KeyRotation(old: "bb", new: "cc", begunAt: time)) }
        try await require(.storageFailed) {
            try await storage.write { try $0.insertKeyRotation(KeyRotation(old: "cc", new: "dd", begunAt: time)) }
        }
    },
    Clause("subject keys come by participants' ids, in parts, and are counted by how they begin") { storage in
        let chain = try await Chain.insert(into: storage)
        let others = try (0..<4).map { _ in try chain.samples.participant(["af"]) }
        try await storage.write { changes in for other in others { try changes.insertParticipant(other) } }
        let all = (others + [chain.participant]).map { WrappedSubjectKey(participant: $0.id, key: $0.subjectKey) }
            .sorted { $0.participant < $1.participant }
        try require(try await storage.read { try $0.subjectKeys(after: nil, limit: 9) }, is: all)
        try require(try await storage.read { try $0.subjectKeys(after: nil, limit: 2) }, is: Array(all[..<2]))
        try require(try await storage.read { try $0.subjectKeys(after: all[1].participant, limit: 2) }, is: Array(all[2..<4]))
        try require(try await storage.read { try $0.subjectKeys(after: all[4].participant, limit: 2) }, is: [])
        let prefix = Array(all[3].key.bytes.prefix(9))
        try require(try await storage.read { try $0.subjectKeyCount(beginningWith: prefix) }, is: 1)
        try require(try await storage.read { try $0.subjectKeyCount(beginningWith: []) }, is: 5)
        try require(try await storage.read { try $0.subjectKeyCount(beginningWith: prefix + [0, 0, 0]) }, is: 0)
    },
    Clause("a subject key is replaced alone, and who is erased has none") { storage in
        let chain = try await Chain.insert(into: storage)
        let stranger = ParticipantID(random: chain.samples.random.source)
        let fresh = chain.samples.sealed()
        try await storage.write { try $0.replaceSubjectKey(of: chain.participant.id, with: fresh) }
        var expected = chain.participant
        expected.subjectKey = fresh
        let after = expected
        try require(try await storage.read { try $0.participant(chain.participant.id) }, is: after)
        try await require(.storageFailed) { try await storage.write { try $0.replaceSubjectKey(of: stranger, with: fresh) } }
        try await storage.write { try $0.replaceSubjectKey(of: chain.participant.id, with: Sealed(bytes: [])) }
        try require(try await storage.read { try $0.subjectKeys(after: nil, limit: 9) }, is: [])
        try require(try await storage.read { try $0.subjectKeyCount(beginningWith: []) }, is: 0)
    },
    Clause("the exchange's keys are replaced whole, once there are any") { storage in
        let samples = Samples()
        let (first, second) = (samples.keys(), samples.keys())
        try await require(.storageFailed) { try await storage.write { try $0.replaceKeys(second) } }
        try await storage.write { changes in
            try changes.insertKeys(first)
            try changes.replaceKeys(second)
        }
        try require(try await storage.read { try $0.keys() }, is: second)
    },
    Clause("statements about the log's key come in the order of their sizes, and none takes another's place") { storage in
        try require(try await storage.read { try $0.logKeyStatements() }, is: [])
        try await storage.write { changes in
            try changes.insertLogKeyStatement([2, 0, 0xff], from: 70)
            try changes.insertLogKeyStatement([1], from: 9)
        }
        try await require(.storageFailed) { try await storage.write { try $0.insertLogKeyStatement([3], from: 70) } }
        try require(try await storage.read { try $0.logKeyStatements() }, is: [[1], [2, 0, 0xff]])
    },
    Clause("what was signed under a log's former name is forgotten, and its newest checkpoint is not") { storage in
        try await storage.write { changes in
            try changes.putCheckpoint([9])
            try changes.insertLogKeyStatement([1], from: 9)
            try changes.storeCosignedCheckpoint(CosignedCheckpoint(size: 9, note: [2]))
            try changes.insertStamp(StoredStamp(size: 9, at: Samples().time(1), note: [2], token: [3]))
            try changes.forgetLogName()
        }
        try require(try await storage.read { try $0.logKeyStatements() }, is: [])
        try require(try await storage.read { try $0.cosignedCheckpoints(limit: 9) }, is: [])
        try require(try await storage.read { try $0.lastStamp() }, is: nil)
        try require(try await storage.read { try $0.checkpoint() }, is: [9])
    },
]
