extension Acting {
    /// The place of a new document among its versions. What it supersedes must be the newest of its kind, in the same case.
    func version(of manifest: DocumentManifest) throws -> DocumentVersion {
        guard let old = manifest.supersedes else { return .first }
        // One that lies in another case or belongs to others is answered as one that doesn't exist.
        guard let stored = try changes.document(old), stored.caseID == manifest.caseID, stored.owner == manifest.owner else {
            throw ExchangeError.notFound
        }
        guard stored.category == manifest.category else {
            throw ExchangeError(
                .invalidRecord, "a new version has the category of the old one, \(stored.category.rawValue); upload another kind on its own"
            )
        }
        if let newer = stored.version.supersededBy {
            throw ExchangeError(.conflict, "this version has been superseded already, by \(newer); supersede that one")
        }
        return DocumentVersion(number: stored.version.number + 1, supersedes: old)
    }
}
