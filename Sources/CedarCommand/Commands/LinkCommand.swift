import ArgumentParser
import Cedar
import Foundation

/// Fills a template's slots.
struct LinkCommand: CedarVerb {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Print the policy that a template makes with its slots filled.",
        discussion: "With --template-linked FILE the link is added to that file, which is made where it isn't there yet.")

    @Option(name: [.short, .customLong("policies")], help: ArgumentHelp("The policies, in Cedar's syntax or JSON.", valueName: "file"))
    var policies = InputFile.standardInput

    @Option(name: [.customShort("k"), .customLong("template-linked")], help: ArgumentHelp("The file of links.", valueName: "file"))
    var templateLinked: String?

    @Option(help: ArgumentHelp("The template, such as `policy0`.", valueName: "id"))
    var templateId: String

    @Option(name: .shortAndLong, help: ArgumentHelp("The new policy's name.", valueName: "id"))
    var newId: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("What fills the slots: `{\"?principal\": \"User::\\\"alice\\\"\"}`.", valueName: "json"))
    var arguments: String

    func answer() throws -> ExitStatus {
        var set = try PolicyTexts(InputFile(policies)).set
        var links = try templateLinked.map(Self.existing) ?? []
        for link in links { try link.add(to: &set) }
        let link = try newLink()
        try link.add(to: &set)
        if let templateLinked {
            links.append(link)
            try OutputFile.replace(templateLinked, with: JSON.array(links.map(\.json)).text(isPretty: true) + "\n")
        }
        Terminal.show([set.policy(id: newId)?.cedarText ?? ""])
        return .done
    }

    private func newLink() throws(Fault) -> TemplateLink {
        let json: JSON
        do throws(JSONError) { json = try JSON.parse(Array(arguments.utf8)) } catch { throw Fault(error, in: "--arguments") }
        let slots = try SlotArguments(json, at: "--arguments")
        return TemplateLink(template: templateId, id: newId, principal: slots.principal, resource: slots.resource)
    }

    private static func existing(_ path: String) throws(Fault) -> [TemplateLink] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try TemplateLink.read(InputFile(path))
    }
}
