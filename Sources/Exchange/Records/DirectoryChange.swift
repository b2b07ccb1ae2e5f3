/// A change of the directory, signed by the administrator who makes it.
///
/// Changes are a chain: each states its place and the digest of the one before, so that whoever signs one answers for the directory that it
/// changes, and none can be left out, moved or put in between. The first stands on the directory's founding.
///
///     {"changeOfficer":{"id":"fk/ulla",…},"changedAt":"2026-11-23T08:00:00.000Z","changedBy":"sdf-angered/ada","place":7,
///      "previous":"5f0c…","schema":"kedja-directory/2"}
package struct DirectoryChange: Hashable, Sendable, Codable {
    package static let type = "kedja-directory+jws"
    package static let schema = "kedja-directory/2"

    package enum Change: Hashable, Sendable {
        case addOrganisation(Organisation)
        case addOfficer(Officer)
        /// Other roles, another clearance, or another key, as when a token was lost. What stands in it holds whole.
        case changeOfficer(Officer)
        case disableOfficer(OfficerID)
    }

    package let change: Change
    /// Which change it is: 1 for the first.
    package let place: UInt64
    /// The digest of the change before, or of the founding, hexadecimal.
    package let previous: String
    package let changedBy: OfficerID
    package let changedAt: Timestamp

    package init(_ change: Change, at place: UInt64, after previous: String, by officer: OfficerID, at time: Timestamp) {
        self.change = change
        self.place = place
        self.previous = previous
        changedBy = officer
        changedAt = time
    }

    private enum Keys: String, CodingKey {
        case schema, place, previous, changedBy, changedAt, addOrganisation, addOfficer, changeOfficer, disableOfficer
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        guard try container.decode(String.self, forKey: .schema) == DirectoryChange.schema else {
            throw DecodingError.dataCorruptedError(forKey: .schema, in: container, debugDescription: "expected \(DirectoryChange.schema)")
        }
        place = try container.decode(UInt64.self, forKey: .place)
        previous = try container.decode(String.self, forKey: .previous)
        changedBy = try container.decode(OfficerID.self, forKey: .changedBy)
        changedAt = try container.decode(Timestamp.self, forKey: .changedAt)
        let changes: [Change] = [
            try container.decodeIfPresent(Organisation.self, forKey: .addOrganisation).map { .addOrganisation($0) },
            try container.decodeIfPresent(Officer.self, forKey: .addOfficer).map { .addOfficer($0) },
            try container.decodeIfPresent(Officer.self, forKey: .changeOfficer).map { .changeOfficer($0) },
            try container.decodeIfPresent(OfficerID.self, forKey: .disableOfficer).map { .disableOfficer($0) },
        ].compactMap { $0 }
        guard changes.count == 1 else {
            throw DecodingError.dataCorrupted(.init(codingPath: container.codingPath, debugDescription: "expected exactly one change"))
        }
        change = changes[0]
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(DirectoryChange.schema, forKey: .schema)
        try container.encode(place, forKey: .place)
        try container.encode(previous, forKey: .previous)
        try container.encode(changedBy, forKey: .changedBy)
        try container.encode(changedAt, forKey: .changedAt)
        switch change {
        case .addOrganisation(let organisation): try container.encode(organisation, forKey: .addOrganisation)
        case .addOfficer(let officer): try container.encode(officer, forKey: .addOfficer)
        case .changeOfficer(let officer): try container.encode(officer, forKey: .changeOfficer)
        case .disableOfficer(let officer): try container.encode(officer, forKey: .disableOfficer)
        }
    }
}

extension DirectoryChange.Change {
    /// What the log calls it.
    package var action: Action {
        switch self {
        case .addOrganisation: .addOrganisation
        case .addOfficer: .addOfficer
        case .changeOfficer: .changeOfficer
        case .disableOfficer: .disableOfficer
        }
    }

    /// Whom it concerns: `fk`, `fk/ulla`.
    package var subject: String {
        switch self {
        case .addOrganisation(let organisation): organisation.id.text
        case .addOfficer(let officer), .changeOfficer(let officer): officer.id.description
        case .disableOfficer(let id): id.description
        }
    }
}
