import Exchange

let directoryClauses: [Clause<any Storage>] = [
    Clause("an empty storage has nothing") { storage in
        let samples = Samples()
        let empty = try await storage.read { facts in
            try facts.keys() == nil && facts.organisations().isEmpty && facts.officers(of: nil).isEmpty && facts.logSize() == 0
                && facts.checkpoint() == nil && facts.participant(ParticipantID(random: samples.random.source)) == nil
        }
        try require(empty, "something was there")
    },
    Clause("keys are stored once") { storage in
        let (first, second) = (Samples().keys(), StoredKeys.other)
        try await storage.write { try $0.insertKeys(first) }
        try await require(.storageFailed) { try await storage.write { try $0.insertKeys(second) } }
        try require(try await storage.read { try $0.keys() }, is: first)
    },
    Clause("organisations come back as they were, in the order of their ids") { storage in
        let samples = Samples()
        let organisations = [
            try samples.organisation("vagen", kind: .socialtForetag, binding: .agreement(reference: "A 1", date: "2026-01-31")),
            try samples.organisation("af", kind: .arbetsformedlingen, host: true), try samples.organisation("sof", binding: .none),
        ]
        try await storage.write { changes in
            for organisation in organisations { try changes.insertOrganisation(organisation) }
        }
        try require(try await storage.read { try $0.organisations() }, is: [organisations[1], organisations[2], organisations[0]])
        try require(try await storage.read { try $0.organisation(organisations[0].id) }, is: organisations[0])
        try await require(.storageFailed) { try await storage.write { try $0.insertOrganisation(organisations[1]) } }
    },
    Clause("officers come back as they were, of one organisation or all, in the order of their ids") { storage in
        let samples = Samples()
        let all = [
            Officer(
                id: try samples.officerID("af/karin"), roles: Set(Role.allCases), clearedForProtectedIdentity: true, recipient: "age1xyz"),
            try samples.officer("af/anna", roles: []), try samples.officer("fk/bo", roles: [.approver]),
        ]
        try await storage.write { changes in
            for id in ["af", "fk"] { try changes.insertOrganisation(try samples.organisation(id)) }
            for officer in all { try changes.insertOfficer(officer) }
        }
        try require(try await storage.read { try $0.officers(of: nil) }, is: [all[1], all[0], all[2]])
        let af = try samples.organisationID("af")
        try require(try await storage.read { try $0.officers(of: af) }, is: [all[1], all[0]])
        try require(try await storage.read { try $0.officer(all[2].id) }, is: all[2])
        try await require(.storageFailed) { try await storage.write { try $0.insertOfficer(all[0]) } }
    },
    Clause("an officer is changed whole, and stays in the directory when disabled") { storage in
        let chain = try await Chain.insert(into: storage)
        let id = try chain.samples.officerID("af/a")
        let changed = Officer(id: id, roles: [.approver, .auditor], clearedForProtectedIdentity: true, recipient: "age1new")
        try await storage.write { try $0.updateOfficer(changed) }
        try require(try await storage.read { try $0.officer(id) }, is: changed)
        try await storage.write { try $0.updateOfficer(changed.disabledNow) }
        try require(try await storage.read { try $0.officer(id) }, is: changed.disabledNow)
        try require(try await storage.read { try $0.officers(of: nil).filter(\.disabled).count }, is: 1)
        let stranger = try chain.samples.officer("af/nobody")
        try await require(.storageFailed) { try await storage.write { try $0.updateOfficer(stranger) } }
    },
    Clause("the directory is founded once, with what was in it") { storage in
        let chain = try await Chain.insert(into: storage)
        try require(try await storage.read { try $0.founding() == nil && $0.directoryHead() == nil }, "it was founded")
        let keys = chain.samples.keys()
        try await storage.write { changes in
            try changes.insertKeys(keys)
            try changes.foundDirectory()
        }
        let text = try unwrap(try await storage.read { try $0.founding() })
        try await storage.write { changes in
            try changes.insertOfficer(try chain.samples.officer("af/late"))
            try changes.foundDirectory()
        }
        try require(try await storage.read { try $0.founding() }, is: text)
        try await require(.storageFailed) { try await storage.write { try $0.insertFounding([1]) } }
    },
    Clause("changes of the directory come in the order of their places, a page at a time, each place once") { storage in
        try require(try await storage.read { try $0.lastDirectoryRecord() }, is: nil)
        let records = (1...3).map { place in
            StoredDirectoryRecord(
                place: place, subject: "af/a", record: [UInt8(place)], entry: 7 + place, latest: Samples().time(Int(place)))
        }
        try await storage.write { changes in
            for record in [records[0], records[2], records[1]] { try changes.insertDirectoryRecord(record) }
        }
        try require(try await storage.read { try $0.directoryRecords(from: 0, limit: 9) }, is: records)
        try require(try await storage.read { try $0.directoryRecords(from: 1, limit: 2) }, is: Array(records[..<2]))
        try require(try await storage.read { try $0.directoryRecords(from: 3, limit: 2) }, is: [records[2]])
        try require(try await storage.read { try $0.directoryRecords(from: 4, limit: 2) }, is: [])
        try require(try await storage.read { try $0.lastDirectoryRecord() }, is: records[2])
        try await require(.storageFailed) { try await storage.write { try $0.insertDirectoryRecord(records[1]) } }
    },
]

extension StoredKeys {
    fileprivate static var other: StoredKeys {
        let sealed = Sealed(bytes: [1])
        return StoredKeys(masterKeyID: "ff", logOrigin: "x", system: sealed, index: sealed, identity: sealed, logSigner: sealed)
    }
}
