/// Why the exchange closed a request by itself: what it rested on has gone.
package enum RequestClosing: String, Hashable, Sendable, Codable, CaseIterable {
    /// The person has withdrawn the consent that covered it, and no other does.
    case consentWithdrawn = "consent-withdrawn"
    /// Another consent has taken the place of the one that covered it, and doesn't.
    case consentSuperseded = "consent-superseded"
    case caseClosed = "case-closed"
    /// Whoever asked takes no part in the case any more.
    case requesterLeft = "requester-left"
}
