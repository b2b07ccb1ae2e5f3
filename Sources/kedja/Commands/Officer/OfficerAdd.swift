import ArgumentParser
import Exchange
import Foundation

/// `kedja officer add`: a signed change of the directory.
struct OfficerAdd: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("add", Words.Officer.add) }

    @Argument(help: Words.Officer.id.help(Words.Common.officer)) var id: OfficerID
    @Option(help: Words.Officer.role.help) var role: [Role]
    @Flag(help: Words.Officer.cleared.help) var cleared = false
    @Option(help: Words.Officer.recipient.help(Phrase(same: "age1…"))) var recipient: String?
    @Option(help: Words.Officer.recipientFile.help(Words.Common.file)) var recipientFile: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let officer = Officer(id: id, roles: Set(role), clearedForProtectedIdentity: cleared, recipient: try sealedTo())
        try await common.exchange { session in
            try await session.show(session.directoryChange(.addOfficer(officer))) { _ in [Words.Officer.added(id).text] }
        }
    }

    private func sealedTo() throws(LocalFault) -> String {
        switch (recipient, recipientFile) {
        case (let text?, nil): return text
        case (nil, let path?): return try FileText.read(path).trimmingCharacters(in: .whitespacesAndNewlines)
        default: throw LocalFault(.unusableArgument, Words.Officer.oneRecipient)
        }
    }
}
