/// A change of the directory, signed by the administrator who makes it.
package struct DirectoryChange: Hashable, Sendable, Codable {
    package static let type = "kedja-directory+jws"
    package static let schema = "kedja-directory/1"

    package enum Change: Hashable, Sendable {
        case addOrganisation(Organisation)
        case addOfficer(Officer)
        case disableOfficer(OfficerID)
    }

    package let change: Change
    package let changedBy: OfficerID
    package let changedAt: Timestamp

    package init(_ change: Change, by officer: OfficerID, at time: Timestamp) {
        self.change = change
        changedBy = officer
        changedAt = time
    }

    private enum Keys: String, CodingKey { case schema, changedBy, changedAt, addOrganisation, addOfficer, disableOfficer }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        guard try container.decode(String.self, forKey: .schema) == DirectoryChange.schema else {
            throw DecodingError.dataCorruptedError(forKey: .schema, in: container, debugDescription: "expected \(DirectoryChange.schema)")
        }
        changedBy = try container.decode(OfficerID.self, forKey: .changedBy)
        changedAt = try container.decode(Timestamp.self, forKey: .changedAt)
        let organisation = try container.decodeIfPresent(Organisation.self, forKey: .addOrganisation)
        let officer = try container.decodeIfPresent(Officer.self, forKey: .addOfficer)
        let disabled = try container.decodeIfPresent(OfficerID.self, forKey: .disableOfficer)
        switch (organisation, officer, disabled) {
        case (let organisation?, nil, nil): change = .addOrganisation(organisation)
        case (nil, let officer?, nil): change = .addOfficer(officer)
        case (nil, nil, let officer?): change = .disableOfficer(officer)
        default:
            throw DecodingError.dataCorrupted(.init(codingPath: container.codingPath, debugDescription: "expected exactly one change"))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(DirectoryChange.schema, forKey: .schema)
        try container.encode(changedBy, forKey: .changedBy)
        try container.encode(changedAt, forKey: .changedAt)
        switch change {
        case .addOrganisation(let organisation): try container.encode(organisation, forKey: .addOrganisation)
        case .addOfficer(let officer): try container.encode(officer, forKey: .addOfficer)
        case .disableOfficer(let officer): try container.encode(officer, forKey: .disableOfficer)
        }
    }
}
