import Exchange

let participantClauses: [Clause<any Storage>] = [
    Clause("a participant is found by id and by blind index, whole") { storage in
        let participant = try await Chain.insert(into: storage).participant
        try require(try await storage.read { try $0.participant(participant.id) }, is: participant)
        try require(try await storage.read { try $0.participant(blindIndex: participant.blindIndex) }, is: participant)
        try require(try await storage.read { try $0.participant(blindIndex: Array(repeating: 0, count: 32)) }, is: nil)
    },
    Clause("a number is registered once") { storage in
        let chain = try await Chain.insert(into: storage)
        let twin = StoredParticipant(
            id: ParticipantID(random: chain.samples.random.source), blindIndex: chain.participant.blindIndex,
            subjectKey: chain.samples.sealed(), registrations: [])
        try await require(.storageFailed) { try await storage.write { try $0.insertParticipant(twin) } }
        try await require(.storageFailed) { try await storage.write { try $0.insertParticipant(chain.participant) } }
        try require(try await storage.read { try $0.participant(twin.id) }, is: nil)
    },
    Clause("each organisation's first registration of a participant is kept, in order") { storage in
        let chain = try await Chain.insert(into: storage)
        let added = try ["vagen", "fk", "af", "vagen"].enumerated().map { try chain.samples.registration($1, at: $0 + 1) }
        try await storage.write { changes in
            for registration in added { try changes.addRegistration(registration, to: chain.participant.id) }
        }
        let found = try await storage.read { try $0.participant(chain.participant.id)?.registrations }
        try require(found, is: chain.participant.registrations + [added[0], added[1]])
    },
    Clause("an organisation knows those it registered and those its officers' cases are about, in the order of ids") { storage in
        let chain = try await Chain.insert(into: storage)
        let others = [try chain.samples.participant(["fk"]), try chain.samples.participant(["vagen", "fk"])]
        let second = try chain.samples.caseOf(others[0].id, ["fk/a", "af/b", "af/a"])
        try await storage.write { changes in
            for other in others { try changes.insertParticipant(other) }
            try changes.insertCase(second)
        }
        let found = try await storage.read { facts in
            try ["af", "fk", "vagen"].map { try facts.participants(knownTo: try chain.samples.organisationID($0)) }
        }
        try require(found[0], is: [chain.participant, others[0]].sorted { $0.id < $1.id })
        try require(found[1], is: others.sorted { $0.id < $1.id })
        try require(found[2], is: [others[1]])
    },
]

let caseClauses: [Clause<any Storage>] = [
    Clause("a case comes back as it was, its officers in order, and closes") { storage in
        let chain = try await Chain.insert(into: storage)
        var expected = chain.value
        try require(try await storage.read { try $0.caseOf(chain.value.id) }, is: expected)
        for id in ["vagen/b", "fk/a"] {
            let officer = try chain.samples.officerID(id)
            try await storage.write { try $0.addOfficer(officer, to: chain.value.id, at: chain.samples.time(1)) }
            expected.officers.append(officer)
        }
        try await storage.write { try $0.closeCase(chain.value.id, at: chain.samples.time(7)) }
        expected.closedAt = chain.samples.time(7)
        try require(try await storage.read { try $0.caseOf(chain.value.id) }, is: expected)
    },
    Clause("a case that isn't there can't be closed, and one that is can't be opened again") { storage in
        let chain = try await Chain.insert(into: storage)
        let stranger = CaseID(random: chain.samples.random.source)
        try await require(.storageFailed) { try await storage.write { try $0.closeCase(stranger, at: Samples.start) } }
        try await require(.storageFailed) { try await storage.write { try $0.insertCase(chain.value) } }
    },
    Clause("a participant's cases come the oldest first, equal times in the order of arrival") { storage in
        let chain = try await Chain.insert(into: storage)
        let made = try [5, 3, 5, 0].map { try chain.samples.caseOf(chain.participant.id, ["fk/a"], at: $0) }
        try await storage.write { changes in for value in made { try changes.insertCase(value) } }
        let found = try await storage.read { try $0.cases(of: chain.participant.id).map(\.id) }
        try require(found, is: [chain.value, made[3], made[1], made[0], made[2]].map(\.id))
    },
]

