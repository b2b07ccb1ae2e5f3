/// What an approval rests on: the person's consent, or a duty or a rule that breaks secrecy, named.
package enum DisclosureGround: Hashable, Sendable, Codable {
    /// Which consent. Answers from before that was asked for (`kedja-approval/1`) name none.
    case consent(ConsentID?)
    /// A ground of the catalogue (``DisclosureRules``), as it stood there when it was used.
    case listed(ListedGround)
    /// `kedja-approval/1`: act and section as the approver wrote them, and the balancing in their words.
    case law(section: String, balancing: String)

    private enum Keys: String, CodingKey { case by, consent, section, balancing, ground }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        switch try container.decode(String.self, forKey: .by) {
        case "consent": self = .consent(try container.decodeIfPresent(ConsentID.self, forKey: .consent))
        case "listed": self = .listed(try container.decode(ListedGround.self, forKey: .ground))
        case "law":
            self = .law(
                section: try container.decode(String.self, forKey: .section),
                balancing: try container.decode(String.self, forKey: .balancing))
        default:
            throw DecodingError.dataCorruptedError(forKey: .by, in: container, debugDescription: "expected consent, listed or law")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        switch self {
        case .consent(let id):
            try container.encode("consent", forKey: .by)
            try container.encodeIfPresent(id, forKey: .consent)
        case .listed(let ground):
            try container.encode("listed", forKey: .by)
            try container.encode(ground, forKey: .ground)
        case .law(let section, let balancing):
            try container.encode("law", forKey: .by)
            try container.encode(section, forKey: .section)
            try container.encode(balancing, forKey: .balancing)
        }
    }
}

/// A ground of the catalogue as an answer rests on it. Act and section are repeated, so that the answer can be read when the catalogue is
/// another one.
package struct ListedGround: Hashable, Sendable, Codable {
    package let id: String
    package let act: String
    package let section: String
    /// How the interests were weighed, in the approver's words.
    package let balancing: String?

    package init(id: String, act: String, section: String, balancing: String?) {
        self.id = id
        self.act = act
        self.section = section
        self.balancing = balancing
    }
}

/// How a denial is appealed, or that it can't be: as it stands in the answer.
package struct Appeal: Hashable, Sendable, Codable {
    package let isPossible: Bool
    /// Within how many days from when the requester was told.
    package let days: Int?
    /// Where and how, for people.
    package let swedish: String
    package let english: String

    package init(isPossible: Bool, days: Int?, swedish: String, english: String) {
        self.isPossible = isPossible
        self.days = days
        self.swedish = swedish
        self.english = english
    }
}
