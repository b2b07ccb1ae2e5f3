@testable import Exchange
import Foundation
import Yams

/// The shipped policies with one ground more, for no ground that is shipped lets anything go to a private body.
struct DecisionCatalogue: Decodable, Sendable {
    private let grounds: [Ground]
    private let appeals: [AppealOf]

    private struct Ground: Decodable, Sendable {
        let id: String
        let act: String
        let section: String
    }

    private struct AppealOf: Decodable, Sendable {
        let kinds: [OrganisationKind]?
        let possible: Bool
        let days: Int?
        let sv: String
        let en: String
    }

    private static let more = """
        grounds:
          - {id: plikt, basis: duty, act: Testlagen, section: 1 §, sv: Plikt, en: Duty}

        """

    /// Copies the policies into a folder, and reads the catalogue that lies there then.
    static func copied(to folder: String) throws -> DecisionCatalogue {
        try FileManager.default.copyItem(atPath: SourceRoot.path + "/policies", toPath: folder)
        let file = folder + "/grounds.yaml"
        let shipped = try String(contentsOfFile: file, encoding: .utf8)
        guard let place = shipped.range(of: "\ngrounds:\n") else { throw StoryError("grounds.yaml begins otherwise than it did") }
        let text = shipped.replacingCharacters(in: place, with: "\n" + more)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return try YAMLDecoder().decode(DecisionCatalogue.self, from: text)
    }

    /// As an approver's client states it.
    func ground(_ id: String, isWeighed: Bool) throws -> DisclosureGround {
        guard let ground = grounds.first(where: { $0.id == id }) else { throw StoryError("the catalogue has no ground \(id)") }
        let balancing = isWeighed ? "Behovet väger över." : nil
        return .listed(ListedGround(id: id, act: ground.act, section: ground.section, balancing: balancing))
    }

    func appeal(against kind: OrganisationKind) -> Appeal? {
        appeals.first { $0.kinds?.contains(kind) ?? true }
            .map { Appeal(isPossible: $0.possible, days: $0.days, swedish: $0.sv, english: $0.en) }
    }
}
