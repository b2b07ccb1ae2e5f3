import ArgumentParser
import Exchange

/// `kedja officer add`: a signed change of the directory.
struct OfficerAdd: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("add", Words.Officer.add) }

    @Argument(help: Words.Officer.id.help(Words.Common.officer)) var id: OfficerID
    @Option(help: Words.Officer.role.help) var role: [Role]
    @Flag(help: Words.Officer.cleared.help) var cleared = false
    @OptionGroup var key: OfficerRecipient
    @OptionGroup var common: CommonOptions

    func run() async throws {
        guard let recipient = try key.text() else { throw LocalFault(.unusableArgument, Words.Officer.oneRecipient) }
        let officer = Officer(id: id, roles: Set(role), clearedForProtectedIdentity: cleared, recipient: recipient)
        try await common.exchange { session in
            try await session.change(.addOfficer(officer)) {
                [Words.Officer.added(id).text] + $0.rewrapAdvice(id, becoming: officer)
            }
        }
    }
}
