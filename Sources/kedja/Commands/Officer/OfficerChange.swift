import Age
import ArgumentParser
import Exchange
import ExchangeClient
import Foundation

/// `kedja officer change`: a signed change of the directory. What isn't given stays as it is.
struct OfficerChange: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("change", Words.Officer.change) }

    @Argument(help: Words.Officer.id.help(Words.Common.officer)) var id: OfficerID
    @Option(help: Words.Officer.newRole.help) var role: [Role] = []
    @Flag(inversion: .prefixedNo, help: Words.Officer.cleared.help) var cleared: Bool?
    @OptionGroup var key: OfficerRecipient
    @Flag(help: Words.Officer.last.help) var last = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let recipient = try key.text()
        guard !role.isEmpty || cleared != nil || recipient != nil else {
            throw LocalFault(.unusableArgument, Words.Officer.nothingToChange)
        }
        try await common.exchange { session in
            guard let old = try await session.connection.verifiedDirectory().officer(id) else {
                throw LocalFault(.notInDirectory, Words.Officer.unknown(id), hint: Words.Officer.unknownHint)
            }
            let officer = Officer(
                id: id, roles: role.isEmpty ? old.roles : Set(role),
                clearedForProtectedIdentity: cleared ?? old.clearedForProtectedIdentity, recipient: recipient ?? old.recipient)
            try await session.change(.changeOfficer(officer), evenIfLast: last) {
                [Words.Officer.changed(id).text] + $0.rewrapAdvice(id, becoming: officer)
            }
        }
    }
}

/// Whom documents are sealed to: the recipient, or a file with it.
struct OfficerRecipient: ParsableArguments {
    @Option(help: Words.Officer.recipient.help(Phrase(same: "age1…"))) var recipient: String?
    @Option(help: Words.Officer.recipientFile.help(Words.Common.file)) var recipientFile: String?

    /// `nil` when neither is given.
    func text() throws(LocalFault) -> String? {
        guard let text = try given() else { return nil }
        // Others seal to it without the plugin, and so does the daemon: it must be a key of the age format itself.
        if case .plugin? = try? RecipientFile.Key(text) {
            throw LocalFault(.pluginRecipient, Words.Officer.pluginRecipient, hint: Words.Officer.pluginRecipientHint)
        }
        return text
    }

    private func given() throws(LocalFault) -> String? {
        switch (recipient, recipientFile) {
        case (let text?, nil): return text
        case (nil, let path?): return try FileText.read(path).trimmingCharacters(in: .whitespacesAndNewlines)
        case (nil, nil): return nil
        default: throw LocalFault(.unusableArgument, Words.Officer.oneRecipient)
        }
    }
}
