import Foundation
import Testing

/// A backup from before what a witness has seen: refused, and when it's forced the log is another one, which tells of it.
@Suite(.serialized, .ownThreads) struct RollbackTests {
    @Test func aWitnessKeepsALogFromGoingBack() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let kept = try chain.upload(Data("plan".utf8))
        let key = try installation.witnessKey("af")
        let (witness, address) = try installation.startWitness("af", of: try installation.logKey())
        defer { witness.terminate() }
        let configured = configuration(installation, "kedja.example/test", key, address)
        installation.stop()
        try installation.configure(configured)
        try installation.start()
        try installation.readdress()
        // From now on this profile knows the log's key.
        try installation.must(0, "gun", "audit", "verify")

        let backup = try installation.backUp()
        let lost = try chain.upload(Data("later".utf8))
        try waiting { try seen(installation) > backup.size }
        let atMost = try seen(installation)
        try installation.loseData()
        let refused = try installation.restore(backup.folder)
        #expect(refused.status == 77 && refused.errors.contains("[restore-rolled-back]"), "\(refused)")
        #expect(refused.errors.contains("has \(backup.size) entries, and the witness of af has seen"), "\(refused)")
        #expect(refused.errors.contains("--force") && installation.namesInData().isEmpty && atMost > backup.size)

        // Nor does a file stand for a witness that could be asked and doesn't answer.
        try installation.configure(configuration(installation, "kedja.example/test", key, "127.0.0.1:1"))
        let mute = try installation.restore(backup.folder, "--seen", backup.folder + "/checkpoint")
        #expect(mute.status == 77 && mute.errors.contains("[restore-unproven]") && mute.errors.contains("can't be asked"), "\(mute)")
        try installation.configure(configured)

        // Under its own name it can't even be forced; under another one it can't but be forced.
        let forced = ["restore", backup.folder, "--force", "--reason", "Disken gick sönder."]
        let same = try installation.kedjad(forced)
        #expect(same.status == 78 && same.errors.contains("[log-name]"), "\(same)")
        try installation.configure(configuration(installation, "kedja.example/test-2", key, address))
        let unforced = try installation.restore(backup.folder)
        #expect(unforced.status == 78 && unforced.errors.contains("[log-name]"), "\(unforced)")
        let run = try installation.kedjad(forced)
        #expect(run.status == 0 && run.output.contains("log verifier key:  kedja.example/test-2+"), "\(run)")
        try goesOnAsAnother(installation, chain, kept, lost, backup.size)
    }

    private func goesOnAsAnother(_ installation: Installation, _ chain: Chain, _ kept: String, _ lost: String, _ size: Int) throws {
        try installation.start()
        try installation.readdress()
        // Whoever knows the log of before is not led on.
        let led = try installation.kedja("gun", "audit", "verify")
        #expect(led.status == 5, "\(led)")
        try installation.addProfiles()
        try installation.must(0, "gun", "audit", "verify")
        let list = try installation.must(0, "gun", "audit", "list", "--action", "restoreBackup", "--json").output
        #expect(list.contains("Disken gick s") && list.contains("goes on as kedja.example") && list.contains(" \(size) of "), "\(list)")
        #expect(try chain.read(kept).bytes == Data("plan".utf8))
        #expect(try chain.read(lost).run.status == 4)
    }

    private func configuration(_ installation: Installation, _ origin: String, _ key: String, _ address: String) -> String {
        installation.configuration.replacing(
            "log: { origin: kedja.example/test }",
            with: """
                log:
                  origin: \(origin)
                  witnesses:
                    - { organisation: af, key: "\(key)", url: "http://\(address)" }
                  quorumSeconds: 20
                """)
    }

    /// How many entries the witness has cosigned, by what the daemon knows of it.
    private func seen(_ installation: Installation) throws -> Int {
        let status = try installation.must(0, "ada", "status", "--json").output
        let json = try #require(try JSONSerialization.jsonObject(with: Data(status.utf8)) as? [String: Any])
        let witnesses = (json["result"] as? [String: Any])?["witnesses"] as? [String: Any]
        let note = (witnesses?["newest"] as? [String: Any])?["checkpoint"] as? String
        return note.flatMap { Int($0.split(separator: "\n")[1]) } ?? 0
    }
}
