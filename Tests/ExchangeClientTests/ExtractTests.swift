import ExchangeAPI
import Foundation
import Synchronization
import Testing
import TransparencyLog

@testable import Exchange
@testable import ExchangeClient

/// No line of an extract is believed before it has been held against the log.
@Suite("A person's extract, before a daemon that lies") struct ExtractTests {
    let world: World
    let daemon: FakeDaemon
    let participant: ParticipantID

    init() throws {
        world = try World()
        daemon = try FakeDaemon()
        participant = ParticipantID(random: world.random.source)
        let about = participant
        try daemon.state.withLock { state in
            for action in [Action.registerParticipant, .readParticipant, .retrieveDocument] {
                try state.log.append(action, by: world.maria, participant: about)
            }
        }
    }

    /// Serves the log in pages of two; `forge` makes each line a lie.
    private func serve(officers: OfficerNames = .shown, forge: @escaping @Sendable (ExtractLine) -> ExtractLine = { $0 }) {
        let about = participant
        daemon.route("/v1/participants/\(about)/extract") { request, state in
            let body = try WireJSON.decode(ExtractBody.self, from: Data(request.body))
            let receipt = try state.log.append(.extractLog, by: state.officer, participant: about)
            let end = body.until ?? receipt.index
            let indexes = (body.from..<end).prefix(2)
            let lines = try indexes.map { index in
                let proven = try state.log.receipt(of: index)
                let told = officers == .withheld ? ToldEntry(proven.opening, officers: .withheld) : nil
                return forge(
                    ExtractLine(
                        index: index, leaf: proven.leaf, inclusionProof: proven.inclusionProof,
                        opening: officers == .shown ? proven.opening : nil, told: told))
            }
            let next = indexes.last.flatMap { $0 + 1 < end ? $0 + 1 : nil }
            let page = ExtractPage(
                participant: about, officers: officers, lines: lines, next: next, logSize: receipt.index, subjects: ExtractSubjects())
            return try .json(Answer(result: page, receipt: receipt))
        }
    }

    private func extract() async throws -> VerifiedExtract {
        try await makeExtract(of: participant, over: try world.connection(daemon)).extract
    }

    /// A leaf that nothing opens is told of with the time that it states. One that no calendar has would stop whoever shows it.
    @Test(arguments: [
        (Int64.min, false), (-62_135_596_800_001, false), (-62_135_596_800_000, true), (253_402_300_799_999, true),
        (253_402_300_800_000, false), (.max, false),
    ])
    func aLeafOfNoTimeIsNone(milliseconds: Int64, isTaken: Bool) {
        let leaf = [1] + withUnsafeBytes(of: milliseconds.bigEndian) { Array($0) } + [UInt8](repeating: 0, count: 32)
        #expect(LeafTime.of(leaf) == (isTaken ? Timestamp(milliseconds: milliseconds) : nil))
    }

    @Test(arguments: OfficerNames.allCases) func gathersThePagesUpToWhereTheLogWas(officers: OfficerNames) async throws {
        serve(officers: officers)
        let made = try await extract()
        #expect(made.lines.map(\.told?.action) == [.registerParticipant, .readParticipant, .retrieveDocument])
        #expect(made.lines.map(\.told?.officer) == Array(repeating: officers == .shown ? world.maria : nil, count: 3))
        #expect(made.logSize == 3 && made.officers == officers)
    }

    /// What is kept of a line proves it by itself, years later: a receipt, without the exchange.
    @Test func eachLinesProofStandsForItself() async throws {
        serve()
        let verifier = try NoteVerifier(verifierKey: daemon.verifierKey)
        for line in try await extract().lines {
            let proof = line.proof
            let receipt = try JSONDecoder().decode(Receipt.self, from: try WireJSON.encode(proof))
            try verifyReceipt(receipt, by: verifier, of: world.maria)
        }
    }

    /// Each lie for its own reason, all else being true. "another's" tells none but one: the entry at 3 is about nobody, and the daemon puts it
    /// into this person's extract.
    @Test(arguments: [
        ("other text", "extract-text"), ("other leaf", "extract-inclusion"), ("no proof", "extract-inclusion"),
        ("other place", "extract-inclusion"), ("no text", "extract-text"), ("another's", "extract-text"),
        ("told beside it", "extract-text"), ("backwards", "extract-line"),
    ]) func refusesALineThatIsntInTheLog(lie: String, code: String) async throws {
        if lie == "another's" { _ = try daemon.state.withLock { try $0.log.append(.readParticipant, by: world.maria) } }
        let leaves = try daemon.state.withLock { state in try (0..<3).map { try state.log.receipt(of: $0).leaf } }
        serve { line in
            let opening = line.opening
            switch lie {
            case "other text":
                return line.with(opening: opening.map { Opening(salt: Array(repeating: 1, count: 32), text: Array($0.text.utf8)) })
            case "other leaf": return line.with(leaf: leaves[(Int(line.index) + 1) % 3])
            case "no proof": return line.with(proof: [])
            case "other place": return line.with(index: line.index + 1)
            case "no text": return line.with(opening: .some(nil))
            case "another's": return line
            case "backwards": return line.with(index: 0)
            default: return line.with(opening: .some(nil), told: opening.flatMap { ToldEntry($0, officers: .shown) })
            }
        }
        let error = await failure { _ = try await extract() }
        #expect(error?.code == code, "\(lie): \(String(describing: error))")
    }

    @Test func refusesWithheldWordsThatNameSomebodyOrAnotherTime() async throws {
        serve(officers: .withheld) { line in
            ExtractLine(
                index: line.index, leaf: line.leaf, inclusionProof: line.inclusionProof,
                told: line.told.map { told in ToldEntry(told, at: Timestamp(milliseconds: told.at.milliseconds + 1)) })
        }
        #expect(await failure { _ = try await extract() }?.code == "extract-text")
    }
}

extension ToldEntry {
    /// The same at another time.
    fileprivate init(_ told: ToldEntry, at time: Timestamp) {
        let entry = AuditEntry(
            index: 0, at: time, officer: World.officer("\(told.organisation)/x"), action: told.action, resource: nil, participant: nil,
            owner: nil, purpose: nil, outcome: told.outcome, code: nil, policies: [], policyErrors: [], policyDigest: "", consent: nil,
            approval: nil, record: nil, erased: nil)
        self.init(entry, officers: .withheld)
    }
}

extension ExtractLine {
    fileprivate func with(
        index: UInt64? = nil, leaf: String? = nil, proof: [String]? = nil, opening: Opening?? = nil, told: ToldEntry? = nil
    ) -> ExtractLine {
        ExtractLine(
            index: index ?? self.index, leaf: leaf ?? self.leaf, inclusionProof: proof ?? inclusionProof, opening: opening ?? self.opening,
            told: told)
    }
}
