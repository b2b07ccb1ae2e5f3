import Age
import ArgumentParser
import Exchange
import Foundation
import PKI
import SignedRecords

/// `kedja pki issue officer`: two certificates and an age key.
struct PKIIssueOfficer: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("officer", Words.Certificates.officer) }

    @Argument(help: Words.Officer.id.help(Words.Common.officer)) var officer: OfficerID
    @OptionGroup var place: PKIFolderOption
    @Option(help: Words.Certificates.days.help(Words.Common.number)) var days: Int?
    @Option(help: Words.Certificates.notBefore.help(Words.Common.date)) var notBefore: WrittenTime?
    @Option(help: Words.Certificates.notAfter.help(Words.Common.date)) var notAfter: WrittenTime?
    @OptionGroup var common: CommonOptions

    func run() throws {
        let name = try OfficerName(organisation: officer.organisation.text, officer: officer.name)
        let identity = try X25519Identity(random: { SystemSources.bytes($0) })
        let now = place.now
        try place.folder.issueOfficer(
            name, ageKey: OfficerAgeKey(identity: identity.secretText, recipient: identity.recipient.description),
            notBefore: notBefore?.beginning().date, notAfter: try end(now: now), now: now, random: SystemSources.bytes)
        let folder = place.folder.files(of: name).ageRecipient.deletingLastPathComponent().path
        try common.output.show(
            ["officer": officer.description, "folder": folder, "recipient": identity.recipient.description],
            [
                Words.Certificates.issuedOfficer(officer.description, folder).text,
                Words.Certificates.recipient(identity.recipient.description).text,
            ])
    }

    private func end(now: Date) throws(LocalFault) -> Date? {
        guard let days else { return notAfter?.end().date }
        guard notAfter == nil else { throw LocalFault(.unusableArgument, Words.Certificates.daysOrEnd) }
        guard (1...3650).contains(days) else { throw LocalFault(.unusableArgument, Words.Certificates.daysPositive) }
        return (notBefore?.beginning().date ?? now).addingTimeInterval(TimeInterval(days) * 86_400)
    }
}
