import StorageContract
import Testing

@testable import Exchange

/// What comes late in a person's story: a document that was rewrapped, one between two versions, a consent in the place of another, a read in
/// emergency that nobody reviewed in time, a closed case, what is due, and a document that was erased.
enum RegisterLater {
    static func extract() async throws -> RegisterExtract {
        let scene = try await ThreeApprovers()
        let (world, anna) = (scene.world, try scene.world.id("af/anna"))
        try await world.disable("kvv/tri")
        try await scene.rewrap(by: "kvv/uno")
        let opened = try await world.exchange.addOfficer(try world.id("fk/bo"), to: scene.opened.id, by: anna).value
        let consent = try await world.recordConsent(in: opened).value.id
        _ = try await world.recordConsent(in: opened) { $0.supersedes = consent }
        let last = try await versions(in: opened, world).last
        _ = try await world.readInEmergency(try #require(last))
        world.clock.advance(by: .seconds(7 * 86_400))
        #expect(try await world.exchange.markOverdueEmergencies() == 1)
        let gone = try await world.upload("Borta.", to: opened).id
        _ = try await world.exchange.closeCase(opened.id, by: anna)
        world.clock.advance(by: .seconds(945 * 86_400))
        try await world.exchange.markDue()
        let asked = try await world.askErasure(of: .document(gone), by: "fk/adam", ground: "FK plan 3").value
        try await world.answerErasure(asked, by: "fk/amir")
        return try await world.exchange.register(of: opened.participant, by: anna).value
    }

    /// Three versions of a document, the oldest first.
    private static func versions(in opened: Case, _ world: World) async throws -> [DocumentID] {
        var versions = [try await world.upload("Första.", to: opened).id]
        for text in ["Andra.", "Tredje."] {
            var upload = try await world.beginUpload(text, to: opened)
            upload.manifest = upload.manifest.superseding(versions[versions.count - 1])
            versions.append(try await world.complete(upload).value.id)
        }
        return versions
    }
}
