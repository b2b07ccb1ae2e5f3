import Exchange
import Foundation
import Testing

@testable import kedjad

/// A person is erased while a backup is made, between two of its steps; and what a change of master key does to backups from before. The backup is the
/// command's own, made in this process so that its steps can wait; daemon, officers and whoever verifies it are the real programs.
@Suite(.serialized, .ownThreads) struct BackupErasureTests {
    /// The records are in the backup, and no payload is.
    @Test func whoIsErasedBeforeTheirPayloadIsTold() async throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let document = try chain.upload(Data("plan".utf8))
        let erasure = try chain.askForErasure()
        let made = try await making(installation) { step in
            if case .records = step { try chain.confirm(erasure) }
        }
        #expect(made.summary.contains("erased meanwhile:  1 document,") && made.lost.isEmpty, "\(made.summary)")
        #expect(try manifest(of: made.path).contains("payloads 0 0\nabsent \(document) erased\n"))
        try expectWhole(made.path, installation)

        let next = try installation.backUp()
        let after = try manifest(of: next.folder)
        #expect(after.contains("payloads 0 0\n") && !after.contains("absent"), "\(after)")
        // The one before opens until the master key has been changed and the old one is gone.
        try expectWhole(made.path, installation)
        let rotated = try installation.kedjad(["keys", "rotate"])
        #expect(rotated.status == 0, "\(rotated)")
        let refused = try installation.restore(made.path, "--check")
        #expect(refused.status == 78 && refused.errors.contains("[master-key-wrong]"), "\(refused)")
    }

    /// One of their payloads is in the backup already; with an earlier backup at hand, whose payloads would be shared, and without.
    @Test(arguments: [false, true]) func whoIsErasedBetweenTwoPayloadsLeavesNone(isShared: Bool) async throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let kept = try Chain(installation, number: Installation.number(3)).upload(Data("annan".utf8))
        let chain = try Chain(installation)
        let (first, second) = (try chain.upload(Data("plan".utf8)), try chain.upload(Data("mer plan".utf8)))
        let earlier = isShared ? try installation.backUp().folder : nil
        let erasure = try chain.askForErasure()
        let made = try await making(installation) { step in
            if case .payload(let document) = step, document.text == first { try chain.confirm(erasure) }
        }
        #expect(made.summary.contains("erased meanwhile:  2 documents,") && made.lost.isEmpty, "\(made.summary)")
        #expect(made.shared == (isShared ? 1 : 0))
        let text = try manifest(of: made.path)
        for document in [first, second] { #expect(text.contains("absent \(document) erased\n"), "\(text)") }
        #expect(text.contains("payloads 1 "), "\(text)")
        #expect(try payloads(of: made.path) == [kept])
        try expectWhole(made.path, installation)
        if let earlier {
            #expect(try payloads(of: earlier) == [kept, first, second].sorted())
            try expectWhole(earlier, installation)
        }
    }

    private func making(
        _ installation: Installation, told: @escaping @Sendable (BackupMaking.Step) async throws -> Void
    ) async throws -> BackupMaking.Made {
        let text = try String(contentsOfFile: installation.path("master.key"), encoding: .utf8).trimmingCharacters(in: .newlines)
        let key = try #require(Hexadecimal.bytes(text).flatMap(MasterKey.init(bytes:)))
        let making = BackupMaking(
            data: DataFolder(path: installation.path("data")), place: installation.path("backups"), clock: Clock { Timestamp(Date()) },
            told: told)
        return try await making.perform(holding: MasterKeyring(key), keep: nil)
    }

    private func manifest(of backup: String) throws -> String { try String(contentsOfFile: backup + "/manifest", encoding: .utf8) }

    private func payloads(of backup: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: backup + "/blobs").compactMap { $0.split(separator: "/").dropFirst().first }
            .map(String.init).sorted()
    }

    private func expectWhole(_ backup: String, _ installation: Installation) throws {
        let whole = try installation.restore(backup, "--check")
        #expect(whole.status == 0, "\(whole)")
    }
}

extension Chain {
    fileprivate func askForErasure() throws -> String {
        try installation.must(
            0, "rut", "participant", "erase", participant, "--ground", "GDPR art. 17.1 b", "--reason", "Tilda har bett om det",
            "--decision", "Dnr 7, 2026-05-01"
        ).id("era")
    }

    fileprivate func confirm(_ erasure: String) throws {
        let done = try installation.must(0, "asa", "participant", "erase", "--confirm", erasure).output
        guard done.contains("Filer och databas är rensade") else { throw StoryError(done) }
    }
}
