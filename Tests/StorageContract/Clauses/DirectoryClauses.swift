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
            for organisation in organisations { try changes.insertOrganisation(organisation, record: [1, 2, 3]) }
        }
        try require(try await storage.read { try $0.organisations() }, is: [organisations[1], organisations[2], organisations[0]])
        try require(try await storage.read { try $0.organisation(organisations[0].id) }, is: organisations[0])
        try await require(.storageFailed) { try await storage.write { try $0.insertOrganisation(organisations[1], record: nil) } }
    },
    Clause("officers come back as they were, of one organisation or all, in the order of their ids") { storage in
        let samples = Samples()
        let all = [
            Officer(
                id: try samples.officerID("af/karin"), roles: Set(Role.allCases), clearedForProtectedIdentity: true, recipient: "age1xyz"),
            try samples.officer("af/anna", roles: []), try samples.officer("fk/bo", roles: [.approver]),
        ]
        try await storage.write { changes in
            for id in ["af", "fk"] { try changes.insertOrganisation(try samples.organisation(id), record: nil) }
            for officer in all { try changes.insertOfficer(officer, record: nil) }
        }
        try require(try await storage.read { try $0.officers(of: nil) }, is: [all[1], all[0], all[2]])
        let af = try samples.organisationID("af")
        try require(try await storage.read { try $0.officers(of: af) }, is: [all[1], all[0]])
        try require(try await storage.read { try $0.officer(all[2].id) }, is: all[2])
        try await require(.storageFailed) { try await storage.write { try $0.insertOfficer(all[0], record: nil) } }
    },
    Clause("a disabled officer stays in the directory, disabled") { storage in
        let chain = try await Chain.insert(into: storage)
        let (id, stranger) = (try chain.samples.officerID("af/a"), try chain.samples.officerID("af/nobody"))
        try await storage.write { try $0.disableOfficer(id, record: [9]) }
        try require(try await storage.read { try $0.officer(id)?.disabled }, is: true)
        try require(try await storage.read { try $0.officers(of: nil).filter(\.disabled).count }, is: 1)
        try await require(.storageFailed) { try await storage.write { try $0.disableOfficer(stranger, record: [9]) } }
    },
]

extension StoredKeys {
    fileprivate static var other: StoredKeys {
        let sealed = Sealed(bytes: [1])
        return StoredKeys(masterKeyID: "ff", logOrigin: "x", system: sealed, index: sealed, identity: sealed, logSigner: sealed)
    }
}
