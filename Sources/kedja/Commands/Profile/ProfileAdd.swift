import ArgumentParser
import Exchange
import ExchangeClient
import Foundation
import PKI
import SignedRecords

/// `kedja profile add`. The first profile becomes the one in use.
struct ProfileAdd: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("add", Words.Profiles.add) }

    @Argument(help: Words.Profiles.name.help(Words.Common.name)) var name: String
    @Option(help: Words.Profiles.daemon.help(Phrase(same: "url"))) var daemon: String
    @OptionGroup var files: ProfileFiles
    @Option(help: Words.Profiles.logKey.help(Phrase(same: "key"))) var logKey: String?
    @Option(help: Words.Directory.root.help(Phrase(same: "digest"))) var directoryRoot: String?
    @Option(name: .customLong("witness"), help: Words.Witness.trusted.help(Words.Witness.verifierKey)) var witnesses: [String] = []
    @Option(help: Words.Witness.quorum.help) var quorum: Int?
    @Option(help: Words.Timestamps.authority.help(Words.Common.file)) var timeAuthority: String?
    @Flag(inversion: .prefixedNo, help: Words.Receipts.keep.help) var keepReceipts = true
    @Flag(help: Words.Profiles.replace.help) var replace = false
    @OptionGroup var common: CommonOptions

    func run() throws {
        let store = common.profiles
        guard try replace || !store.list().contains(where: { $0.name == name }) else {
            throw LocalFault(.unusableArgument, Words.Profiles.exists(name), hint: Words.Profiles.existsHint)
        }
        guard directoryRoot.map({ Hexadecimal.bytes($0)?.count == 32 }) ?? true else {
            throw LocalFault(.unusableArgument, Words.Directory.badRoot)
        }
        var profile = try files.profile(name: name, daemon: daemon, logKey: logKey, language: common.lang)
        profile.directoryRoot = directoryRoot
        profile.witnesses = witnesses.isEmpty ? nil : witnesses
        profile.witnessQuorum = quorum
        _ = try witnessPolicy(of: profile)
        profile.timeAuthority = timeAuthority.map { URL(filePath: $0).path }
        _ = try loadTimeAuthority(profile)
        profile.keepReceipts = keepReceipts ? nil : false
        try store.save(profile)
        if store.current == nil { try store.setCurrent(name) }
        try common.output.show(profile, [Words.Profiles.added(name).text])
    }
}

/// The officer's files: a folder of `kedja pki`, or each path.
struct ProfileFiles: ParsableArguments {
    @Option(help: Words.Profiles.pki.help(Words.Common.folder)) var pki: String?
    @Option(help: Words.Profiles.officer.help(Words.Common.officer)) var officer: OfficerID?
    @Option(help: Words.Profiles.authority.help(Words.Common.file)) var authority: String?
    @Option(help: Words.Profiles.certificate.help(Words.Common.file)) var certificate: String?
    @Option(help: Words.Profiles.certificateKey.help(Words.Common.file)) var certificateKey: String?
    @Option(help: Words.Profiles.signingCertificate.help(Words.Common.file)) var signingCertificate: String?
    @Option(help: Words.Profiles.signingKey.help(Words.Common.file)) var signingKey: String?
    @Option(help: Words.Profiles.identity.help(Words.Common.file)) var identity: String?
    @Option(help: Words.Profiles.revocations.help(Words.Common.file)) var revocations: String?

    func profile(name: String, daemon: String, logKey: String?, language: Language?) throws -> Profile {
        let paths = try demonstration() ?? explicit()
        return Profile(
            name: name, daemon: daemon, authority: paths.authority, certificate: paths.certificate, certificateKey: paths.certificateKey,
            signingCertificate: paths.signingCertificate, signingKey: paths.signingKey, identity: paths.identity, logVerifierKey: logKey,
            language: language?.rawValue, revocations: paths.revocations)
    }

    private struct Paths {
        let authority, certificate, certificateKey, signingCertificate, signingKey, identity: String
        let revocations: String?
    }

    private func demonstration() throws -> Paths? {
        guard let pki, let officer else { return nil }
        let folder = PKIFolder(URL(filePath: pki, directoryHint: .isDirectory).path)
        let files = folder.files(of: try OfficerName(organisation: officer.organisation.text, officer: officer.name))
        return Paths(
            authority: folder.authorityCertificate.path, certificate: files.authenticationCertificate.path,
            certificateKey: files.authenticationKey.path, signingCertificate: files.signingCertificate.path,
            signingKey: files.signingKey.path, identity: files.ageIdentity.path, revocations: folder.revocations.path)
    }

    private func explicit() throws(LocalFault) -> Paths {
        guard pki == nil, officer == nil, let authority, let certificate, let certificateKey, let signingCertificate, let signingKey,
            let identity
        else { throw LocalFault(.unusableArgument, Words.Profiles.pkiOrPaths, hint: Words.Profiles.pathsHint) }
        return Paths(
            authority: absolute(authority), certificate: absolute(certificate), certificateKey: absolute(certificateKey),
            signingCertificate: absolute(signingCertificate), signingKey: absolute(signingKey), identity: absolute(identity),
            revocations: revocations.map(absolute))
    }

    /// A profile is used from any folder.
    private func absolute(_ path: String) -> String { URL(filePath: path).path }
}
