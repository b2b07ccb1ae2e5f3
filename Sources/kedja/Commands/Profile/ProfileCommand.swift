import ArgumentParser
import ExchangeClient
import Foundation

/// `kedja profile`.
struct ProfileCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "profile", Words.Profiles.noun,
            [ProfileAdd.self, ProfileList.self, ProfileShow.self, ProfileUse.self, ProfileRemove.self])
    }
}

extension CommonOptions {
    /// The profiles of whoever runs the client.
    var profiles: ProfileStore { ProfileStore(folder: folder.path) }

    /// The profile that was asked for, else the one in use.
    func chosenProfile() throws -> Profile {
        guard let name = profile ?? profiles.current else {
            throw LocalFault(.noProfile, Words.Profiles.none, hint: Words.Profiles.noneHint)
        }
        return try profiles.load(name)
    }
}

extension Profile {
    /// As `profile show` has it.
    var details: Details {
        let labels = Words.Profiles.labels
        var details = Details()
        details.add(labels.name, name)
        details.add(labels.daemon, daemon)
        details.add(labels.authority, authority)
        details.add(labels.revocations, revocations)
        details.add(labels.certificate, certificate)
        details.add(labels.signing, signingCertificate)
        details.add(labels.identity, identity)
        details.add(labels.logKey, logVerifierKey ?? Words.Profiles.notPinned.text)
        details.add(Words.Directory.rootLabel, directoryRoot ?? Words.Profiles.notPinned.text)
        details.add(Words.Timestamps.authorityLabel, timeAuthority)
        details.add(Words.Receipts.keepLabel, keepReceipts ?? true ? nil : Words.Receipts.notKept.text)
        details.add(labels.language, language)
        return details
    }
}
