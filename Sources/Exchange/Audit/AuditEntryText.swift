import SignedRecords

extension AuditEntry {
    /// Beyond, a JSON number has no exact spelling.
    private static let lastExactIndex: UInt64 = 1 << 53 - 1

    /// The entry's text, canonical JSON: the bytes that `CanonicalJSON.encode` gives, which is too slow for every action's way to the log.
    func canonicalText() throws -> [UInt8] {
        guard index <= AuditEntry.lastExactIndex else { return try CanonicalJSON.encode(self) }
        var object = CanonicalObject()
        object.add("action", action.rawValue)
        object.add("approval", approval?.text)
        object.add("at", at.description)
        object.add("code", code)
        object.add("consent", consent?.text)
        object.add("erased", canonical: try erased.map { try CanonicalJSON.encode($0) })
        object.add("index", Int64(index))
        object.add("officer", officer.description)
        object.add("outcome", outcome.rawValue)
        object.add("owner", owner?.text)
        object.add("participant", participant?.text)
        object.add("policies", policies)
        object.add("policyDigest", policyDigest)
        object.add("policyErrors", policyErrors)
        object.add("purpose", purpose?.rawValue)
        object.add("reason", reason)
        object.add("record", record)
        object.add("resource", resource)
        return object.bytes
    }
}
