import Foundation
import Testing

/// The daemon and two witnesses, one that it asks and one that hands in by itself, all of them the real programs.
@Suite(.serialized, .ownThreads) struct WitnessTests {
    @Test func receiptsTellWhoHasWitnessedTheLog() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let key = try installation.logKey()
        let (asked, brings) = (try installation.witnessKey("af"), try installation.witnessKey("fk"))
        let (witness, url) = try installation.startWitness("af", of: key)
        defer { witness.terminate() }

        installation.stop()
        let configured = installation.configuration.replacing(
            "log: { origin: kedja.example/test }",
            with: """
                log:
                  origin: kedja.example/test
                  witnesses:
                    - { organisation: af, key: "\(asked)", url: "http://\(url)" }
                    - { organisation: fk, key: "\(brings)" }
                  quorum: 2
                  quorumSeconds: 600
                """)
        try Data(configured.utf8).write(to: installation.folder.appendingPathComponent("kedjad.yaml"))
        try installation.start()
        try installation.addProfiles()

        try waiting { try installation.must(0, "ada", "officer", "list", "--lang", "en").output.contains("witnessed by 1 of 2") }
        let files = ["--state", installation.path("fk-state"), "--key", installation.path("fk-key"), "--lang", "en"]
        let cosigned = try installation.client(["witness", "cosign", "--profile", "frida"] + files)
        #expect(cosigned.status == 0 && cosigned.output.contains("2 of 2"), "\(cosigned)")
        let later = try installation.must(0, "ada", "officer", "list", "--lang", "en")
        #expect(later.output.contains("witnessed by 2 of 2"), "\(later)")
        let again = try installation.client(["witness", "cosign", "--profile", "frida"] + files)
        #expect(again.status == 0, "\(again)")
        #expect(try installation.must(0, "ada", "status", "--lang", "en").output.contains("at least 2 needed"))
        try anybodyCanCount(installation, key, [asked, brings], stranger: try installation.witnessKey("sis"))
        #expect(try installation.must(0, "ada", "officer", "list", "--lang", "sv").output.contains("bevittnad av 2 av 2"))

        // Another log's state, or one that was put back, isn't continued.
        let file = try #require(
            try FileManager.default.contentsOfDirectory(atPath: installation.path("fk-state")).first { $0.hasSuffix("checkpoint") })
        try Data("nothing\n".utf8).write(to: installation.folder.appendingPathComponent("fk-state/\(file)"))
        let damaged = try installation.client(["witness", "cosign", "--profile", "frida"] + files)
        #expect(damaged.status != 0 && damaged.errors.contains("damaged"), "\(damaged)")
    }

    /// Years later, with public keys and a receipt alone.
    private func anybodyCanCount(_ installation: Installation, _ key: String, _ witnesses: [String], stranger: String) throws {
        let folder = installation.path("profiles/receipts/ada")
        let receipts = try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { Int($0.split(separator: ".")[0]) }
        let file = "\(folder)/\(try #require(receipts.max())).receipt"
        func verify(_ witnesses: [String]) throws -> Run {
            let options = witnesses.flatMap { ["--witness", $0] } + ["--quorum", "2", "--lang", "en"]
            return try Program.run(
                [Program.kedja, "receipt", "verify", file, "--log-key", key] + options,
                environment: ["KEDJA_CONFIG_DIR": installation.path("none")], in: installation.folder)
        }
        let holds = try verify(witnesses)
        #expect(holds.status == 0 && holds.output.contains("2 of 2 have cosigned the log of"), "\(holds)")
        let lacking = try verify([witnesses[0], stranger])
        #expect(lacking.status == 5 && lacking.errors.contains("1 of the witnesses"), "\(lacking)")
    }
}
