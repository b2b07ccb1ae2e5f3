import Exchange
import Foundation
import SignedRecords
import StorageSQLite

/// What the officers do, as lines for LoadBench. All that is signed or sealed is so here, so that whoever asks spends nothing on it.
struct StageJobs {
    let stage: Stage
    let notes: [Stage.Notes]
    let logSize: UInt64
    let payload: BenchPayload
    /// Of that payload, for the exchange, in base64.
    let header: String
    private var random: SeededNumbers

    struct Job: Encodable {
        let officer: OfficerID
        let kind: String
        var once: Bool?
        let steps: [Step]
    }

    struct Step: Encodable {
        let method: String
        let path: String
        var body: String?
        var bytes: String?
        var fields: [String: String]?
        var keep: String?
    }

    init(_ stage: Stage, seed: UInt64) async throws {
        self.stage = stage
        notes = try stage.notes()
        logSize = try await stage.storage.read { try $0.logSize() }
        payload = try BenchPayload(sealing: [UInt8](repeating: 107, count: 1024))
        let ticket = try await stage.exchange.beginUpload(
            to: notes[0].intake, category: .planering, release: .policy, by: try Stage.officer(0))
        guard let recipient = ticket.value.exchangeRecipient else { throw BenchError("the exchange has no recipient") }
        header = Data(try payload.header(for: recipient)).base64EncodedString()
        random = SeededNumbers(seed: seed)
    }

    /// Every officer's two documents, to be retrieved over and over.
    func retrievals() throws -> [Job] {
        try notes.indices.flatMap { number in
            try notes[number].subjects.map { try Job(officer: Stage.officer(number), kind: "retrieve", steps: retrieval(of: $0.read)) }
        }
    }

    /// Of each of many persons in the filled part one document, once: nothing about them is remembered yet.
    func coldRetrievals() async throws -> [Job] {
        var jobs: [Job] = []
        for reader in try StageGrowth.readers() {
            let found = try await stage.storage.read { try $0.documents(matching: .caseOfficer(reader), after: nil, limit: 400) }
            let firsts = stride(from: 0, to: found.count, by: StageGrowth.documentsACase).map { found[$0] }
            jobs += firsts.map { Job(officer: reader, kind: "cold retrieve", once: true, steps: retrieval(of: $0.id)) }
        }
        return jobs
    }

    /// One call, whose answer has the payload: they're all small.
    private func retrieval(of document: DocumentID) -> [Step] {
        [Step(method: "POST", path: "/v1/documents/\(document)/retrievals", body: #"{"purpose":"planering"}"#, keep: #"payload":""#)]
    }

    /// What of a hundred jobs is of which kind.
    private static let shares: [(kind: String, share: Int)] = [
        ("describe", 27), ("retrieve", 25), ("documents", 10), ("log proof", 6), ("participant", 5), ("cases", 5), ("checkpoint", 5),
        ("upload", 4), ("request", 4), ("answer", 3), ("explain", 3), ("consent", 3),
    ]

    /// Mixed work. Few connections are of few officers, who therefore have more to do before it begins anew.
    mutating func mixed() async throws -> [Job] {
        var jobs: [Job] = []
        for number in notes.indices {
            for _ in 0..<(number == 0 ? 3000 : number.isMultiple(of: 25) ? 1000 : 300) {
                let kind = Self.shares.kind(at: Int.random(in: 0..<100, using: &random))
                jobs.append(try await job(kind, of: number))
            }
        }
        return jobs
    }

    private mutating func job(_ kind: String, of number: Int) async throws -> Job {
        let (officer, mine) = (try Stage.officer(number), notes[number])
        let subject = mine.subjects[Int.random(in: 0..<mine.subjects.count, using: &random)]
        let get = { (path: String) in Job(officer: officer, kind: kind, steps: [Step(method: "GET", path: path)]) }
        switch kind {
        case "describe": return get("/v1/documents/\(subject.read)")
        case "documents": return get("/v1/cases/\(subject.caseID)/documents")
        case "cases": return get("/v1/cases")
        case "participant": return get("/v1/participants/\(subject.participant)")
        case "checkpoint": return get("/log/checkpoint")
        case "log proof": return get("/log/proof/inclusion?index=\(UInt64.random(in: 0..<logSize, using: &random))&size=\(logSize)")
        case "retrieve": return Job(officer: officer, kind: kind, steps: retrieval(of: subject.read))
        case "explain":
            let step = Step(method: "POST", path: "/v1/documents/\(subject.read)/explanations", body: #"{"purpose":"planering"}"#)
            return Job(officer: officer, kind: kind, steps: [step])
        case "request": return try request(for: subject.asked, by: officer)
        case "answer": return try await answer(by: number)
        case "upload": return try upload(to: mine, by: officer)
        default: return try consent(in: mine, by: number)
        }
    }
}

extension [StageJobs.Job] {
    /// A line each.
    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var lines = Data()
        for job in self { lines += try encoder.encode(job) + Data("\n".utf8) }
        try lines.write(to: URL(filePath: path))
    }
}

extension [(kind: String, share: Int)] {
    fileprivate func kind(at place: Int) -> String {
        var left = place
        for each in self {
            if left < each.share { return each.kind }
            left -= each.share
        }
        return self[0].kind
    }
}

/// The same each time, by its seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
