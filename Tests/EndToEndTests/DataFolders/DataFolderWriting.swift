import Foundation
import Testing

/// Writes a data folder to keep. Not a test but a tool, by the tests' means: `scripts/fixture NAME`.
@Suite(.ownThreads) struct DataFolderWriting {
    @Test(.enabled(if: KeptFolder.nameToWrite != nil, "writes a data folder to keep: scripts/fixture")) func write() throws {
        let name = try #require(KeptFolder.nameToWrite)
        let installation = try Installation()
        defer { installation.close() }
        try installation.makeCertificates()
        try installation.takeFixtureKeys()
        let setup = try installation.initialise()
        try installation.start()
        try installation.addProfiles()
        try installation.fillDirectory()
        let story = try DataFolderStory(installation)
        let report = try installation.must(0, "gun", "audit", "verify", "--json").output
        let target = "\(KeptFolder.root)/\(name)"
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: false)
        try keepClientsFiles(installation, in: target)
        let notes = KeptFolder(
            logKey: try setup.value("log verifier key"), directoryRoot: try setup.value("directory root"),
            remembered: try AuditReport.read(report).size, person: story.chain.participant, subjectKeys: 2,
            readings: try story.readings(), listings: try story.listings())
        installation.stop()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try (encoder.encode(notes) + Data("\n".utf8)).write(to: URL(fileURLWithPath: target + "/notes.json"))
        try installation.tar(["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "-czf", target + "/data.tar.gz", "data"])
    }

    private func keepClientsFiles(_ installation: Installation, in target: String) throws {
        let receipts = installation.path("profiles/receipts/gun")
        let names = try FileManager.default.contentsOfDirectory(atPath: receipts)
        let newest = try #require(names.max { $0.compare($1, options: .numeric) == .orderedAscending })
        try FileManager.default.copyItem(atPath: "\(receipts)/\(newest)", toPath: installation.path("gun.receipt"))
        for file in KeptFolder.clientsFiles {
            try FileManager.default.copyItem(atPath: installation.path(KeptFolder.place(of: file)), toPath: "\(target)/\(file)")
        }
        try FileManager.default.copyItem(atPath: installation.path("pki/ca/ca.pem"), toPath: "\(target)/ca.pem")
    }
}

/// `kedja audit verify --json`.
struct AuditReport: Decodable {
    struct Fault: Decodable {
        let kind: String
    }
    let size: UInt64
    let opened: UInt64
    let rememberedSize: UInt64?
    let faults: [Fault]

    static func read(_ output: String) throws -> AuditReport {
        struct Envelope: Decodable {
            let result: AuditReport
        }
        return try JSONDecoder().decode(Envelope.self, from: Data(output.utf8)).result
    }
}
