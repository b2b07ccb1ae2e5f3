/// An organisation that rows of `policies/tests.yaml` can name: the seed network, its host, and an association that nothing
/// binds to silence.
package struct ExampleOrganisation: Sendable, Hashable, Decodable {
    package let organisation: Organisation

    package var id: OrganisationID { organisation.id }

    /// Throws when the example directory has no organisation of this name.
    package init(_ name: String) throws(ExchangeError) {
        guard let found = ExampleOrganisation.directory.first(where: { $0.id.text == name }) else {
            let known = ExampleOrganisation.directory.map(\.id.text).joined(separator: ", ")
            throw .invalid("there is no organisation \(name) in the example directory; it has \(known)")
        }
        organisation = found
    }

    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Everybody in the example directory.
    package static let all = directory.map { ExampleOrganisation($0) }

    private init(_ organisation: Organisation) { self.organisation = organisation }

    private static let directory: [Organisation] = [
        ("af", .arbetsformedlingen, .statute),
        ("fk", .forsakringskassan, .statute),
        ("kommun", .kommun, .statute),
        ("region", .region, .statute),
        ("kriminalvarden", .kriminalvarden, .statute),
        ("sis", .sis, .statute),
        ("vagenut", .socialtForetag, .agreement(reference: "2026-17", date: "2026-01-31")),
        ("forbundet", .samordningsforbund, .statute),
        ("varden", .annan, .statute),
        ("foreningen", .annan, .none),
    ].compactMap { (name: String, kind: OrganisationKind, binding: SecrecyBinding) in
        OrganisationID(name).map { Organisation(id: $0, name: name, kind: kind, binding: binding, host: name == "varden") }
    }
}

/// An officer that rows can name, of an organisation of the example directory: `af/stina`.
package struct ExampleOfficer: Sendable, Hashable, Decodable {
    package let id: OfficerID

    init(_ text: String) throws(ExchangeError) {
        guard let id = OfficerID(text) else { throw .invalid("\(text) is not an officer's name, <organisation>/<officer>") }
        _ = try ExampleOrganisation(id.organisation.text)
        self.id = id
    }

    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }
}

/// When rows play, unless they say otherwise.
enum ExampleTime {
    /// 2026-11-23T08:00:00Z
    static let now = Timestamp(milliseconds: 1_795_420_800_000)
    /// 2026-01-01
    static let yearBegins = Timestamp(milliseconds: 1_767_225_600_000)
    /// 2027-01-01
    static let yearEnds = Timestamp(milliseconds: 1_798_761_600_000)
}
