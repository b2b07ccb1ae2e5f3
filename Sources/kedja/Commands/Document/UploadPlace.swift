import Exchange
import ExchangeAPI
import ExchangeClient

/// Where a document is uploaded to: as the user says, or where the document lies that it supersedes.
enum UploadPlace {
    case new(CaseID, Category, ReleaseMode)
    case superseding(DocumentID, ReleaseMode?)

    init(_ caseID: CaseID?, _ category: Category?, _ release: ReleaseMode?, superseding old: DocumentID?) throws(LocalFault) {
        if let old {
            guard caseID == nil, category == nil else { throw LocalFault(.unusableArgument, Words.Version.onlyRelease) }
            self = .superseding(old, release)
        } else {
            guard let caseID, let category, let release else { throw LocalFault(.unusableArgument, Words.Version.target) }
            self = .new(caseID, category, release)
        }
    }

    func plan(name: String, source: ByteSource, _ session: Session) async throws -> UploadPlan {
        switch self {
        case .new(let caseID, let category, let release):
            let participant = try await session.result(of: .caseOf(caseID)).participant
            return UploadPlan(
                caseID: caseID, participant: participant, category: category, release: release, name: name, source: source)
        case .superseding(let old, let release):
            let known = try await session.result(of: .document(old))
            // Said before anything is sealed and sent; the exchange checks it once more at the end.
            if let newer = known.version.supersededBy {
                throw LocalFault(.unusableArgument, Words.Version.alreadySuperseded, hint: Words.Version.supersedeNewest(newer))
            }
            return UploadPlan(
                caseID: known.caseID, participant: known.participant, category: known.category, release: release ?? known.release,
                name: name, source: source, supersedes: old)
        }
    }
}
