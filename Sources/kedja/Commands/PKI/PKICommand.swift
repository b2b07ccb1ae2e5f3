import ArgumentParser
import Exchange
import Foundation
import PKI

/// `kedja pki`: the demonstration certificates.
struct PKICommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("pki", Words.Certificates.noun, [PKIInit.self, PKIIssue.self, PKIRevoke.self])
    }
}

/// `kedja pki issue`.
struct PKIIssue: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("issue", Words.Certificates.issue, [PKIIssueServer.self, PKIIssueOfficer.self])
    }
}

/// The authority's folder.
struct PKIFolderOption: ParsableArguments {
    @Option(help: Words.Certificates.dir.help(Words.Common.folder)) var dir: String

    var folder: PKIFolder { PKIFolder(dir) }

    /// The whole second, as certificates have it: one that was made just now is valid at once.
    var now: Date { Date(timeIntervalSince1970: SystemSources.clock.now().date.timeIntervalSince1970.rounded(.down)) }
}
