import Exchange
import Foundation
import TransparencyLog

/// Takes an extract's pages in order and verifies their lines. Pure: pages in, lines out.
struct ExtractGathering {
    private let participant: ParticipantID
    private var lines: [VerifiedLine] = []
    private var subjects = ExtractSubjects()
    private var officers = OfficerNames.shown
    private var logSize: UInt64?

    init(of participant: ParticipantID) { self.participant = participant }

    var extract: VerifiedExtract {
        VerifiedExtract(participant: participant, officers: officers, lines: lines, subjects: subjects, logSize: logSize ?? 0)
    }

    /// Takes a page with its answer's receipt, whose checkpoint the lines are proven against.
    mutating func add(_ page: ExtractPage, _ receipt: Receipt, _ verifier: some CheckpointVerifier) throws(ClientError) {
        let checkpoint = try verifiedCheckpoint(Array(receipt.checkpoint.utf8), by: verifier)
        guard page.participant == participant else { throw .integrity("extract-line", "the extract is about somebody else") }
        officers = page.officers
        logSize = logSize ?? page.logSize
        for line in page.lines { try add(line, checkpoint, note: receipt.checkpoint) }
        subjects.add(page.subjects)
    }

    private mutating func add(_ line: ExtractLine, _ checkpoint: Checkpoint, note: String) throws(ClientError) {
        guard let leaf = Data(base64Encoded: line.leaf).map(Array.init), let at = LeafTime.of(leaf),
            line.inclusionProof.count <= LogProof.hashLimit, line.index > lines.last?.proof.index ?? 0 || lines.isEmpty
        else { throw .integrity("extract-line", "entry \(line.index) of the extract can't be read, or comes out of order") }
        do throws(LogError) {
            try verifyInclusion(
                of: .leaf(leaf), at: line.index, size: checkpoint.size, proof: try hashes(line.inclusionProof), root: checkpoint.root)
        } catch {
            throw .integrity("extract-inclusion", "entry \(line.index) of the extract isn't proven to stand in the log: \(error)")
        }
        let proof = LineProof(
            index: line.index, leaf: line.leaf, opening: line.opening, inclusionProof: line.inclusionProof, checkpoint: note)
        lines.append(VerifiedLine(told: try told(by: line, leaf, at), at: at, proof: proof))
    }

    /// What the line says: by its opening, which must be what the leaf commits to and about the person, else by the exchange's word.
    private func told(by line: ExtractLine, _ leaf: [UInt8], _ at: Timestamp) throws(ClientError) -> ToldEntry? {
        let fault = ClientError.integrity("extract-text", "entry \(line.index) of the extract tells something else than the log")
        if let opening = line.opening {
            guard opening.opens(leaf), let entry = opening.entry, entry.index == line.index, entry.at == at,
                entry.participant == participant
            else { throw fault }
            return ToldEntry(opening, officers: officers)
        }
        if let told = line.told {
            guard officers == .withheld, told.at == at, told.officer == nil else { throw fault }
            return told
        }
        guard line.closed == .damaged else { throw fault }
        return nil
    }
}

extension ExtractSubjects {
    /// What later pages speak of again stands once.
    fileprivate mutating func add(_ other: ExtractSubjects) {
        organisations += other.organisations.filter { new in !organisations.contains { $0.id == new.id } }
        documents += other.documents.filter { new in !documents.contains { $0.id == new.id } }
        consents += other.consents.filter { new in !consents.contains { $0.id == new.id } }
        requests += other.requests.filter { new in !requests.contains { $0.id == new.id } }
    }
}
