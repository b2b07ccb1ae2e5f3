import Exchange
import Foundation
import SignedRecords
import StorageSQLite

/// The commands that make a stage, and what is done on it.
enum StageCommand {
    case stage(folder: String)
    case grow(folder: String, documents: Int, entries: UInt64)
    case jobs(folder: String, kind: String, seed: UInt64, file: String)

    init?(_ arguments: [String]) {
        switch (arguments.first, arguments.count) {
        case ("stage", 2): self = .stage(folder: arguments[1])
        case ("grow", 4):
            guard let documents = Int(arguments[2]), let entries = UInt64(arguments[3]) else { return nil }
            self = .grow(folder: arguments[1], documents: documents, entries: entries)
        case ("jobs", 5):
            guard let seed = UInt64(arguments[3]) else { return nil }
            self = .jobs(folder: arguments[1], kind: arguments[2], seed: seed, file: arguments[4])
        default: return nil
        }
    }

    func run() async throws {
        switch self {
        case .stage(let folder): try await Stage.make(in: folder)
        case .grow(let folder, let documents, let entries):
            let stage = try await Stage(opening: folder)
            try await StageGrowth(stage).grow(to: documents)
            try await stage.fillLog(to: entries)
        case .jobs(let folder, let kind, let seed, let file):
            var jobs = try await StageJobs(try await Stage(opening: folder), seed: seed)
            try await jobs.of(kind).write(to: file)
        }
    }
}

extension StageJobs {
    mutating func of(_ kind: String) async throws -> [Job] {
        switch kind {
        case "retrieve": try retrievals()
        case "cold": try await coldRetrievals()
        case "mixed": try await mixed()
        default: throw BenchError("the jobs are retrieve, cold or mixed")
        }
    }
}

extension Stage {
    /// Entries of the officers' own persons.
    func fillLog(to entries: UInt64) async throws {
        let notes = try notes()
        let rows = try notes.enumerated().flatMap { number, mine in
            try mine.subjects.map { (subject: $0, reader: try Stage.officer(number), owner: try Stage.colleague(of: number).organisation) }
        }
        let master = master
        let subjects = try await storage.read { facts in
            try rows.map { row in
                guard let stored = try facts.participant(row.subject.participant) else { throw BenchError("a person is missing") }
                return BenchWorld.Subject(
                    id: stored.id, key: try master.unwrap(stored.subjectKey, named: stored.id.text, as: SubjectUse.self),
                    document: row.subject.read, reader: row.reader, owner: row.owner)
            }
        }
        try await LogFilling(
            storage: storage, exchange: exchange, subjects: subjects, policyDigest: policyDigest, auditor: try id(Stage.auditor)
        ).fill(to: entries)
    }
}
