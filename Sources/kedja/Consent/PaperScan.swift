import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation

/// The scan of what a person has signed on paper: a document of the case, before a record that names it is signed.
struct PaperScan: Hashable, Sendable {
    let path: String
    /// SHA-256, hexadecimal.
    let digest: String

    /// Reads the file.
    init(_ path: String) throws(LocalFault) { self.init(path: path, digest: try FileText.digest(path)) }

    init(path: String, digest: String) {
        self.path = path
        self.digest = digest
    }

    var name: String { URL(filePath: path).lastPathComponent }

    /// What goes into the record is what lies in the case: refused where the file isn't what it was when it was asked for.
    fileprivate func requireUnchanged() throws(LocalFault) {
        guard try FileText.digest(path) == digest else { throw LocalFault(.unreadableFile, Words.Paper.changed(name)) }
    }
}

extension Session {
    /// Records one consent that stands whole on the command line, its paper first.
    func record(_ part: ConsentPart, of sitting: ConsentSitting, on scan: PaperScan?, supersedes: ConsentID?) async throws {
        let id = ConsentID(random: SystemSources.random)
        let record = { (sitting: ConsentSitting) in sitting.record(part, id: id, at: now, supersedes: supersedes) }
        try record(sitting).validate()
        let paper = try await keepPaper(scan, of: sitting) { _ in
            Terminal.note(Words.Paper.unkept)
            return false
        }
        try await sayingWhere(paper) {
            let signed = try self.signed(record(sitting.naming(paper)), type: ConsentRecord.type)
            try await show(.recordConsent(record: signed)) { [sitting.wording.text, "", Words.Consent.recorded($0).text] }
        }
    }

    /// Uploads a scan to the case. Where it fails, `again` says whether to try once more.
    func keepPaper(_ scan: PaperScan?, of sitting: ConsentSitting, again: (any Error) -> Bool) async throws -> DocumentID? {
        guard let scan else { return nil }
        var document: DocumentID?
        try await ConsentDelivery.inTurn([scan]) {
            document = try await upload($0, of: sitting)
        } again: { error, _ in
            again(error)
        }
        if let document { Terminal.note(Words.Paper.kept(document)) }
        return document
    }

    /// Released by policy, as whoever answers for the consent may have to show it when no approver is there; nobody else's organisation reads it
    /// without a consent that covers this category.
    private func upload(_ scan: PaperScan, of sitting: ConsentSitting) async throws -> DocumentID {
        try scan.requireUnchanged()
        let plan = UploadPlan(
            caseID: sitting.caseID, participant: sitting.participant, category: .ovrigt, release: .policy, name: scan.name,
            source: .file(scan.path))
        let line = progress
        defer { line.end() }
        let signer = try Signer(profile: profile)
        let document = try await uploadDocument(plan, over: connection, signer: signer, progress: line.sink).result.id
        try await sayingWhere(document) { try scan.requireUnchanged() }
        return document
    }

    /// Does what is to be done with a paper that has been kept. Where it fails, whoever sits there is told what lies in the case.
    func sayingWhere(_ paper: DocumentID?, _ body: () async throws -> Void) async throws {
        do { try await body() } catch {
            if let paper { Terminal.note(Words.Paper.left(paper)) }
            throw error
        }
    }
}
