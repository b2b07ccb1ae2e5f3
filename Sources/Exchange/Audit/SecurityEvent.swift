import Crypto
import Foundation

/// An entry of the log as those see it who watch over the machines: who did what kind of thing, when, with which outcome, and no more.
///
/// Made from the entry's row alone; its text stays sealed. A participant is a pseudonym, the same each time, that nobody without the exchange's
/// keys can turn back; an officer is one too, unless the configuration shows them. No reason, no resource, no name.
///
///     {"action":"retrieveDocument","at":"2026-11-23T08:00:00.000Z","index":7,"leaf":"AQ…","officer":"o-5f…","organisation":"fk",
///      "outcome":"denied","owner":"kvv","participant":"p-91…"}
package struct SecurityEvent: Hashable, Sendable, Codable {
    package let index: UInt64
    package let at: Timestamp
    package let action: Action
    package let outcome: AuditOutcome
    package let organisation: OrganisationID
    /// `o-` and 32 hexadecimal digits, or the name where officers are shown.
    package let officer: String
    /// `p-` and 32 hexadecimal digits.
    package let participant: String?
    package let owner: OrganisationID?
    /// The leaf in the log, base64: by it the line can be held against the log.
    package let leaf: String
}

/// A page of events, and how many entries the log has.
package struct SecurityEvents: Hashable, Sendable {
    package let events: [SecurityEvent]
    package let logSize: UInt64
}

extension Exchange {
    /// What the log has from `index` on, at most `limit` entries. For the daemon itself, not for a caller: nothing is opened and nothing logged.
    package func securityEvents(
        from index: UInt64, limit: Int, officers: OfficerNames
    ) async throws(ExchangeError) -> SecurityEvents {
        let keys = keys.index
        return try await reading { facts in
            SecurityEvents(
                events: try facts.entries(from: index, limit: limit, matching: EntryFilter()).map {
                    SecurityEvent($0, keys, officers: officers)
                },
                logSize: try facts.logSize())
        }
    }
}

extension SecurityEvent {
    fileprivate init(_ entry: StoredEntry, _ key: IndexKey, officers: OfficerNames) {
        self.init(
            index: entry.index, at: entry.at, action: entry.action, outcome: entry.outcome, organisation: entry.officer.organisation,
            officer: officers == .shown ? entry.officer.description : "o-" + key.pseudonym("officer", entry.officer.description),
            participant: entry.participant.map { "p-" + key.pseudonym("participant", $0.text) }, owner: entry.owner,
            leaf: Data(entry.leaf).base64EncodedString())
    }
}
