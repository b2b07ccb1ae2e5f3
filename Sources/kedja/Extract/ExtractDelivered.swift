import Exchange
import ExchangeClient

extension ExtractReport {
    /// What was let out on one consent: it can't be called back, so the person is told apart from the lines.
    struct Delivered {
        let consent: Phrase
        let times: Int
        let last: String
        let receivers: Phrase
    }

    /// By consent, in the order in which they first carried something.
    var delivered: [Delivered] {
        let readings = extract.lines.compactMap { line in
            line.told.flatMap { told in told.consent.map { (consent: $0, told: told, at: line.at) } }
        }.filter { $0.told.action == .retrieveDocument && $0.told.outcome == .permitted }
        let consents = readings.map(\.consent).reduce(into: [ConsentID]()) { if !$0.contains($1) { $0.append($1) } }
        return consents.map { consent in
            let own = readings.filter { $0.consent == consent }
            let receivers = own.map(\.told.organisation).reduce(into: [OrganisationID]()) { if !$0.contains($1) { $0.append($1) } }
            return Delivered(
                consent: subjects.consent(consent), times: own.count, last: own.map(\.at).max().map { dates.date($0) } ?? "",
                receivers: receivers.map { Phrase(same: subjects.organisation($0)) }.enumeration)
        }
    }

    /// Lines of text; none when nothing was let out.
    var deliveredLines: [Phrase] {
        delivered.isEmpty ? [] : delivered.map(Words.Delivered.line) + [Words.Delivered.irrevocable]
    }
}
