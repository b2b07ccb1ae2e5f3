import SignedRecords

/// An entry's text but for its index, which the transaction alone can tell: the rest is written ahead of it.
///
/// Canonical JSON: the bytes that `CanonicalJSON.encode` gives, which is too slow for every action's way to the log.
struct EntryText: Sendable {
    /// Beyond, a JSON number has no exact spelling.
    private static let lastExactIndex: UInt64 = 1 << 53 - 1

    private let head: ArraySlice<UInt8>
    private let tail: ArraySlice<UInt8>

    init(of entry: AuditEntry) throws {
        var object = CanonicalObject(capacity: 640)
        object.add("action", entry.action.rawValue)
        object.add("approval", entry.approval?.text)
        object.add("at", entry.at.description)
        object.add("code", entry.code)
        object.add("consent", entry.consent?.text)
        object.add("erased", canonical: try entry.erased.map { try CanonicalJSON.encode($0) })
        object.add("index", 0)
        let end = object.count
        object.add("officer", entry.officer.description)
        object.add("outcome", entry.outcome.rawValue)
        object.add("owner", entry.owner?.text)
        object.add("participant", entry.participant?.text)
        object.add("policies", entry.policies)
        object.add("policyDigest", entry.policyDigest)
        object.add("policyErrors", entry.policyErrors)
        object.add("purpose", entry.purpose?.rawValue)
        object.add("reason", entry.reason)
        object.add("record", entry.record)
        object.add("resource", entry.resource)
        let bytes = object.bytes
        (head, tail) = (bytes[..<(end - 1)], bytes[end...])
    }

    /// The text of the entry at this place.
    func bytes(at index: UInt64) throws(RecordError) -> [UInt8] {
        guard index <= EntryText.lastExactIndex else { throw .numberOutOfRange }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(head.count + tail.count + 16)
        bytes += head
        bytes += String(index).utf8
        bytes += tail
        return bytes
    }
}
