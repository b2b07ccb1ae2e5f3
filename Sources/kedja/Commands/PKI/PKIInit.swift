import ArgumentParser
import Foundation
import PKI

/// `kedja pki init`.
struct PKIInit: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("init", Words.Certificates.initialise) }

    @OptionGroup var place: PKIFolderOption
    @Option(help: Words.Certificates.name.help(Words.Common.name)) var name = "Kedja Demo CA"
    @OptionGroup var common: CommonOptions

    func run() throws {
        try place.folder.createAuthority(name: name, now: place.now, random: SystemSources.bytes)
        let path = place.folder.authorityCertificate.path
        try common.output.show(["authority": path], [Words.Certificates.created(path).text])
    }
}
