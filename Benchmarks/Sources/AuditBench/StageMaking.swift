import Age
import Exchange
import Foundation
import PKI
import SignedRecords
import StorageSQLite

extension Stage {
    /// Makes all of it in a folder that isn't there.
    static func make(in folder: String) async throws {
        try certificates(in: folder + "/pki")
        let master = MasterKey(random: .system)
        let storage = try SQLiteStorage.open(folder: folder + "/data")
        try BenchWorld.keep(master, at: folder + "/master.key")
        let recipient = try X25519Identity(random: { RandomSource.system.bytes($0) }).recipient.description
        let host = Organisation(id: try id("vard"), name: "Värden", kind: .annan, binding: .statute, host: true)
        let keys = try StoredKeys.create(master: master, logOrigin: "kedja.example/bench", random: .system)
        try await Setup(keys: keys, host: host, administrator: try id("vard/admin"), recipient: recipient).perform(in: storage)
        try await directory(recipient, storage)
        let stage = try await Stage(folder: folder, master: master)
        let notes = try await stage.people()
        try JSONEncoder().encode(notes).write(to: URL(filePath: folder + "/stage.json"))
    }

    private static func certificates(in folder: String) throws {
        let (pki, now) = (PKIFolder(folder), Date().addingTimeInterval(-60))
        try pki.createAuthority(name: "Bench CA", now: now, random: { RandomSource.system.bytes($0) })
        try pki.issueServer(now: now, random: { RandomSource.system.bytes($0) })
        let callers = try (0..<officers).map(officer) + StageGrowth.readers() + [StageGrowth.lister(), id(auditor)]
        for caller in callers {
            let name = try OfficerName(organisation: caller.organisation.text, officer: caller.name)
            try pki.issueOfficer(name, ageKey: nil, now: now, random: { RandomSource.system.bytes($0) })
        }
    }

    private static func directory(_ recipient: String, _ storage: SQLiteStorage) async throws {
        let kinds: [OrganisationKind] = [.arbetsformedlingen, .forsakringskassan, .kommun, .region, .kriminalvarden, .sis]
        let organisations = try (0..<organisations).map { number in
            Organisation(
                id: try id(organisation(number)), name: "Organisation \(number)", kind: kinds[number % kinds.count], binding: .statute)
        }
        let entered = { (ids: [OfficerID], roles: Set<Role>) in
            ids.map { Officer(id: $0, roles: roles, clearedForProtectedIdentity: false, recipient: recipient) }
        }
        let workers = entered(try (0..<officers).map(officer), [.caseOfficer, .recorder, .approver])
        // No approvers: they see all that their organisation has, and that grows.
        let others = entered(try StageGrowth.readers() + StageGrowth.owners() + [StageGrowth.lister()], [.caseOfficer, .recorder])
        let auditors = entered([try id(auditor)], [.auditor])
        try await storage.write { changes in
            for organisation in organisations { try changes.insertOrganisation(organisation) }
            for officer in workers + others + auditors { try changes.insertOfficer(officer) }
        }
    }

    /// By the exchange's own actions, so that all of it is as they leave it.
    private func people() async throws -> [Notes] {
        let payload = try BenchPayload(sealing: [UInt8](repeating: 107, count: 1024))
        return try await withThrowingTaskGroup(of: (Int, Notes).self) { group in
            for number in 0..<Stage.officers { group.addTask { (number, try await notes(of: number, payload)) } }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func notes(of number: Int, _ payload: BenchPayload) async throws -> Notes {
        let (reader, owner) = (try Stage.officer(number), try Stage.colleague(of: number))
        var subjects: [Notes.Subject] = []
        for _ in 0..<2 {
            let shared = try await casework.sharedCase(of: reader, with: owner)
            subjects.append(
                Notes.Subject(
                    participant: shared.participant, caseID: shared.id, consent: shared.consent,
                    read: try await casework.upload(payload, to: shared), asked: try await casework.upload(payload, to: shared)))
        }
        let intake = try await casework.sharedCase(of: reader, with: owner)
        return Notes(subjects: subjects, intake: intake.id, newcomer: intake.participant)
    }
}
