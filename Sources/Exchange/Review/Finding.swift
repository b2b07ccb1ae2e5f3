import Crypto
import Foundation

package enum FindingKind: IdentifierKind { package static let prefix = "fnd" }

/// Names a finding of a review: the same rule and the same entries always have the same id, whoever finds them.
package typealias FindingID = Identifier<FindingKind>

/// What a reviewer looks for in the log.
package enum ReviewRule: String, Hashable, Sendable, Codable, CaseIterable {
    /// Reads outside office hours: evenings, nights, weekends, Swedish holidays.
    case outsideOfficeHours
    /// Reads of another organisation's documents that no request of the officer's preceded.
    case withoutRequest
    /// Many participants in a short time.
    case manyParticipants
    /// Reads just before a case of the participant's was closed.
    case beforeClosing
    /// Bursts of refusals.
    case refusals
    /// Emergency reads.
    case emergency
    /// One officer's reads of one person over and over.
    case repeatedReads
    /// Consents that let the recorder's own organisation read, on its officers' word alone.
    case consentOnOwnWord
    /// Somebody became an approver, or was cleared, and read soon after.
    case letReadThenRead
    /// No rule: drawn by a sampling plan.
    case sample
}

/// Entries of the log that a rule has found, to be answered by a reviewer.
package struct Finding: Hashable, Sendable, Codable {
    /// No finding has more entries; what is left goes into the next.
    package static let entryLimit = 1000

    package let id: FindingID
    package let rule: ReviewRule
    /// Indexes in the log, rising.
    package let entries: [UInt64]

    package init(_ rule: ReviewRule, entries: [UInt64]) {
        self.rule = rule
        self.entries = Set(entries).sorted()
        id = Finding.id(of: rule, entries: self.entries)
    }

    /// The first 16 bytes of SHA-256 over `kedja-finding/1`, the rule and each index, a line each.
    package static func id(of rule: ReviewRule, entries: [UInt64]) -> FindingID {
        let lines = ["kedja-finding/1", rule.rawValue] + entries.map { String($0) }
        let digest = SHA256.hash(data: Data(lines.map { $0 + "\n" }.joined().utf8))
        return FindingID(random: RandomSource { Array(digest.prefix($0)) })
    }
}
