import ArgumentParser
import Exchange
import PKI
import SignedRecords

/// `kedja pki revoke`.
struct PKIRevoke: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("revoke", Words.Certificates.revoke) }

    @Argument(help: Words.Officer.id.help(Words.Common.officer)) var officer: OfficerID
    @OptionGroup var place: PKIFolderOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let name = try OfficerName(organisation: officer.organisation.text, officer: officer.name)
        let serials = try place.folder.revoke(name, now: place.now)
        try common.output.show(
            ["revoked": serials], [Words.Certificates.revoked(officer.description, count: serials.count).text])
    }
}
