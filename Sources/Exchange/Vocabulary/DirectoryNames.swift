package import SignedRecords

/// An organisation's short name in the directory: `af-angered`. ASCII, so that no two look alike.
package struct OrganisationID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    package let text: String

    /// `nil` when the text isn't a name part as a certificate's URI SAN allows it.
    package init?(_ text: String) {
        guard (try? OfficerName(organisation: text, officer: "x")) != nil else { return nil }
        self.text = text
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = OrganisationID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an organisation's short name")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// Who an officer is: `<organisation>/<officer>`, as the certificate's URI SAN says after `kedja:`.
package struct OfficerID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    package let organisation: OrganisationID
    package let name: String

    /// Reads `af-angered/karin`. `nil` when either part isn't a name part.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let name = try? OfficerName(organisation: String(parts[0]), officer: String(parts[1])),
            let organisation = OrganisationID(name.organisation)
        else { return nil }
        self.organisation = organisation
        self.name = name.officer
    }

    /// The officer that a certificate or a signed record names.
    package init?(_ name: OfficerName) {
        self.init("\(name.organisation)/\(name.officer)")
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = OfficerID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an officer's name, <organisation>/<officer>")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var description: String { "\(organisation)/\(name)" }

    package static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
