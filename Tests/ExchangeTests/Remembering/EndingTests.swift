import Cedar
import StorageContract
import StorageSQLite
import Testing

@testable import Exchange

/// What takes a right away takes it from who was served a moment ago, too: each end is brought about by another process than the one that remembers.
@Suite("The end of a right counts at once, whatever is remembered") struct EndingTests {
    @Test(arguments: End.allCases) func nothingIsPermittedFromThenOn(_ end: End) async throws {
        try await inScene { scene in
            for _ in 0..<3 { try await scene.read() }
            try await end.happen(in: scene)
            let before = try await scene.world.ports.storage.read { try $0.logSize() }
            for _ in 0..<2 { await #expect(throws: ExchangeError.any(end.code)) { try await scene.read() } }
            #expect(try await scene.world.ports.storage.read { try $0.logSize() } == before + 2)
        }
    }

    /// It's the marks that tell: without them each of these ends would go unseen.
    @Test(arguments: End.allCases.filter { $0 != .erasure && $0 != .policy }) func withoutMarksItGoesUnseen(_ end: End) async throws {
        try await inScene { scene in
            for _ in 0..<3 { try await scene.read() }
            try await scene.dropTriggers()
            try await end.happen(in: scene)
            try await scene.read()
            await #expect(throws: ExchangeError.any(end.code)) { try await scene.read(by: scene.other) }
        }
    }

    /// What was taken away and is given back is had at once.
    @Test func whatBeginsCountsAtOnceToo() async throws {
        try await inScene { scene in
            for _ in 0..<3 { try await scene.read() }
            let restriction = try await scene.other.restrict(scene.opened.participant).value
            await #expect(throws: ExchangeError.any(.denied)) { try await scene.read() }
            try await scene.other.lift(restriction)
            try await scene.read()
            _ = try await scene.other.withdraw(scene.consent)
            await #expect(throws: ExchangeError.any(.denied)) { try await scene.read() }
            let next = try await scene.other.recordConsent(in: scene.opened).value.id
            #expect(try await scene.read().value.consent == next)
        }
    }

    @Test func whatIsObjectedStandsBesideTheDocumentAtOnce() async throws {
        try await inScene { scene in
            for _ in 0..<3 { #expect(try await scene.look().value.objections == nil) }
            let objection = try await scene.other.object(to: .document(scene.document.id), of: scene.opened.participant).value
            for _ in 0..<2 { #expect(try await scene.look().value.objections == [objection]) }
        }
    }

    /// Another master key than the one that opened the person's key takes nothing from who has it opened; a key that was spoilt does.
    @Test func aPersonsKeyIsReadAnewWhenItsRowChanges() async throws {
        try await inScene { scene in
            try await scene.look()
            let before = try #require(try scene.known()).stored.subjectKey
            let id = scene.opened.participant
            try await scene.other.ports.storage.write { try $0.replaceSubjectKey(of: id, with: Sealed(bytes: [1, 2, 3])) }
            await #expect(throws: ExchangeError.self) { try await scene.look() }
            try await scene.other.ports.storage.write { try $0.replaceSubjectKey(of: id, with: before) }
            try await scene.look()
        }
    }
}

/// What may end a right to read.
enum End: String, CaseIterable, Sendable {
    case withdrawal, partOfIt, allOfThePersons, superseding, leaving, closing, disabling, restriction, protection, release, erasure, policy

    var code: ExchangeError.Code {
        switch self {
        case .disabling: .disabledOfficer
        case .erasure: .notFound
        case .leaving, .protection: .notFound
        default: .denied
        }
    }

    func happen(in scene: RememberingScene) async throws {
        let (other, anna, person) = (scene.other, try scene.other.id("af/anna"), scene.opened.participant)
        switch self {
        case .withdrawal: _ = try await other.withdraw(scene.consent)
        case .partOfIt: try await other.withdraw(scene.consent, WithdrawnNames(to: ["vagen"]))
        case .allOfThePersons: _ = try await other.withdrawAll(of: person)
        case .superseding:
            _ = try await other.recordConsent(in: scene.opened) { ($0.supersedes, $0.decision) = (scene.consent, .refused) }
        case .leaving: _ = try await other.exchange.removeOfficer(scene.coach, from: scene.opened.id, by: anna)
        case .closing: _ = try await other.exchange.closeCase(scene.opened.id, by: anna)
        case .disabling: try await scene.alter("UPDATE officers SET disabled = 1 WHERE id = 'vagen/coach'")
        case .restriction: try await other.restrict(person)
        case .protection: try await other.correct(person, protected: true)
        case .release: try await scene.alter("UPDATE documents SET release = 'owner'")
        case .erasure: try await other.erase(person)
        case .policy:
            let no = """
                @id("nobody") @sv("Ingen.") @en("Nobody.") forbid (principal, action == Action::"retrieveDocument", resource);
                """
            let policies = try PolicyFolder.policies() + [PolicySource(file: "no.cedar", text: no)]
            scene.world.exchange.rulebook.install(try Rules(schema: try PolicyFolder.schema(), policies: policies))
        }
    }
}
