/// An authority or a social enterprise that takes part in the chain.
package struct Organisation: Hashable, Sendable, Codable {
    package let id: OrganisationID
    /// What people call it: `Arbetsförmedlingen Angered`.
    package let name: String
    package let kind: OrganisationKind
    package let binding: SecrecyBinding
    /// True for the one organisation that runs the exchange. Its administrators keep the directory, its auditors see the whole log.
    package let host: Bool

    package init(id: OrganisationID, name: String, kind: OrganisationKind, binding: SecrecyBinding, host: Bool = false) {
        self.id = id
        self.name = name
        self.kind = kind
        self.binding = binding
        self.host = host
    }
}

/// The kinds of organisation that the policies tell apart.
package enum OrganisationKind: String, Hashable, Sendable, Codable, CaseIterable {
    case arbetsformedlingen, forsakringskassan, kommun, region, kriminalvarden, sis, samordningsforbund, socialtForetag, annan
}

/// How an organisation is bound to silence. With `none`, nothing is shared with it.
///
/// An authority is bound by statute (OSL); a social enterprise by statute as a supplier of Arbetsförmedlingen, else by agreement only.
package enum SecrecyBinding: Hashable, Sendable, Codable {
    case statute
    /// The agreement's reference and its date, `2026-01-31`.
    case agreement(reference: String, date: String)
    case none

    private enum Keys: String, CodingKey { case by, reference, date }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        switch try container.decode(String.self, forKey: .by) {
        case "statute": self = .statute
        case "none": self = .none
        case "agreement":
            self = .agreement(
                reference: try container.decode(String.self, forKey: .reference), date: try container.decode(String.self, forKey: .date))
        default:
            throw DecodingError.dataCorruptedError(forKey: .by, in: container, debugDescription: "expected statute, agreement or none")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        switch self {
        case .statute: try container.encode("statute", forKey: .by)
        case .none: try container.encode("none", forKey: .by)
        case .agreement(let reference, let date):
            try container.encode("agreement", forKey: .by)
            try container.encode(reference, forKey: .reference)
            try container.encode(date, forKey: .date)
        }
    }
}
