import ArgumentParser
import Exchange

/// `kedja organisation add`: a signed change of the directory.
struct OrganisationAdd: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("add", Words.Organisation.add) }

    @Argument(help: Words.Organisation.id.help(Words.Common.organisation)) var id: OrganisationID
    @Option(help: Words.Organisation.name.help(Words.Common.name)) var name: String
    @Option(help: Words.Organisation.kind.help) var kind: OrganisationKind
    @Option(help: Words.Organisation.binding.help) var binding: SecrecyBinding
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let change = DirectoryChange.Change.addOrganisation(Organisation(id: id, name: name, kind: kind, binding: binding))
            try await session.change(change) { _ in [Words.Organisation.added(id).text] }
        }
    }
}
