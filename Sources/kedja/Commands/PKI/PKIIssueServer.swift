import ArgumentParser
import Foundation
import PKI

/// `kedja pki issue server`.
struct PKIIssueServer: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("server", Words.Certificates.server) }

    @OptionGroup var place: PKIFolderOption
    @Option(help: Words.Certificates.host.help(Words.Common.name)) var host: [String] = []
    @OptionGroup var common: CommonOptions

    func run() throws {
        try place.folder.issueServer(names: host, now: place.now, random: SystemSources.bytes)
        let path = place.folder.serverCertificate.path
        try common.output.show(["certificate": path], [Words.Certificates.issuedServer(path).text])
    }
}