let consentClauses: [Clause<any Storage>] = [
    Clause("a consent comes back as it was, and its end is stored") { storage in
        let chain = try await Chain.insert(into: storage)
        var (first, second) = (chain.samples.consent(chain.value), chain.samples.consent(chain.value))
        try await storage.write { [first, second] changes in
            try changes.insertConsent(first)
            try changes.insertConsent(second)
        }
        first.withdrawnAt = chain.samples.time(3)
        second.supersededBy = first.id
        try await storage.write { [first, second] changes in
            try changes.updateConsent(first)
            try changes.updateConsent(second)
        }
        try require(try await storage.read { [first] in try $0.consent(first.id) }, is: first)
        try require(try await storage.read { [second] in try $0.consent(second.id) }, is: second)
        try await require(.storageFailed) { [first] in try await storage.write { try $0.insertConsent(first) } }
        let stranger = chain.samples.consent(chain.value)
        try await require(.storageFailed) { try await storage.write { try $0.updateConsent(stranger) } }
    },
    Clause("a consent's withdrawals are kept in order, for it alone") { storage in
        let chain = try await Chain.insert(into: storage)
        var (first, second) = (chain.samples.consent(chain.value), chain.samples.consent(chain.value))
        let made = [5, 2, 5].map { StoredWithdrawal(at: chain.samples.time($0), record: chain.samples.sealed()) }
        try await storage.write { [first, second] changes in
            try changes.insertConsent(first)
            try changes.insertConsent(second)
            for withdrawal in made { try changes.addWithdrawal(withdrawal, to: first.id) }
        }
        try await storage.write { [second] in try $0.addWithdrawal(made[0], to: second.id) }
        first.withdrawals = made
        second.withdrawals = [made[0]]
        first.withdrawnAt = chain.samples.time(9)
        try await storage.write { [first] in try $0.updateConsent(first) }
        try require(try await storage.read { [first] in try $0.consent(first.id) }, is: first)
        try require(try await storage.read { try $0.consents(of: chain.participant.id) }, is: [second, first])
        let stranger = chain.samples.consent(chain.value)
        try await require(.storageFailed) { try await storage.write { try $0.addWithdrawal(made[0], to: stranger.id) } }
    },
    Clause("consents that end soon come the first to end first, in an organisation's cases, page by page") { storage in
        let chain = try await Chain.insert(into: storage)
        let other = try chain.samples.caseOf(chain.participant.id, ["fk/a"])
        let ends = [7, 3, 9, 3, nil, 2, 5, 10]
        var made = ends.map { chain.samples.consent(chain.value, ending: $0) }
        made[6].withdrawnAt = chain.samples.time(1)
        let (replaced, elsewhere) = (chain.samples.consent(chain.value, ending: 4), chain.samples.consent(other, ending: 4))
        try await storage.write { [made] changes in
            try changes.insertCase(other)
            for consent in made + [replaced, elsewhere] { try changes.insertConsent(consent) }
            var superseded = replaced
            superseded.supersededBy = made[0].id
            try changes.updateConsent(superseded)
        }
        let (af, start, end) = (try chain.samples.organisationID("af"), chain.samples.time(2), chain.samples.time(9))
        let all = try await storage.read {
            try $0.consents(inCasesOf: af, endingFrom: start, until: end, after: nil, limit: 9).map(\.id)
        }
        try require(all, is: [made[4], made[1], made[3], made[0], made[2]].map(\.id))
        for place in all.indices {
            let page = try await storage.read {
                try $0.consents(inCasesOf: af, endingFrom: start, until: end, after: all[place], limit: 2).map(\.id)
            }
            try require(page, is: Array(all.dropFirst(place + 1).prefix(2)))
        }
        let stranger = ConsentID(random: chain.samples.random.source)
        let none = try await storage.read { try $0.consents(inCasesOf: af, endingFrom: start, until: end, after: stranger, limit: 2) }
        try require(none, is: [])
    },
    Clause("a consent may name its successor before that is stored") { storage in
        let chain = try await Chain.insert(into: storage)
        let (first, second) = (chain.samples.consent(chain.value), chain.samples.consent(chain.value))
        try await storage.write { changes in
            try changes.insertConsent(first)
            var superseded = first
            superseded.supersededBy = second.id
            try changes.updateConsent(superseded)
            try changes.insertConsent(second)
        }
        try require(try await storage.read { try $0.consent(first.id)?.supersededBy }, is: second.id)
    },
    Clause("a participant's consents come the newest first, equal times the last come first") { storage in
        let chain = try await Chain.insert(into: storage)
        let made = [1, 4, 1].map { chain.samples.consent(chain.value, at: $0) }
        try await storage.write { changes in for consent in made { try changes.insertConsent(consent) } }
        try require(try await storage.read { try $0.consents(of: chain.participant.id) }, is: [made[1], made[2], made[0]])
        let stranger = ParticipantID(random: chain.samples.random.source)
        try require(try await storage.read { try $0.consents(of: stranger) }, is: [])
    },
]
