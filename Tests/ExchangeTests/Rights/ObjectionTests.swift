import Foundation
import SignedRecords
import StorageContract
import Testing

@testable import Exchange

@Suite("What a person objects to has the objection beside it") struct ObjectionTests {
    @Test func itStandsBesideTheDocumentAndTheConsentAndInTheExtract() async throws {
        let scene = try await PersonScene(try await World())
        let (world, bo, person) = (scene.world, try scene.world.id("fk/bo"), scene.person)
        let consent = try #require(try await world.exchange.consents(of: person, by: bo).value.first)
        let first = try await world.object(to: .document(scene.documents[0].id), of: person, by: "vagen/coach")
        let second = try await world.object(to: .consent(consent.id), of: person)
        let third = try await world.object(to: .participant(person), of: person)
        #expect(try world.check(first.receipt).entry.action == .recordObjection)
        #expect(try await world.exchange.document(scene.documents[0].id, by: bo).value.objections == [first.value])
        #expect(try await world.exchange.document(scene.documents[1].id, by: bo).value.objections == nil)
        #expect(try await world.exchange.consent(consent.id, by: bo).value.objections == [second.value])
        let record = try SignedRecord(parsing: Array(first.value.record.utf8))
        #expect(try CanonicalJSON.decode(ObjectionRecord.self, from: record.payload).statement == "Så var det inte.")
        let told = try await world.exchange.register(of: person, by: try world.id("af/anna")).value.objections
        #expect(told.map(\.id) == [first.value.id, second.value.id, third.value.id])
    }

    @Test func toWhatIsntTheirsOrIsntThereNobodyObjects() async throws {
        let scene = try await PersonScene(try await World())
        let (world, person) = (scene.world, scene.person)
        let unknown = DocumentID(random: world.random.source)
        var sentences: Set<String> = []
        for target in [
            ObjectionTarget.document(scene.bystandersDocument.id), .document(unknown), .participant(scene.bystander.participant),
        ] {
            let error = await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.object(to: target, of: person) }
            sentences.insert(error?.sentence ?? "")
        }
        #expect(sentences.count == 1)
        for statement in ["", String(repeating: "x", count: 4001)] {
            await #expect(throws: ExchangeError.any(.invalidInput)) {
                try await world.object(to: .participant(person), of: person, statement: statement)
            }
        }
        let id = try await world.object(to: .participant(person), of: person).value.id
        await #expect(throws: ExchangeError.any(.alreadyExists)) { try await world.object(to: .participant(person), of: person, id: id) }
    }

    @Test(arguments: [("fk/ulla", ExchangeError.Code.denied), ("kvv/kim", .notFound), ("sof/rut", .notFound), ("vard/admin", .notFound)])
    func othersTakeNone(_ name: String, _ code: ExchangeError.Code) async throws {
        let scene = try await PersonScene(try await World())
        await #expect(throws: ExchangeError.any(code)) {
            try await scene.world.object(to: .participant(scene.person), of: scene.person, by: name)
        }
        #expect(try await scene.world.storage.read { try $0.objections(of: scene.person) } == [])
    }

    @Test(arguments: ["par_x", "", "doc_", "case_00000000000000000000000000"]) func aTargetIsAPersonADocumentOrAConsent(_ text: String) {
        #expect(ObjectionTarget(text) == nil)
        #expect((try? JSONDecoder().decode([ObjectionTarget].self, from: Data("[\"\(text)\"]".utf8))) == nil)
    }
}
