public import Foundation
public import SignedRecords

extension PKIFolder {
    /// Revokes every certificate of an officer, by a new list that holds the previous one's too.
    ///
    /// - Returns: the serial numbers that are revoked by this, also those that were before.
    /// - Throws: `unknownName` where nothing was issued to the officer; `record` where the present list is refused, which
    ///   then is left as it is: a new one would let those on it back in.
    @discardableResult
    public func revoke(_ officer: OfficerName, now: Date) throws(PKIError) -> [String] {
        let serials = try issued().filter { $0.name == officer.uri }.map(\.serial)
        guard !serials.isEmpty else { throw .unknownName(officer.uri) }
        let authority = try authority()
        let list = try authority.revocationList(revoking: serials, previous: revocationList(at: now), now: now)
        try store.replace(Paths.revocations, list, .open)
        return serials
    }

    /// The present list of revocations, verified.
    public func revocationList(at now: Date) throws(PKIError) -> RevocationList {
        let bytes = Array(try store.read(Paths.revocations))
        let root = try store.readText(Paths.certificate)
        do {
            return try RevocationList(verifying: bytes, against: TrustAnchors(rootsPEM: root), at: now)
        } catch {
            throw .record(error)
        }
    }
}
