import StorageContract
import Testing

@testable import Exchange

/// A new version supersedes the one before it; the old one stays, readable by rule.
@Suite struct VersionTests {
    private static func chain() async throws -> (world: World, opened: Case, first: DocumentView) {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        return (world, opened, try await world.upload("Första.", to: opened))
    }

    private func supersede(
        _ world: World, _ old: DocumentID, in value: Case, by name: String = "fk/bo", category: Category = .planering
    ) async throws -> DocumentView {
        var upload = try await world.beginUpload("Nästa.", to: value, by: name, category: category)
        upload.manifest = upload.manifest.superseding(old)
        return try await world.complete(upload, by: name).value
    }

    @Test func eachVersionKnowsItsNeighbours() async throws {
        let (world, opened, first) = try await Self.chain()
        let second = try await supersede(world, first.id, in: opened)
        let third = try await supersede(world, second.id, in: opened)
        let listed = try await world.exchange.documents(of: opened.id, by: try world.id("fk/bo")).value
        #expect(
            listed.map(\.version) == [
                DocumentVersion(number: 1, supersedes: nil, supersededBy: second.id),
                DocumentVersion(number: 2, supersedes: first.id, supersededBy: third.id),
                DocumentVersion(number: 3, supersedes: second.id),
            ])
        #expect(try await world.exchange.document(third.id, by: try world.id("fk/bo")).value.version.supersedes == second.id)
    }

    @Test func aVersionIsSupersededOnce() async throws {
        let (world, opened, first) = try await Self.chain()
        let second = try await supersede(world, first.id, in: opened)
        let error = await #expect(throws: ExchangeError.self) { try await supersede(world, first.id, in: opened) }
        #expect(error?.code == .conflict)
        #expect(error?.sentence.contains(second.id.text) == true)
        #expect(try await world.exchange.documents(of: opened.id, by: try world.id("fk/bo")).value.count == 2)
    }

    @Test func theCategoryStays() async throws {
        let (world, opened, first) = try await Self.chain()
        let error = await #expect(throws: ExchangeError.self) { try await supersede(world, first.id, in: opened, category: .intyg) }
        #expect(error?.code == .invalidRecord)
        #expect(try await world.exchange.document(first.id, by: try world.id("fk/bo")).value.version == .first)
    }

    /// Otherwise the answer would tell that the id exists.
    @Test func whatIsntTheUploadersAnswersAsUnknown() async throws {
        let (world, opened, first) = try await Self.chain()
        let other = try await world.openCase(with: ["fk/bo"])
        let strangers: [(DocumentID, Case, String)] = [
            (first.id, opened, "af/anna"), (first.id, other, "fk/bo"), (DocumentID(random: world.random.source), opened, "fk/bo"),
        ]
        for (old, value, name) in strangers {
            let error = await #expect(throws: ExchangeError.self) { try await supersede(world, old, in: value, by: name) }
            #expect(error?.code == .notFound, "\(name)")
        }
        #expect(try await world.exchange.document(first.id, by: try world.id("fk/bo")).value.version == .first)
    }
}

extension DocumentManifest {
    func superseding(_ old: DocumentID) -> DocumentManifest {
        DocumentManifest(
            document: document, participant: participant, caseID: caseID, owner: owner, category: category, release: release, name: name,
            payloadDigest: payloadDigest, payloadSize: payloadSize, holders: holders, uploadedBy: uploadedBy, uploadedAt: uploadedAt,
            supersedes: old)
    }
}
